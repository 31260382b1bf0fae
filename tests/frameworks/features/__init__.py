"""The structural features of published career frameworks, one test each: held, read by a page or a rule, given back."""

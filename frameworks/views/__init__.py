"""Pages of frameworks: the list, one framework, one role, two roles, my level, publishing."""

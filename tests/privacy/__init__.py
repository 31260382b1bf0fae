"""A secret word in every confidential field, looked for everywhere as everyone."""

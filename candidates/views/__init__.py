"""Pages of candidates: the list, opening one, and the one page of each, as far as it has come."""

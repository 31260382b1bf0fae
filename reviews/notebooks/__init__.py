"""Notebooks: what people note through the year, about themselves and about those who report to them."""

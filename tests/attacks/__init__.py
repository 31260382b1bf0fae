"""Attacks that felled comparable systems: `classes.py` says which tests try each of them."""

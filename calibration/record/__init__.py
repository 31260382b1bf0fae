"""The record of a meeting: how it was held and what it changed, as far as whoever reads it may know."""

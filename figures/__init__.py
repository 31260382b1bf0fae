"""Numbers about groups of people, and what is done so that they tell nothing about one of them."""

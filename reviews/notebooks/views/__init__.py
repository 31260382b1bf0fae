"""Pages of one's own side: the review as it comes, notebooks, and what belongs to them."""

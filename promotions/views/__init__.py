"""Pages of pitches and of what becomes of them."""

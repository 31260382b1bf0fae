"""Pages of one's own answers, of the figures and of their questions."""

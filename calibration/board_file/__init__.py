"""The board of a group as a file: taken out for a meeting held elsewhere, and what was changed there brought in."""

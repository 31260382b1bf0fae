"""What a meeting teaches: wordings flagged in it, a look back at it, and what those who were there say of it."""

"""Pages of finalising and telling: the words, the release, the message, the person's own page, one-on-ones, mail."""

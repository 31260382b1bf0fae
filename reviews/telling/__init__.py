"""Finalising and telling: the words to a person, their release, who is owed what, reminders and mail."""

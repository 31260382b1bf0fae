"""Editing a version that is still written, by several people at once: no word of anybody's is lost."""

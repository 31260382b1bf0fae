"""The long lists of the meeting."""

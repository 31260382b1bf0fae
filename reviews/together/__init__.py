"""People who write together: contributors with a signed input, and co-authors of an assessment."""

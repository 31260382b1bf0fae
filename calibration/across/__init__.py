"""The check across groups: after their meetings the directors look at the levels of all groups of a cycle together."""

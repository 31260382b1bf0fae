"""Pages of cycles and groups: for People Ops, for a group's readers, and an assessor's own board."""

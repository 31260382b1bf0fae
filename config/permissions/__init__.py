"""Who sees and who changes what, as one table: the source of a page of People Ops and of `docs/permissions.md`."""

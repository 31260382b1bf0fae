"""The import of people with their roles: the plan of accounts, extended by placements, as a command and a page."""

"""The text fields of people, grants and imports that came after the first ones."""

OPEN: dict[str, str] = {
    "accounts.stagedimport.state": "a state",
    "accounts.stagedimport.digest": "a digest; never rendered",
}

SECRET: dict[str, str] = {
    "accounts.grant.reason": "petra pavel otto",
    "accounts.stagedimport.content": "petra",
}

"""What is recorded about people, why, for how long and who reads it: a page for everybody, and `docs/data.md`."""

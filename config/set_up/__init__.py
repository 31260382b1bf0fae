"""Setting up a fresh installation in the browser: the organisation, its review, ladders, people, the first account."""

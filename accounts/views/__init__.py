"""Pages of people, grants and sign-in, and the answers to what went wrong."""

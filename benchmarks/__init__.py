"""What the figures of README are made with. Never run as a test; load goes to this machine's own loopback only."""

"""How long a change at the desk takes to every screen of a meeting: `python -m benchmarks.live`."""

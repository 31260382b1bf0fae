"""Builds the demo company: its people, three closed quarters, a running cycle and one ready to meet."""

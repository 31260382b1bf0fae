"""Cycles and their groups: planning, launching, who is on a roster, and how far a group has come."""

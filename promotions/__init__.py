"""Pitches, the promotion rule, votes and decisions."""

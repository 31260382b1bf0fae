"""Cycles, assessments and what is told."""

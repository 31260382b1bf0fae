"""Assessments and remarks: writing them, submitting them, and what a group reads before it meets."""

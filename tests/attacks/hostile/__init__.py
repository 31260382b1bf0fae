"""Requests as nobody's browser sends them: what they hold, how they are asked, and what has to hold afterwards."""

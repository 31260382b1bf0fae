"""An assessor's own board across the three rooms: what they owe to whom, from the first word to the last talk."""

"""The meeting: its agenda, who may do what in it, the room display, and the live line."""

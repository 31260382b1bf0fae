"""Reading, planning and writing a file of people."""

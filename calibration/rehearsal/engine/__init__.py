"""The rehearsal's own rules, on plain data: who is invented, how it stands, what may be done. No database."""

"""The rehearsal of a meeting: invented people, one person under every hat, one press, and no trace."""

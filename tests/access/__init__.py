"""Who gets what at which address, written by hand; and that this would notice a wrong mark."""

"""Earlier results come in by a file: rows (cells to values), plan (what it would do), workflow (all or nothing)."""

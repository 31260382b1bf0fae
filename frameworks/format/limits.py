"""How much a framework file may hold; what a single value may be stands in the schema."""

FORMAT_VERSION = 1
FILE_MB = 6
FILE_BYTES = FILE_MB * 1024 * 1024  # twenty thousand examples of twenty words take half of it
FILES = 500  # files of one folder
LINE = 50_000  # characters of one line
UNFIT_LINES = 100  # lines with control characters that are named one by one
VALUES = 100_000  # keys, list entries and texts in one file, counted together
DEPTH = 16  # levels of indentation; the format itself needs 8

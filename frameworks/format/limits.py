"""How much a framework file may hold. The models may import these for their column widths."""

FORMAT_VERSION = 1
FILE_BYTES = 2 * 1024 * 1024
LINE = 50_000  # characters of one line
UNFIT_LINES = 100  # lines with control characters that are named one by one
VALUES = 50_000  # keys, list entries and texts in one file, counted together
DEPTH = 16  # levels of indentation; the format itself needs 8
CODE_LENGTH = 64
NAME_LENGTH = 200
MARK_LENGTH = 8
TEXT_LENGTH = 20_000
NUMBER = 1_000_000  # ranks and points
MONTHS = 240

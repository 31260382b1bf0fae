"""Expected answers of the reviews: cycles and assessments, what is told, and notebooks."""

from importlib import import_module, util

ROWS = [
    row
    for room in ("cycles", "telling", "notebooks", "together")
    if util.find_spec(f"tests.access.reviews_{room}_rows")
    for row in import_module(f"tests.access.reviews_{room}_rows").ROWS
]

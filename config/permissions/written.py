"""The table of permissions as Markdown."""

from collections.abc import Iterator

from config.permissions.row import Row
from config.permissions.table import DENIED, MARKS, TABLE

HEAD = """# Who may see and do what

The table of the product as it is, line by line, with what holds each line in the code. People Ops read the same table
inside the product, under *Permissions*. It is written by `python -m config.permissions`, and a test compares it with
the code: each `visible_to` and each verb of each table of moves has its place here, in the words of its docstring.

## Before every line

Two denials are absolute. They beat every permission and every part.
"""
HEADS = "| thing | who sees it | held by | who changes it |\n|---|---|---|---|"
MARKS_HEAD = """
## Who may come to a page at all

Each route carries exactly one mark. Who may not come gets the answer of a page that does not exist.

| mark | who comes |
|---|---|"""


def _lines() -> Iterator[str]:
    yield HEAD
    yield from (f"- **{name}.** {said}" for name, said in DENIED)
    for part in TABLE:
        yield f"\n## {part.title}\n\n{HEADS}"
        yield from (_row(row) for row in part.rows)
    yield MARKS_HEAD
    yield from (f"| {word} | {said} |" for word, said in MARKS.items())


def _row(row: Row) -> str:
    held = f"`{row.held_by}`" if row.held_by else f"the mark of `{row.route}`"
    changes = []
    for change in row.changes:
        names = ", ".join(f"`{name}`" for name in [*change.verbs, *change.functions])
        changes.append(f"{names}: {change.who}" if names else str(change.who))
    return f"| {row.thing} | {row.sees} | {held} | {'<br>'.join(changes)} |"


def as_markdown() -> str:
    """The whole of `docs/permissions.md`."""
    return "\n".join(_lines()) + "\n"

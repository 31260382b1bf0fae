"""What is recorded, as Markdown, with the times of a new installation."""

from collections.abc import Iterator

from accounts.rights import retention
from config.recorded.lines import leaving, parts

HEAD = """# What is recorded about people

Each kind of record, what it is for, how long it is kept and who reads it. Everybody reads the same inside the product,
on *What is recorded about you*, with the times that their organisation has set; printed, it can be an annex to an
agreement with a works council. It is written by `python -m config.recorded` from what each app says it holds, and a
test compares the two.
"""
HEADS = "| what | what for | how long | who reads it |\n|---|---|---|---|"
TAIL = """
What somebody does for others (writes of them, decides, gives a permission) is those others' record; by whom it was done
is shown as *a former colleague* once the person is erased. What erasing keeps, and why: [decision
15](decisions/0015-what-erasing-keeps.md).

What is written of a *candidate*, who is nobody here and needs no name, is read by those whom its owner invited. It goes
by itself 6 months after the offer or the close, or after the opening where neither came (People Ops sets from 1 to 24);
what was offered at which role stays, without who it was: [candidates](candidates.md).

Of a comment or a flag on a wording without a name nothing is recorded that says whose it was ([decision
19](decisions/0019-comments-without-a-name.md)); so it is in no copy, and erasing leaves it.

No network address, no place and no keystroke is recorded. In a meeting it is kept when a turn began and ended, not how
long anybody spoke.
"""


def _lines() -> Iterator[str]:
    nothing_set: dict[str, int | None] = dict.fromkeys(retention.SETTINGS)
    yield HEAD
    yield leaving(nothing_set)
    for part in parts(nothing_set):
        yield f"\n## {part.title}\n\n{HEADS}"
        yield from (f"| {line.what} | {line.why} | {line.kept} | {line.read_by} |" for line in part.lines)
    yield TAIL.rstrip("\n")


def as_markdown() -> str:
    """The whole of `docs/data.md`."""
    return "\n".join(_lines()) + "\n"

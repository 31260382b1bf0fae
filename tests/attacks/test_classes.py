"""The table of attacks: every class of the list below is in it, and every test it cites exists."""

import ast
from functools import cache
from pathlib import Path

from tests.attacks.classes import CLASSES, NOT_HERE

TESTS = Path(__file__).resolve().parents[1]

# the list, by hand
WANTED = """
object access checked on one verb and not on its siblings
export, print, feed, search, counts and sort order that bypass the check
a second wall that says otherwise than the first
files by guessable id or from public storage
self-approval
acting for another by changing an id in the form
extra fields in a post
skipping a step by a direct post
writing after the close
two at once
an import that sets roles or makes A manage B manage A
the reset token of one account used for another
the host header in mails
the second factor skipped by leaving the field out
a session alive after deactivation or a change of password
open redirect
login CSRF
a provider's token for another, by another, of yesterday, or for nobody
a provider's signed form wrapped, altered, sent twice or full of entities
default accounts
a stored script in names, comments, file names, SVG and Markdown links
formula cells
CSV bombs, NUL, lone surrogates, U+202E, megabytes, year 10000
sort and filter parameters that reach other fields
templates or format strings written by users
header injection through names
server-side fetches
log injection
quadratic Markdown
filters stacked down to one person
totals minus the rest
one of People Ops alone, for themselves
two exports a week apart
""".strip().splitlines()


@cache
def named_in(file: str) -> frozenset[str]:
    """The names of the tests of a file below `tests/`; none where it is not there."""
    path = TESTS / file
    tree = ast.parse(path.read_text()) if path.is_file() else ast.Module([], [])
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def missing(cited: list[str]) -> list[str]:
    """Cited tests that are nowhere."""
    return [cite for cite in cited if cite.partition("::")[2] not in named_in(cite.partition("::")[0])]


def test_every_class_has_its_tests_and_one_that_shows_it_succeed():
    assert list(CLASSES) == WANTED
    assert [name for name, (tried, noticed) in CLASSES.items() if not tried or not noticed] == []


def test_every_test_that_is_cited_is_there():
    cited = [cite for tried, noticed in CLASSES.values() for cite in (*tried, *noticed)]
    cited += [said for said in NOT_HERE.values() if "::" in said]
    assert missing(cited) == []
    assert all(NOT_HERE.values())


def test_a_test_that_is_not_there_is_noticed():
    assert missing(["attacks/test_classes.py::test_no_such", "attacks/no_such.py::test_no_such"]) == [
        "attacks/test_classes.py::test_no_such",
        "attacks/no_such.py::test_no_such",
    ]

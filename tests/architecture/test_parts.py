"""Whether somebody's part holds now is asked in one way: `Participant.objects.now()`, and the same line in SQL."""

import ast
import re

import pytest

from tests.architecture.test_imports import ORDER, ROOT, modules

NOW_IN_SQL = "part.from_at <= at AND (part.until_at IS NULL OR part.until_at > at)"


def asks_bare(source: str) -> list[int]:
    """The lines of statements that ask parts for `until_at` themselves, and so forget those to come or to end."""
    found = []
    for statement in ast.walk(ast.parse(source)):
        if not isinstance(statement, ast.Assign | ast.AnnAssign | ast.Return | ast.Expr | ast.For | ast.If | ast.With):
            continue
        here = [statement.iter] if isinstance(statement, ast.For) else [statement]
        if isinstance(statement, ast.If):
            here = [statement.test]
        elif isinstance(statement, ast.With):
            here = [item.context_expr for item in statement.items]
        nodes = [node for part in here for node in ast.walk(part)]
        names = {node.id for node in nodes if isinstance(node, ast.Name)}
        asked = {node.arg for node in nodes if isinstance(node, ast.keyword) and node.arg}
        if "until_at__isnull" in asked and not names & {"Attendance", "Grant"} and "constraints" not in names:
            found.append(statement.lineno)
    return found


ALLOWED = {
    "accounts": "permissions, not parts",
    "calibration/attending.py": "who is in the room",
    "reviews/models/participants.py": "says what now is, and one open part each",
}


def test_nobody_asks_a_part_for_its_end_without_its_beginning():
    found = {str(path.relative_to(ROOT)) for app in ORDER for path in modules(app) if asks_bare(path.read_text())}
    apart = [path for path in found if path not in ALLOWED and not path.startswith("accounts/")]
    assert apart == []


@pytest.mark.parametrize(
    "source",
    [
        "rows = Participant.objects.filter(person=by, until_at__isnull=True)",
        "return Exists(part.filter(person=viewer, until_at__isnull=True))",
        "if rows.filter(until_at__isnull=True).exists():\n    pass",
        "for row in Participant.objects.filter(until_at__isnull=True):\n    pass",
        "reads = Q(part__in=READERS, until_at__isnull=True)",
    ],
)
def test_a_bare_end_is_noticed(source):
    assert asks_bare(source) == [1]


@pytest.mark.parametrize(
    "source",
    [
        "rows = Participant.objects.now().filter(person=by)",
        "here = Attendance.objects.filter(person=by, until_at__isnull=True)",
    ],
)
def test_what_is_asked_rightly_is_not(source):
    assert asks_bare(source) == []


def test_the_policies_say_the_same_of_parts():
    """Every function that joins the table of parts asks both ends; managers above at launch, and who is
    reviewed, are so for good."""
    bare = []
    for file in sorted(ROOT.glob("*/policies/*.sql")):
        for function in re.split(r"(?=CREATE (?:OR REPLACE FUNCTION|POLICY))", file.read_text()):
            joined = function.count("reviews_participant ")
            for_good = re.findall(r"\b\w+\.part = '(?:above|subject)'", function)
            asked = function.count(NOW_IN_SQL) + len(for_good)
            if joined != asked:
                bare.append(f"{file.name}: {function[:70]}")
    assert bare == []

"""docs/asvs.csv and its page: each requirement once, and whatever is cited as evidence is there."""

import ast
import csv
import re
from collections import Counter
from functools import cache

import pytest

from tests.running.files import BASE

PAGE = BASE / "docs" / "asvs.md"
VERDICTS = {"met", "not met", "does not apply", "operator"}
# ASVS 5.0.0: how many requirements of levels 1 and 2 each chapter has
CHAPTERS = {
    "V1": 27, "V2": 11, "V3": 19, "V4": 10, "V5": 9, "V6": 35, "V7": 18, "V8": 7, "V9": 7, "V10": 29, "V11": 14,
    "V12": 9, "V13": 13, "V14": 9, "V15": 13, "V16": 16, "V17": 7,
}  # fmt: skip
LEVEL_1 = 70


@cache
def rows() -> list[dict[str, str]]:
    with (BASE / "docs" / "asvs.csv").open(newline="") as file:
        return list(csv.DictReader(file))


@cache
def cases_of(path: str) -> set[str]:
    """The tests of a file, also those in classes."""
    tree = ast.parse((BASE / path).read_text())
    found = [*tree.body, *(part for body in tree.body if isinstance(body, ast.ClassDef) for part in body.body)]
    functions = ast.FunctionDef | ast.AsyncFunctionDef
    return {part.name for part in found if isinstance(part, functions) and part.name.startswith("test_")}


@cache
def names_of(path: str) -> set[str]:
    """What a module of settings sets, also under an `if`."""
    assigned = [node for node in ast.walk(ast.parse((BASE / path).read_text())) if isinstance(node, ast.Assign)]
    return {target.id for node in assigned for target in node.targets if isinstance(target, ast.Name)}


@cache
def headings_of(path: str) -> set[str]:
    """The anchors of a page, as its address has them."""
    titles = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```", "", (BASE / path).read_text(), flags=re.M | re.S), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def is_there(evidence: str) -> bool:
    """Whether a test, a setting or a heading of a document that is cited exists."""
    for pattern, inside in (
        (r"(tests/[\w/]+\.py)::(test_\w+)", cases_of),
        (r"(config/\w+\.py): ([A-Z_]+)", names_of),
        (r"(docs/[\w/-]+\.md)#([\w-]+)", headings_of),
        (r"(docs/decisions/[\w-]+\.md)()", lambda path: {""}),
    ):
        if match := re.fullmatch(pattern, evidence):
            return (BASE / match[1]).is_file() and match[2] in inside(match[1])
    return False


def test_each_requirement_of_levels_1_and_2_stands_there_once_in_its_order():
    ids = [row["id"] for row in rows()]
    numbers = [re.fullmatch(r"V(\d+)\.(\d+)\.(\d+)", name) for name in ids]
    assert None not in numbers
    places = [tuple(map(int, match.groups())) for match in numbers]
    assert places == sorted(set(places))
    assert (len(ids), dict(Counter(name.split(".")[0] for name in ids))) == (253, CHAPTERS)
    assert Counter(row["level"] for row in rows()) == {"1": LEVEL_1, "2": 253 - LEVEL_1}


def test_every_verdict_is_a_known_one_and_says_what_it_has_to():
    assert {row["verdict"] for row in rows()} <= VERDICTS
    assert [row["id"] for row in rows() if row["verdict"] in ("met", "operator") and not row["evidence"]] == []
    assert [row["id"] for row in rows() if row["verdict"] != "met" and len(row["note"]) < 10] == []


def test_whatever_is_cited_is_there():
    cited = [(row["id"], evidence) for row in rows() for evidence in row["evidence"].split("; ") if evidence]
    assert len(cited) > 350
    assert [(name, evidence) for name, evidence in cited if not is_there(evidence)] == []


@pytest.mark.parametrize(
    ("evidence", "there"),
    [
        ("tests/architecture/test_asvs.py::test_whatever_is_cited_is_there", True),
        ("tests/architecture/test_asvs.py::test_somebody_made_this_up", False),
        ("tests/running/test_nothing.py::test_whatever_is_cited_is_there", False),
        ("tests/architecture/test_asvs.py", False),
        ("config/settings.py: SECURE_HSTS_SECONDS", True),
        ("config/settings.py: SECURE_NOTHING", False),
        ("docs/running.md#what-the-database-refuses", True),
        ("docs/running.md#what-nobody-refuses", False),
        ("docs/running.md", False),
        ("README.md#security", False),
    ],
)
def test_what_was_made_up_is_noticed(evidence, there):
    assert is_there(evidence) is there


def test_the_page_lists_what_is_not_met_and_counts_the_rest():
    text = PAGE.read_text()
    listed = re.findall(r"^\| (V[\d.]+) \| ([12]) \|", text, re.M)
    assert listed == [(row["id"], row["level"]) for row in rows() if row["verdict"] == "not met"]
    counts = Counter(row["verdict"] for row in rows())
    said = {name: int(re.search(rf"^\| {name} \| (\d+) \|", text, re.M)[1]) for name in VERDICTS}
    assert said == {name: counts[name] for name in VERDICTS}

"""Nobody's page rests on anybody else's demographic answer, and only two modules read answers at all."""

import ast
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from figures.models import Answer
from tests.access.scene import all_rows
from tests.access.table import PERSONS
from tests.privacy.crawl import LINK

pytestmark = pytest.mark.once("embedded")

ROOT = Path(__file__).resolve().parents[2]
SIGNED_IN = [person for person in PERSONS if person not in ("anon", "gone")]


def test_the_row_is_seen_by_its_person_only(scene, cast):
    seers = [person for person in SIGNED_IN if Answer.objects.visible_to(getattr(cast, person)).exists()]
    assert seers == ["lena"]
    assert list(Answer.objects.visible_to(None)) == []
    assert scene.answer.person == cast.lena


@pytest.mark.parametrize("person", SIGNED_IN)
def test_no_page_reads_an_answer_of_somebody_else(scene, cast, person):
    """Every query for answers, on every page of every person, names that person."""
    viewer, client = getattr(cast, person), Client(raise_request_exception=False)
    client.force_login(viewer)
    foreign = []
    for row in all_rows():
        if "GET" not in row.expected or "/events/" in row.path(scene):
            continue
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(row.path(scene))
        foreign += [
            (row.route, query["sql"])
            for query in asked
            if "figures_answer" in query["sql"] and viewer.pk.hex not in query["sql"].replace("-", "")
        ]
    assert foreign == []


def test_only_lena_finds_her_choice_ticked(scene, cast):
    ticked = {}
    for person in SIGNED_IN:
        client = Client()
        client.force_login(getattr(cast, person))
        page = client.get("/my-answers/").content.decode()
        ticked[person] = re.findall(r'value="([^"]*)"[^>]*\schecked', page)
        assert str(scene.answer.pk) not in page
    assert ticked.pop("lena") == ["option-1"]
    assert set(map(tuple, ticked.values())) == {("",)}


def test_no_address_holds_an_answer(scene, cast):
    client = Client()
    client.force_login(cast.lena)
    assert not [link for link in LINK.findall(client.get("/my-answers/").content.decode()) if "option-" in link]


def test_answers_are_read_in_five_modules_and_nowhere_else():
    readers = set()
    for app in (
        "accounts",
        "frameworks",
        "reviews",
        "promotions",
        "calibration",
        "figures",
        "candidates",
        "demo",
        "config",
    ):
        for path in (ROOT / app).rglob("*.py"):
            tree = ast.parse(path.read_text())
            for node in ast.walk(tree):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("figures"):
                    names = {alias.name for alias in node.names}
                    if "Answer" in names:
                        readers.add(str(path.relative_to(ROOT)))
    assert sorted(readers) == [
        "demo/company/figures.py",
        "figures/counting.py",
        "figures/forms.py",
        "figures/held.py",  # names the table, for erasing; reads no row
        "figures/workflow.py",
    ]

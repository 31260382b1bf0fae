"""What a page and a file show of random small companies, attacked from outside with the headcounts everybody knows.

The attacker reads the HTML and the CSV as a stranger would and knows nothing of how they were made.
"""

import csv
import random
from io import StringIO

import pytest

from figures import workflow
from figures.models import Publication
from figures.tables import Known, Level
from tests.figures.attacker import solved_leaks
from tests.figures.story import make_company, make_cycle, make_framework, make_question, read_table, table_of

pytestmark = [pytest.mark.django_db, pytest.mark.once("embedded")]

LEVELS = ["L1", "L2", "L3", "L4"]
WORDS = {"woman": "woman", "man": "man", "prefer not to say": "declined", "not answered": "silent"}


def random_rows(chance: random.Random) -> dict[str, tuple[int, ...]]:
    """Some dozens of people on three or four levels; most of them answer, and some levels are nearly empty."""
    rows = {}
    for code in LEVELS[: chance.choice((3, 4))]:
        number = chance.choice((1, 4, 9, 13, 20))
        chosen = chance.choices(range(4), weights=(8, chance.choice((3, 8, 14)), 1, 2), k=number)
        rows[code] = tuple(chosen.count(option) for option in range(4))
    return rows


def shown_to(client, publication, levels):
    """The page's table and the file's, as read; None where there is none."""
    address = f"/figures/{publication.cycle_id}/engineers/gender/"
    rows = table_of(client.get(address).content.decode())
    page = file = None
    if rows:
        bands = [[*(name.split(" to ") * 2)[:2], *cells] for name, *cells in rows[1:]]
        page = read_table(rows[0][2:], bands, levels, "screen", WORDS)
    answer = client.get(f"{address}file.csv")
    if answer.status_code == 200:
        lines = list(csv.reader(StringIO(answer.content.decode())))
        file = read_table(lines[0][3:], lines[1:], levels, "file", WORDS)
    return page, file


@pytest.mark.parametrize("seed", range(12))
def test_nothing_shown_of_a_random_company_tells_about_few(cast, sign_in, seed):
    rows = random_rows(random.Random(seed))
    question, framework = make_question("woman", "man", "prefer not to say"), make_framework(*rows)
    cycle = make_cycle()
    make_company(cycle, framework, question, cast.mei, rows)
    workflow.publish_cycle(cycle, None)
    page, file = shown_to(sign_in(cast.petra), Publication.objects.get(), list(rows))
    known = Known(
        tuple(Level(code, place, sum(counts)) for place, (code, counts) in enumerate(rows.items())),
        tuple(WORDS.values()),
    )
    assert solved_leaks(known, 10, *filter(None, [file])) == []
    assert solved_leaks(known, 5, *filter(None, [file, page])) == []


def test_the_random_companies_are_worth_attacking(cast):
    """Among them are some with a table on the page and in the file, and some without."""
    found = set()
    for seed in range(12):
        rows = random_rows(random.Random(seed))
        question = make_question("woman", "man", "prefer not to say", code=f"gender-{seed}")
        framework, cycle = make_framework(*rows, slug=f"f{seed}"), make_cycle(name=f"Cycle {seed}")
        make_company(cycle, framework, question, cast.mei, rows)
        made = workflow.publish(cycle, framework, question, None)
        found.add((made.screen is not None, made.file is not None))
    assert found == {(True, True), (True, False), (False, False)}


def test_the_attacker_finds_a_table_that_was_not_protected(cast, sign_in):
    """The true counts of three levels, put on the page as they are, are found out."""
    rows = {"L1": (3, 5, 0, 0), "L2": (5, 6, 1, 0), "L3": (1, 0, 0, 0)}
    question, framework = make_question("woman", "man", "prefer not to say"), make_framework(*rows)
    cycle = make_cycle()
    make_company(cycle, framework, question, cast.mei, rows)
    naive = {
        "k": 5,
        "columns": [["woman"], ["man"], ["prefer not to say"], [""]],
        "rows": [{"levels": [code], "people": sum(row), "counts": list(row)} for code, row in rows.items()],
    }
    publication = Publication.objects.create(cycle=cycle, framework=framework, question=question, screen=naive)
    page, _ = shown_to(sign_in(cast.petra), publication, list(rows))
    known = Known(
        tuple(Level(code, place, sum(counts)) for place, (code, counts) in enumerate(rows.items())),
        tuple(WORDS.values()),
    )
    assert ((2,), (0,), 1, 1) in solved_leaks(known, 5, page)

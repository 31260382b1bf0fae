"""Each text of a framework has an address that stays and is found by its words, also what is asked of more
than a role."""

import re
from urllib.parse import quote

import pytest

from tests.frameworks.every_wording import CELLS, HERE, example, publish
from tests.frameworks.test_pages import text

cells = pytest.mark.parametrize("cell", [pytest.param(cell, id=name) for name, cell in CELLS.items()])


@cells
def test_the_link_of_an_example_stands_beside_it_and_leads_to_it(cast, sign_in, cell):
    identity = example(publish(), cell).behaviour
    client = sign_in(cast.ivan)
    link = f"{HERE}behaviours/{identity}/"
    page = client.get(HERE + cell.page).content.decode()
    said = re.search(rf'id="example-{identity}">.*?</li>', page, re.DOTALL)
    assert said
    assert f'href="{link}"' in said[0]
    assert client.get(link)["Location"] == f"{HERE}{cell.page}#example-{identity}"


@cells
def test_its_words_are_found_and_lead_to_where_they_stand(cast, sign_in, cell):
    identity = example(publish(), cell).behaviour
    client = sign_in(cast.ivan)
    of_example = client.get(f"/search/frameworks/?q={quote(cell.example)}")
    assert f'href="{HERE}behaviours/{identity}/"' in of_example.content.decode()
    found = client.get(f"/search/frameworks/?q={quote(cell.says)}").content.decode()
    there = [at for at in re.findall(r'href="(/frameworks/bakery/[^"]+)"', found) if "behaviours" not in at]
    assert len(there) == 1
    answer = client.get(there[0], follow=True)
    last = answer.redirect_chain[-1][0] if answer.redirect_chain else there[0]
    assert last == f"{HERE}{cell.page}#{cell.mark}"


def test_where_it_stands_is_named(cast, sign_in):
    publish()
    said = text(sign_in(cast.ivan).get("/search/frameworks/?q=rolls"))
    assert "Bakery · B1, Helper · Dough · City bakeries" in said
    said = text(sign_in(cast.ivan).get("/search/frameworks/?q=smokes"))
    assert "Bakery · B1 · Heat" in said

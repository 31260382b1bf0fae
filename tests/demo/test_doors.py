"""The demo's doors: open on the demo's database with DEMO set, and nowhere else."""

from datetime import date

import pytest

from accounts import clock
from accounts.models import Organisation


@pytest.fixture
def demo(cast, settings):
    settings.DEMO = True
    Organisation.objects.update(is_demo=True, today_on=date(2026, 12, 9))
    return cast


def test_anyone_comes_in_as_one_of_the_cast(demo, client):
    assert client.post("/demo/sign-in/", {"email": "Mei@demo.example"})["Location"] == "/"
    assert client.get("/")["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "address",
    ["", "nobody@demo.example", "mei@elsewhere.example", "mei\x00@demo.example", "m" * 100_000 + "@demo.example"],
)
def test_another_address_is_answered_with_a_sentence(demo, client, address):
    page = client.post("/demo/sign-in/", {"email": address}, follow=True)
    assert "Nobody of the demo company has that address" in page.content.decode()


def test_the_clock_moves_by_a_day_and_only_the_domain_follows(demo, client):
    page = client.post("/demo/tomorrow/", follow=True)
    assert "Thursday, 10 December 2026" in page.content.decode()
    assert clock.today() == date(2026, 12, 10)


def test_the_environment_alone_does_not_make_a_demo(cast, settings, client):
    settings.DEMO = True
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/sign-in/", {"email": "petra@demo.example"}).status_code == 404


def test_the_database_alone_does_not_make_a_demo(demo, settings, client):
    settings.DEMO = False
    assert client.post("/demo/sign-in/", {"email": "petra@demo.example"}).status_code == 404
    assert client.post("/demo/tomorrow/").status_code == 404

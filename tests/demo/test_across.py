"""The demo's cycle of two groups that have met: the directors make the check across groups, and People Ops release."""

import re
from datetime import date

import pytest

from accounts import clock
from accounts.models import Person
from demo import company
from reviews.models import Cycle, Group

pytestmark = pytest.mark.once("embedded")


@pytest.fixture
def demo(db, settings):
    settings.DEMO = True
    company.load()
    assert clock.today() == date(2026, 12, 9)
    return Cycle.objects.get(name="Data and Studio 2026 H2")


def come(client, first: str) -> None:
    client.force_login(Person.objects.get(email=f"{first}@demo.example"))


def look(client, first: str, path: str) -> str:
    come(client, first)
    return client.get(path).content.decode()


def test_the_check_is_walked_to_the_release_with_nothing_else_to_be_done(demo, client):
    page = f"/cycles/{demo.pk}/check/"
    data = Group.objects.get(cycle=demo, name="Data")
    for first in ("dana", "dilan"):
        assert page in look(client, first, "/")
        shown = look(client, first, page)
        assert re.findall(r'<th scope="row">(Data|Studio)</th>', shown) == ["Data", "Studio"]
        assert "The check across groups is not made." in look(client, "petra", f"/groups/{data.pk}/finalising/")
        come(client, first)
        client.post(f"{page}made/")
    assert "It is made: the directors have looked" in look(client, "dana", page)
    come(client, "petra")
    client.post(f"/groups/{data.pk}/release/")
    assert Group.objects.get(pk=data.pk).state == Group.State.TELLING

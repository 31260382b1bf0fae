"""The places of the first page and the top line: each person is offered what answers, and nothing that does not."""

import pytest

from config.places import _here
from tests.access.table import PERSONS

SIGNED_IN = [person for person in PERSONS if person not in ("anon", "gone")]


def offered(client, address="/") -> list[str]:
    """The addresses of the places that the first page offers."""
    return [way["url"] for way in client.get(address).context["ways"]]


@pytest.mark.once("embedded")
def test_everything_offered_answers(scene, cast, sign_in):
    for first in SIGNED_IN:
        client = sign_in(getattr(cast, first))
        broken = [url for url in offered(client) if client.get(url).status_code != 200]
        assert broken == [], first


@pytest.mark.parametrize(
    ("first", "there", "not_there"),
    [
        (
            "petra",
            {"/figures/", "/people/import/", "/permissions/", "/organisation/", "/cycles/"},
            {"/my-team/", "/mail/queue/"},
        ),
        ("pavel", {"/permissions/", "/cycles/"}, {"/figures/", "/organisation/", "/people/import/", "/my-team/"}),
        ("mei", {"/my-team/", "/telling/", "/cycles/"}, {"/figures/", "/permissions/"}),
        ("ivan", {"/my-level/", "/my-results/"}, {"/my-team/", "/cycles/", "/figures/", "/permissions/"}),
        ("otto", {"/mail/queue/", "/my-level/"}, {"/cycles/", "/figures/", "/permissions/"}),
    ],
)
def test_each_is_offered_what_is_theirs(scene, cast, sign_in, first, there, not_there):
    found = set(offered(sign_in(getattr(cast, first))))
    assert there <= found
    assert not found & not_there


def test_a_manager_finds_the_team_on_every_page_after_the_first(scene, cast, sign_in):
    client = sign_in(cast.mei)
    client.get("/")
    assert "/my-team/" in [place["url"] for place in client.get("/people/").context["places"]]


def test_a_place_is_marked_on_its_page_and_below_it():
    assert _here("/frameworks/", "/frameworks/") == "page"
    assert _here("/frameworks/engineering/", "/frameworks/") == "true"
    assert _here("/cycles/", "/frameworks/") == ""
    assert _here("/cycles/", "/") == ""
    assert _here("/", "/") == "page"

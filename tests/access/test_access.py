"""Every route × method × person answers as the hand-written table says; a route without a row fails the run."""

import sys

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from accounts import access
from accounts.models import Person
from tests.access.scene import all_rows, make_scene
from tests.access.table import PERSONS, Row


def said(response) -> str:
    """The answer as the table writes it: a redirect to sign-in is `in`."""
    if response.status_code == 302 and response["Location"].startswith("/sign-in/?next="):
        return "in"
    return str(response.status_code)


class Undo(Exception):
    """Ends a request's transaction, so that every cell starts from the same scene."""


def clients(scene) -> dict[str, Client]:
    """Everyone signed in once; `gone` is the session of someone whose account was closed afterwards."""
    made = {person: Client(raise_request_exception=False) for person in PERSONS}
    for person, client in made.items():
        if person == "gone":
            gone = Person.objects.filter(employee_id="E999").first() or Person.objects.create_user(
                "gone@demo.example", "Gone", employee_id="E999"
            )
            client.force_login(gone)
            Person.objects.filter(pk=gone.pk).update(is_active=False)
        elif person != "anon":
            client.force_login(getattr(scene.cast, person))
    return made


def ask(client: Client, method: str, address: str) -> str:
    """One cell: asks, and undoes what it did, so that every cell starts from the same scene."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    try:
        with transaction.atomic():
            answer = said(client.generic(method, address))
            raise Undo
    except Undo:
        return answer
    finally:
        client.cookies.load(cookies)


def differences(rows: list[Row], scene) -> tuple[int, list[str]]:
    """How many cells were asked, and each that answered otherwise than written."""
    cells, wrong = 0, []
    everyone = clients(scene)
    for row in rows:
        for method in row.expected:
            for person, client in everyone.items():
                cells += 1
                expected = row.status(method, "anon" if person == "gone" else person)
                got = ask(client, method, row.path(scene))
                if got != expected:
                    wrong.append(f"{method} {row.route} as {person}: {got}, written: {expected}")
    return cells, wrong


def test_every_route_answers_each_person_as_written(cast, capsys):
    cells, wrong = differences(all_rows(), make_scene(cast))
    with capsys.disabled():
        sys.stdout.write(f"\naccess: {cells} cells asked\n")
    assert wrong == []


def test_every_route_has_a_row():
    written = {row.route for row in all_rows()}
    assert sorted({name for name, _, _ in access.routes()} - written) == []


def test_no_row_is_left_over():
    assert sorted({row.route for row in all_rows()} - {name for name, _, _ in access.routes()}) == []


# -- the faults put in on purpose ------------------------------------------------------------------


def test_one_swapped_mark_is_noticed(cast, monkeypatch):
    """The list of people marked for People Ops only, instead of members."""
    from django.urls import clear_url_caches

    from accounts import urls as routes

    scene = make_scene(cast)
    row = next(row for row in all_rows() if row.route == "people")
    assert differences([row], scene)[1] == []
    swapped = access.people_ops(lambda request: HttpResponse("people"))
    entries = [path("people/", swapped, name="people") if p.name == "people" else p for p in routes.urlpatterns]
    monkeypatch.setattr(routes, "urlpatterns", entries)
    _forget_routes()
    try:
        assert "GET people as ivan: 404, written: 200" in differences([row], scene)[1]
    finally:
        monkeypatch.undo()
        _forget_routes()
        clear_url_caches()


def _forget_routes() -> None:
    from django.urls import clear_url_caches, get_resolver

    clear_url_caches()
    for entry in get_resolver().url_patterns:
        entry.__dict__.pop("url_patterns", None)


def test_a_view_without_a_mark_stops_the_site(monkeypatch):
    from accounts import urls as routes

    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse("anyone")

    monkeypatch.setattr(routes, "urlpatterns", [*routes.urlpatterns, path("bare/", bare, name="bare")])
    _forget_routes()
    try:
        said = [error.msg for error in access.check_every_route_is_marked(None)]
    finally:
        monkeypatch.undo()
        _forget_routes()
    assert said == ["The route 'bare' carries no access mark."]


def test_all_routes_are_marked():
    assert access.check_every_route_is_marked(None) == []


def test_what_one_may_not_see_is_the_same_bytes_as_what_is_not(cast, sign_in):
    client = sign_in(cast.ivan)
    missing = client.get("/no-such-page/")
    hidden = client.get("/people/import/")
    assert missing.status_code == hidden.status_code == 404
    assert missing.content == hidden.content


@pytest.mark.parametrize("person", ["petra", "otto"])
def test_a_deactivated_account_ends_at_its_next_request(cast, sign_in, person):
    someone = getattr(cast, person)
    client = sign_in(someone)
    assert client.get("/people/").status_code == 200
    type(someone).objects.filter(pk=someone.pk).update(is_active=False)
    assert client.get("/people/").status_code == 302

"""Every route × method × person answers as the hand-written table says; a route without a row fails the run."""

import sys

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import clear_url_caches, get_resolver, path
from django.views.decorators.http import require_safe

from accounts import access
from accounts import urls as routes
from tests.access import others_rows
from tests.access.asking import answered, ask, quietly, said
from tests.access.audiences import refused
from tests.access.others import EVERYONE, add_others, cookies
from tests.access.scene import all_rows
from tests.access.table import Row, status

REFUSED = ("OPTIONS", "PUT", "PATCH", "DELETE")


@pytest.fixture
def scene(scene):
    """The scene with those who are nobody in it, and what each person's browser sends along."""
    add_others(scene)
    scene.cookies = cookies(scene)
    with quietly():
        yield scene


def differences(rows: list[Row], scene) -> tuple[int, list[str]]:
    """How many cells were asked, and each that answered otherwise than written. HEAD answers as GET, without a body."""
    cells, wrong = 0, []
    for row in rows:
        address = row.path(scene)
        as_written = {"HEAD": row.expected["GET"]} | row.expected if "GET" in row.expected else row.expected
        for method, expectation in as_written.items():
            for person in EVERYONE:
                cells += 1
                cache.clear()  # how often somebody may come is asked elsewhere
                expected = status(expectation, person)
                answer = answered(method, address, scene.cookies[person])
                if said(answer) != expected:
                    wrong.append(f"{method} {row.route} as {person}: {said(answer)}, written: {expected}")
                if method == "HEAD" and not answer.streaming and answer.content:
                    wrong.append(f"HEAD {row.route} as {person} has a body")
    return cells, wrong


# the first wall alone; through both, every page is walked by `tests/privacy`, every phase by `test_phases`
@pytest.mark.once("embedded")
def test_every_route_answers_each_person_as_written(scene, capsys):
    cells, wrong = differences(all_rows() + others_rows.ROWS, scene)
    with capsys.disabled():
        sys.stdout.write(f"\naccess: {cells} cells asked by GET, HEAD and POST\n")
    assert wrong == []


def other_verbs(addresses: dict[str, str], scene, told=refused) -> tuple[int, list[str]]:
    """The same of the verbs that no page sends."""
    cells, wrong = 0, []
    for route, address in addresses.items():
        for method in REFUSED:
            for person in EVERYONE:
                cells += 1
                got = ask(method, address, scene.cookies[person])
                if got != told(route, person):
                    wrong.append(f"{method} {route} as {person}: {got}, written: {told(route, person)}")
    return cells, wrong


# marks answer it; no row is asked for
@pytest.mark.once("embedded")
def test_no_route_takes_another_verb_or_tells_of_itself_by_one(scene, capsys):
    cells, wrong = other_verbs({row.route: row.path(scene) for row in reversed(all_rows())}, scene)
    with capsys.disabled():
        sys.stdout.write(f"\naccess: {cells} cells asked by OPTIONS, PUT, PATCH and DELETE\n")
    assert wrong == []


# -- the faults put in on purpose ------------------------------------------------------------------


@pytest.fixture
def people_instead(monkeypatch):
    """Puts another view in the place of the list of people."""

    def put(view) -> None:
        entries = [path("people/", view, name="people") if p.name == "people" else p for p in routes.urlpatterns]
        monkeypatch.setattr(routes, "urlpatterns", entries)
        _forget_routes()

    yield put
    monkeypatch.undo()
    _forget_routes()


@pytest.mark.once("embedded")
def test_one_swapped_mark_is_noticed(scene, people_instead):
    """The list of people marked for People Ops only, instead of members."""
    row = next(row for row in all_rows() if row.route == "people")
    assert differences([row], scene)[1] == []
    people_instead(access.people_ops(lambda request: HttpResponse("people")))
    found = differences([row], scene)[1]
    assert "GET people as ivan: 404, written: 200" in found
    assert "HEAD people as ivan: 404, written: 200" in found


@pytest.mark.once("embedded")
def test_a_view_that_takes_any_verb_is_noticed(scene, people_instead):
    assert other_verbs({"people": "/people/"}, scene)[1] == []
    people_instead(access.members(lambda request: HttpResponse("people")))
    found = other_verbs({"people": "/people/"}, scene)[1]
    assert "DELETE people as ivan: 200, written: 405" in found
    assert "OPTIONS people as ivan: 200, written: 405" in found


@pytest.mark.once("embedded")
def test_an_address_that_tells_of_itself_is_noticed(scene, people_instead):
    """The list of permissions' guard before its mark: whoever may not come would be told that it is there."""
    people_instead(require_safe(access.people_ops(lambda request: HttpResponse("people"))))
    found = other_verbs({"people": "/people/"}, scene, told=lambda route, person: refused("grants", person))[1]
    assert "PUT people as ivan: 405, written: 404" in found


def _forget_routes() -> None:
    clear_url_caches()
    for entry in get_resolver().url_patterns:
        entry.__dict__.pop("url_patterns", None)


def test_a_view_without_a_mark_stops_the_site(monkeypatch):
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

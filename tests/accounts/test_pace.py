"""Nobody copies all they may see as fast as the machine gives it: pages and files of one person are counted."""

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from accounts import pace
from accounts.access import routes


@pytest.fixture(autouse=True)
def stopped():
    """One moment in the middle of a minute."""
    with time_machine.travel("2026-11-23 09:00:30+00:00", tick=False) as clock:
        yield clock


@pytest.mark.parametrize("most", [3, 5])
def test_so_many_pages_a_minute_and_then_one_waits(cast, sign_in, settings, stopped, most, caplog):
    settings.PAGES_A_MINUTE = most
    petra = sign_in(cast.petra)
    assert [petra.get("/people/").status_code for _ in range(most + 2)] == [200] * most + [429, 429]
    assert f"more than {most} pages in 60 seconds by={cast.petra.pk}" in caplog.text
    assert caplog.text.count("more than") == 1
    other = Client()
    other.force_login(cast.ivan)
    assert other.get("/people/").status_code == 200  # each for themselves
    stopped.shift(60)
    assert petra.get("/people/").status_code == 200


def test_files_are_a_tenth_of_them_in_ten_minutes(cast, sign_in, settings, stopped):
    settings.PAGES_A_MINUTE = 30
    petra = sign_in(cast.petra)
    address = f"/people/{cast.ivan.pk}/data/texts/"
    assert [petra.get(address).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert petra.get("/people/").status_code == 200
    stopped.shift(60)
    assert petra.get(address).status_code == 429
    stopped.shift(600)
    assert sign_in(cast.petra).get(address).status_code == 200


@pytest.mark.parametrize(("who", "address"), [("petra", "/people/import/"), ("frida", "/frameworks/new/import/")])
def test_looking_at_a_form_is_not_counted_as_sending_it(cast, sign_in, settings, who, address):
    settings.PAGES_A_MINUTE = 30
    sender = sign_in(getattr(cast, who))
    assert {sender.get(address).status_code for _ in range(6)} == {200}
    assert [sender.post(address, {"text": ""}).status_code for _ in range(4)][-1] == 429


def test_what_was_typed_stands_on_the_answer(cast, sign_in, settings):
    settings.PAGES_A_MINUTE = 1
    petra = sign_in(cast.petra)
    petra.get("/people/")
    answer = petra.post("/permissions/", {"reason": "She stands in for Pavel."})
    assert answer.status_code == 429
    assert "She stands in for Pavel.</textarea>" in answer.content.decode()
    assert 'action="/permissions/" data-again' in answer.content.decode()
    saving = petra.post("/permissions/", {"reason": "x"}, headers={"X-Autosave": "1"})
    assert (saving.status_code, saving.json()) == (429, {})


@pytest.mark.parametrize("most", [0, 300])
def test_nobody_who_reads_meets_it(cast, sign_in, settings, most):
    settings.PAGES_A_MINUTE = most
    petra = sign_in(cast.petra)
    assert {petra.get("/people/").status_code for _ in range(60)} == {200}


def test_who_is_not_signed_in_is_counted_by_the_limits_of_signing_in(db, client, settings):
    settings.PAGES_A_MINUTE = 1
    assert {client.get("/sign-in/").status_code for _ in range(3)} == {200}


def test_what_is_counted_as_costly_is_there():
    names = {name for name, _path, _view in routes()}
    assert names >= pace.COSTLY | pace.COSTLY_TO_SEND


def test_a_count_that_was_forgotten_begins_anew(cast, sign_in, settings):
    settings.PAGES_A_MINUTE = 1
    petra = sign_in(cast.petra)
    petra.get("/people/")
    cache.clear()
    assert petra.get("/people/").status_code == 200


def test_without_it_one_goes_on_for_ever(cast, sign_in, settings):
    """The same without the middleware: so these tests can fail."""
    settings.PAGES_A_MINUTE = 3
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != "accounts.pace.PaceMiddleware"]
    petra = sign_in(cast.petra)
    assert {petra.get("/people/").status_code for _ in range(10)} == {200}

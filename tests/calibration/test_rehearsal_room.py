"""The room's screen of a rehearsal: a window of its own that follows by itself."""

import pytest

from accounts.models import Session
from tests.calibration.test_rehearsal import AT, WATCHED, press, signed_in, text

pytestmark = pytest.mark.once("embedded")

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def running(cast):
    client = signed_in(cast.mei)
    press(client, *WATCHED, "desk start")
    return client


def test_the_room_asks_for_itself_and_gets_a_screen_only_when_it_changed(running):
    press(running, "desk show 3")
    page = running.get(f"{AT}room/").content.decode()
    asked = page.partition('hx-get="')[2].partition('"')[0]
    assert asked.startswith("/rehearsal/room/now/?version=")
    assert running.get(asked, headers=FRAGMENT).status_code == 204
    press(running, "desk open bruno-discuss")
    part = running.get(asked, headers=FRAGMENT)
    assert part.status_code == 200
    assert "Bruno Bobbin" in text(part)
    assert b"<html" not in part.content
    assert running.get(asked).headers["Location"] == "/rehearsal/room/"


def test_the_room_tells_the_time_of_the_demo(running, monkeypatch):
    monkeypatch.setattr("accounts.clock.ahead", lambda: 86_400)
    assert 'data-ahead="86400"' in running.get(f"{AT}room/").content.decode()


def test_the_room_leaves_out_who_is_in_it(running):
    press(running, "desk show 3")
    room = text(running.get(f"{AT}room/"))
    assert "Ida Inkwell" not in room
    assert "1 is not shown, because of who is in the room" in room
    press(running, "manager manager-leaves")
    assert "Ida Inkwell" in text(running.get(f"{AT}room/"))


def test_the_room_says_when_it_is_over_and_when_it_was_ended(running):
    press(running, "desk lock")
    assert "The rehearsal is over" in text(running.get(f"{AT}room/"))
    running.post(f"{AT}end/")
    assert "No rehearsal is on" in text(running.get(f"{AT}room/now/?version=1-1", headers=FRAGMENT))


def test_a_window_that_asks_by_itself_does_not_keep_the_session_alive(running, cast):
    long_ago = "2026-01-01T00:00Z"
    Session.objects.filter(person=cast.mei).update(seen_at=long_ago)
    assert running.get(f"{AT}room/now/?version=x", headers=FRAGMENT).status_code == 200
    assert Session.objects.get(person=cast.mei).seen_at.year == 2026
    assert Session.objects.get(person=cast.mei).seen_at.month == 1
    running.get(f"{AT}room/")
    assert Session.objects.filter(person=cast.mei, seen_at__gt="2026-01-02T00:00Z").count() == 1

"""The benchmark of the live line, run with tiny numbers on the test's own database; nothing here is timed.

That streams reach everybody in a running site is asked by `tests/browser/test_meeting.py`.
"""

import pytest

from accounts.viewing import viewing
from benchmarks import large_cycle
from benchmarks.live import __main__ as live
from benchmarks.live import company
from calibration.models import Attendance, Meeting
from demo import generate
from demo.company import frameworks


def test_two_meetings_run_with_a_turn_open_and_a_press_changes_the_line(transactional_db, live_server, monkeypatch):
    frameworks.load()
    generate.company_of(240, cycles=0, seed=1, say=lambda sentence: None, under_way=True)
    with viewing(large_cycle.named("ops")):
        made = company.meetings(2, 4)
    assert [len(one["cookies"]) for one in made] == [3, 3]
    for one in made:
        held = Meeting.objects.select_related("stop").get(pk=one["meeting"])
        assert (held.state, held.showing, held.stop.state) == ("running", "stop", "open")
        # who observes, who comes from outside, who drives, and the three who follow
        assert Attendance.objects.filter(meeting=held, until_at=None).count() == 6
    versions = {one["meeting"]: Meeting.objects.get(pk=one["meeting"]).version for one in made}
    monkeypatch.setattr(live, "version_of", lambda one: Meeting.objects.get(pk=one["meeting"]).version)
    pressed = live.press(live_server.url, made[0], 3, every=0.01)
    before = versions[made[0]["meeting"]]
    assert [one.version for one in pressed] == [before + 1, before + 2, before + 3]
    assert Meeting.objects.get(pk=made[0]["meeting"]).line == "line 3"
    assert Meeting.objects.get(pk=made[1]["meeting"]).version == versions[made[1]["meeting"]]


def test_a_version_that_a_stream_never_said_is_missed():
    pressed = [live.Pressed(version=number, sent=1.0, clock=0.0, answered=1.5) for number in (7, 8)]
    heard = {"raw": {"first": {"7": 1.25, "8": 1.25}}, "streams": [["/meetings/first/events/", 1, {"7": 1.5}]]}
    heard["streams"].append(["/meetings/second/events/", 0, {}])
    phase = live.seen(heard, {"meeting": "first"}, pressed)
    assert (phase.missed, phase.resyncs) == (1, 1)
    assert (phase.streams, phase.bare, phase.presses) == ([500.0], [250.0, 250.0], [500.0, 500.0])


def test_the_ninety_fifth_of_a_hundred_is_taken():
    values = [float(number) for number in range(1, 101)]
    assert (live.at(0.5, values), live.at(0.95, values), live.at(1, values)) == (51.0, 96.0, 100.0)


def test_a_change_that_a_newer_one_overtook_was_shown_with_it():
    assert live.until_shown({1: 10.5, 3: 12.25}, [10.0, 11.0, 12.0]) == [500.0, 1250.0, 250.0]
    with pytest.raises(RuntimeError, match="The last change was not painted"):
        live.until_shown({1: 10.5}, [10.0, 11.0])

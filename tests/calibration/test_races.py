"""Two at once, on PostgreSQL: one act happens, the other is told."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Event
from accounts.moves import Conflict
from calibration import pairing, workflow
from calibration.models import Device, RatingChange, Stop
from frameworks.models import ScalePoint
from tests.calibration.test_presence import stop_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(number, act):
    """Runs `act(n)` in that many threads at the same moment; how many were done, and how many were told."""
    start, done, told = threading.Barrier(number), [], []

    def one(n):
        try:
            start.wait(10)
            done.append(act(n))
        except Conflict as too_late:
            told.append(too_late.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(n,)) for n in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return len(done), len(told)


def test_of_eight_proposals_one_is_written_down(running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    stop, version = running.stop, running.version
    points = list(ScalePoint.objects.filter(scale__code="meeting-ladder", code__in=["meeting", "exceeding"]))

    def propose(n):
        proposer = cast.marco if n % 2 else cast.dana
        meeting = type(running).objects.get(pk=running.pk)
        return workflow.change_rating(meeting, cast.mei, stop, points[n % 2], proposer, "why", expected=version)

    assert at_once(8, propose) == (1, 7)
    assert RatingChange.objects.count() == 1
    assert Event.objects.filter(verb="change_rating").count() == 1


def test_of_eight_presses_of_next_one_moves_on(running, cast):
    version = running.version

    def press(n):
        return workflow.go_next(type(running).objects.get(pk=running.pk), cast.mei, expected=version)

    assert at_once(8, press) == (1, 7)
    running.refresh_from_db()
    assert running.round.name == "IC1"


def test_two_who_open_different_turns_leave_one_open(running, cast):
    workflow.take_seat(running, cast.dana, "moderator")
    version = running.version
    stops = [stop_of(running, cast.ivan), stop_of(running, cast.ines)]

    def press(n):
        meeting = type(running).objects.get(pk=running.pk)
        return workflow.open_stop(meeting, (cast.mei, cast.dana)[n], stops[n], expected=version)

    assert at_once(2, press) == (1, 1)
    assert Stop.objects.filter(state="open").count() == 1


def test_a_code_typed_twice_at_once_pairs_once(running, cast):
    device = Device.objects.create(
        token_hash="x", code_hash=pairing.digest("code", "ACDEFG"), code_until=timezone.now() + timedelta(minutes=1)
    )

    def press(n):
        return pairing.pair(type(running).objects.get(pk=running.pk), (cast.mei, cast.petra)[n], "ACDEFG")

    assert at_once(2, press) == (1, 1)
    device.refresh_from_db()
    assert device.meeting == running

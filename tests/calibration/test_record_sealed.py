"""The lock has the trail sealed, the record prints the seal, and what is altered of the meeting afterwards shows."""

import pytest
from django.db import IntegrityError
from kombu.exceptions import OperationalError

from accounts import sealing, tasks, ticking
from accounts.models import Event, Seal
from accounts.verifying import verify
from calibration import workflow
from tests.accounts.owner import as_owner
from tests.calibration.company import text
from tests.calibration.test_presence import stop_of


@pytest.fixture
def sent(monkeypatch) -> list[str]:
    """The messages to the worker, which none of these tests has: what it is asked for is done at once."""
    found: list[str] = []

    def send(**more):
        found.append(tasks.seal_trail.name)
        tasks.seal_trail()

    monkeypatch.setattr("accounts.tasks.seal_trail.apply_async", send)
    return found


@pytest.fixture
def locked(running, cast, sent, django_capture_on_commit_callbacks):
    """Ivan's turn was had, then the meeting was locked."""
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    workflow.close_stop(running, cast.mei)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.lock(running, cast.mei)
        assert sent == []  # not before it is committed
    assert sent == ["accounts.seal_trail"]
    return running


def test_the_lock_has_itself_and_all_before_it_sealed(locked):
    event = Event.objects.get(verb="lock", thing="calibration.meeting")
    assert sealing.seal_of(event) == Seal.objects.get()
    assert sealing.seal() == 0
    assert verify().wrong == []


def test_the_record_prints_the_seal_that_holds_the_lock_and_no_later_one(locked, cast, sign_in, at):
    first = Seal.objects.get()
    client = sign_in(cast.marco)
    page = text(client.get(at("record/")))
    assert f"1:{first.digest}" in page
    sealing.seal()
    assert f"1:{first.digest}" in text(client.get(at("record/")))


def test_before_the_next_seal_the_record_says_that_it_waits(running, cast, sign_in, at):
    workflow.lock(running, cast.mei)
    assert "not sealed up to the lock yet" in text(sign_in(cast.marco).get(at("record/")))


@pytest.mark.parametrize("verb", ["show_stop", "open", "lock"])
def test_an_event_of_the_meeting_that_was_altered_afterwards_is_found(locked, cast, verb):
    altered = Event.objects.filter(verb=verb, thing__startswith="calibration.").get()
    assert altered.by == cast.mei
    assert as_owner("UPDATE accounts_event SET by_id = %s WHERE id = %s", [cast.dana.pk.hex, altered.pk.hex]) == 1
    [said] = verify().wrong
    assert str(altered.pk) in said


def test_a_trail_whose_end_was_cut_off_is_known_by_the_printed_head(locked):
    head = sealing.head_of(Seal.objects.get())
    as_owner("DELETE FROM accounts_sealed")
    as_owner("DELETE FROM accounts_seal")
    assert any(head in said for said in verify([head]).wrong)


def test_where_no_message_can_be_sent_the_meeting_is_locked_and_the_tick_seals(
    running, cast, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def away(**more):
        raise OperationalError("nobody is there")

    monkeypatch.setattr("accounts.tasks.seal_trail.apply_async", away)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.lock(running, cast.mei)
    assert not Seal.objects.exists()
    assert "the seal waits for the tick" in caplog.text
    ticking.tick()
    assert sealing.seal_of(Event.objects.get(verb="lock", thing="calibration.meeting"))


def test_when_two_seal_at_once_the_second_seals_what_is_left(running, cast, monkeypatch):
    calls = []

    def collides():
        calls.append(1)
        if len(calls) == 1:
            raise IntegrityError("accounts_seal_pkey")
        return 0

    monkeypatch.setattr(sealing, "seal", collides)
    sealing.seal_at_once()
    assert len(calls) == 2

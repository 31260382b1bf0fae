"""Handing over moderation: by whom, to whom, who is proposed, and how long each moderated."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from calibration import workflow
from calibration.models import Meeting
from calibration.moderating import who_moderated
from calibration.workflow.handing import proposed
from calibration.workflow.rules import is_shut_out
from reviews.models import Exclusion, Participant
from tests.calibration.company import LAUNCHED, seen_by_all, text
from tests.calibration.test_presence import stop_of
from tests.shared import shared

NOON = datetime(2026, 12, 15, 12, tzinfo=UTC)


def again(meeting) -> Meeting:
    return Meeting.objects.select_related("group__cycle", "stop", "moderator").get(pk=meeting.pk)


def names(meeting) -> list[str]:
    return [person.name for person in proposed(again(meeting))]


def times(meeting) -> list[tuple[str, list[int]]]:
    """Who moderated, with the minutes of each time."""
    return [
        (one.name, [round((end - begin).total_seconds() / 60) for begin, end in one.spans])
        for one in who_moderated(again(meeting))
    ]


# -- by whom, and to whom --------------------------------------------------------------------------


def test_where_nobody_moderates_who_drives_hands_it_to_somebody_and_keeps_the_scribes_seat(running, cast):
    workflow.hand_over(running, cast.mei, cast.dana)
    assert (again(running).moderator, again(running).scribe) == (cast.dana, cast.mei)
    event = Event.objects.get(verb="hand_over")
    assert (event.by, event.about) == (cast.mei, cast.dana)


def test_who_moderates_hands_it_on_and_has_it_no_longer(running, cast):
    workflow.take_seat(running, cast.dana, "moderator")
    workflow.hand_over(running, cast.dana, cast.marco)
    assert again(running).moderator == cast.marco
    with pytest.raises(NotAllowed):
        workflow.hand_over(running, cast.dana, cast.oskar)


def test_where_somebody_moderates_who_drives_the_screens_is_told_so(running, cast):
    workflow.take_seat(running, cast.dana, "moderator")
    with pytest.raises(Conflict, match="Dana moderates now"):
        workflow.hand_over(running, cast.mei, cast.marco)
    assert again(running).moderator == cast.dana


@pytest.mark.parametrize("who", ["petra", "marco", "dilan"])
def test_nobody_else_hands_it_over(running, cast, who):
    with pytest.raises(NotAllowed):
        workflow.hand_over(running, getattr(cast, who), cast.dana)


@pytest.mark.parametrize("who", ["sam", "dilan"])
def test_neither_a_guest_nor_who_is_not_in_the_room_is_handed_it(running, cast, who):
    workflow.check_in(running, cast.sam)
    with pytest.raises(Conflict, match="cannot moderate now"):
        workflow.hand_over(running, cast.mei, getattr(cast, who))
    assert again(running).moderator is None


def test_who_keeps_away_from_the_open_turn_is_handed_it_only_after_that_turn(running, company, cast):
    Exclusion.objects.create(group=company.group, person=cast.dana, subject=cast.ivan)
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    assert "Dana" not in names(running)
    with pytest.raises(Conflict):
        workflow.hand_over(running, cast.mei, cast.dana)
    workflow.close_stop(running, cast.mei)
    assert "Dana" in names(running)
    workflow.hand_over(running, cast.mei, cast.dana)
    assert again(running).moderator == cast.dana


def test_whose_own_turn_is_open_is_not_handed_it(running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.noor))
    assert "Noor" not in names(running)


def test_who_keeps_away_from_the_open_turn_learns_from_no_list_who_else_does(running, company, cast, sign_in, at):
    workflow.take_seat(running, cast.dana, "moderator")
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    assert "Hand over moderation" in text(sign_in(cast.dana).get(at("desk/")))
    Exclusion.objects.create(group=company.group, person=cast.dana, subject=cast.ivan)
    assert "Hand over moderation" not in text(sign_in(cast.dana).get(at("desk/")))
    with pytest.raises(NotAllowed):
        workflow.hand_over(running, cast.dana, cast.marco)


def test_nothing_is_handed_over_once_the_meeting_is_over(running, cast):
    Meeting.objects.update(state="locked")
    with pytest.raises(Conflict):
        workflow.hand_over(running, cast.mei, cast.dana)


# -- who is proposed -------------------------------------------------------------------------------


def test_proposed_is_who_has_moderated_least_and_then_by_name(running, cast):
    assert names(running) == ["Dana", "Marco", "Mei", "Noor", "Oskar", "Petra"]
    with time_machine.travel(NOON, tick=False) as clock:
        workflow.hand_over(running, cast.mei, cast.dana)
        clock.shift(timedelta(minutes=30))
        workflow.hand_over(running, cast.dana, cast.marco)
        clock.shift(timedelta(minutes=10))
        workflow.hand_over(running, cast.marco, cast.oskar)
        clock.shift(timedelta(minutes=1))
        assert names(running) == ["Mei", "Noor", "Petra", "Marco", "Dana"]
        assert times(running) == [("Dana", [30]), ("Marco", [10]), ("Oskar", [1])]


# -- how long --------------------------------------------------------------------------------------


@shared
def named(running, company, cast):
    """Otto comes to the meeting as its moderator and as nothing else."""
    Participant.objects.create(group=company.group, person=cast.otto, part="moderator", from_at=LAUNCHED)
    workflow.check_in(running, cast.otto)
    return running


def test_who_comes_only_as_moderator_moderated_while_in_the_seat_and_may_come_back(named, cast):
    with time_machine.travel(NOON, tick=False) as clock:
        workflow.take_seat(named, cast.otto, "moderator")
        clock.shift(timedelta(minutes=20))
        workflow.hand_over(named, cast.otto, cast.dana)
        clock.shift(timedelta(minutes=5))
        assert workflow.check_in(named, cast.otto).part == "moderator"
        workflow.check_out(named, cast.otto)
        clock.shift(timedelta(minutes=5))
        assert workflow.check_in(named, cast.otto).part == "moderator"
        workflow.take_seat(named, cast.otto, "moderator")
        clock.shift(timedelta(minutes=7))
        workflow.check_out(named, cast.otto)
        assert times(named) == [("Otto", [20, 7]), ("Dana", [10])]
        assert workflow.check_in(named, cast.otto).part == "moderator"


def test_who_was_seated_without_being_named_is_no_moderator_afterwards(running, cast):
    workflow.take_seat(running, cast.dana, "moderator")
    workflow.check_out(running, cast.dana)
    assert not Participant.objects.now().filter(person=cast.dana, part="moderator").exists()


def test_the_lock_ends_it_and_whoever_comes_back_after_a_reopening_goes_on(named, cast):
    workflow.take_seat(named, cast.otto, "moderator")
    seen_by_all(named)
    in_seat = Participant.objects.filter(part="moderator", in_seat=True)
    assert [row.until_at is None for row in in_seat] == [True]
    workflow.lock(named, cast.mei)
    assert [row.until_at is None for row in in_seat.all()] == [False]
    workflow.reopen(again(named), cast.petra, "A rating was read out wrongly.")
    assert workflow.check_in(named, cast.otto).part == "moderator"
    assert [row.until_at is None for row in in_seat.order_by("from_at")] == [False, True]
    assert again(named).moderator == cast.otto


def test_one_person_holds_a_seat_at_a_time(running, company, cast):
    workflow.take_seat(running, cast.dana, "moderator")
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.create(
            group=company.group, person=cast.marco, part="moderator", from_at=LAUNCHED, in_seat=True
        )


def test_only_two_parts_have_a_seat(running, company, cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.create(group=company.group, person=cast.otto, part="guest", from_at=LAUNCHED, in_seat=True)


# -- the pages -------------------------------------------------------------------------------------


def test_at_the_desk_it_is_handed_over_and_said_on_the_pages_of_who_may_know(running, cast, sign_in, at):
    client = sign_in(cast.mei)
    page = text(client.get(at("desk/")))
    assert "Hand over moderation" in page
    assert page.index(f'<option value="{cast.dana.pk}"') < page.index(f'<option value="{cast.marco.pk}"')
    assert client.post(at("hand-over/"), {"person": str(cast.dana.pk)})["Location"] == at("desk/")
    assert "Hand over moderation" not in text(client.get(at("desk/")))
    client = sign_in(cast.dana)
    assert client.post(at("hand-over/"), {"person": str(cast.marco.pk)})["Location"] == at()
    for page in ("record/", "check-in/"):
        shown = text(sign_in(cast.noor).get(at(page)))
        assert ("Dana <span class" in shown, "Marco <span class" in shown) == (True, True)
    assert "Who moderated" not in text(sign_in(cast.dilan).get(at("check-in/")))


@pytest.mark.parametrize("said", ["", "nonsense", "otto"])
def test_nobody_chosen_and_somebody_who_never_came_are_told(running, cast, sign_in, at, said):
    said = str(cast.otto.pk) if said == "otto" else said
    answer = sign_in(cast.mei).post(at("hand-over/"), {"person": said})
    assert (answer.status_code, "Choose somebody in the room" in text(answer)) == (409, True)


def test_shut_out_is_who_keeps_away_from_the_turn_that_is_open_and_only_while_it_is(running, company, cast):
    Exclusion.objects.create(group=company.group, person=cast.dana, subject=cast.noor)
    workflow.open_stop(running, cast.mei, stop_of(running, cast.noor))
    shut_out = [name for name in ("noor", "dana", "mei", "marco") if is_shut_out(again(running), getattr(cast, name))]
    assert shut_out == ["noor", "dana"]
    workflow.close_stop(running, cast.mei)
    assert not any(is_shut_out(again(running), one) for one in (cast.noor, cast.dana))

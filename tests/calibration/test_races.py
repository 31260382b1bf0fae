"""Two at once, on PostgreSQL: one act happens, the other is told."""

import threading
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.utils import timezone

from accounts import clock
from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from calibration import pairing, workflow
from calibration.models import Attendance, Device, Proposal, RatingChange, Reopening, Stop
from frameworks.models import ScalePoint
from promotions import workflow as promotions
from promotions.models import Decision
from reviews.cycles.acts.placing import change_role
from reviews.cycles.acts.reassigning import reassign
from reviews.cycles.acts.treating import leave, treat
from reviews.cycles.workflow import add_to_roster
from reviews.models import Group, Participant, Result, RosterEntry
from reviews.telling import workflow as telling
from tests.calibration.test_late_acts import come
from tests.calibration.test_presence import stop_of
from tests.reviews.story import place
from tests.shared import shared

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


def entry_of(person):
    return RosterEntry.objects.select_related("group__cycle", "subject", "assessor").get(subject=person)


def test_whoever_leaves_while_their_turn_is_opened_has_none_that_is_open(running, cast):
    stop, entry = stop_of(running, cast.ivan), entry_of(cast.ivan)

    def press(n):
        if n:
            return leave(entry, cast.petra)
        return workflow.open_stop(type(running).objects.get(pk=running.pk), cast.mei, stop)

    done, told = at_once(2, press)
    assert done + told == 2
    assert not Stop.objects.filter(subject=cast.ivan).exclude(state="closed").exists()


def test_whoever_leaves_at_the_moment_of_the_lock_left_before_it_or_is_told(running, cast):
    entry = entry_of(cast.ines)

    def press(n):
        if n:
            return leave(entry, cast.petra)
        return workflow.lock(type(running).objects.get(pk=running.pk), cast.mei)

    done, told = at_once(2, press)
    there = Result.objects.filter(subject=cast.ines).exists()
    assert (done, told) == ((1, 1) if there else (2, 0))
    assert Result.objects.count() == (4 if there else 3)


def test_who_joins_moves_or_is_given_away_while_the_desk_is_pressed_and_nothing_is_lost(running, company, cast):
    zoe, entries = come(company, "zoe", "IC2", cast.mei), [entry_of(person) for person in (cast.ivan, cast.ines)]
    place(company.ladder, IC2=[cast.ivan])
    acts = [
        lambda: add_to_roster(company.group, zoe, cast.petra),
        lambda: change_role(entries[0], cast.petra),
        lambda: reassign(entries[1], cast.petra, cast.hanne),
        lambda: workflow.check_out(type(running).objects.get(pk=running.pk), cast.noor),
    ]

    def press(n):
        if n < 3:
            return acts[n]()
        if n == 3:
            try:
                return acts[3]()
            except NotAllowed as gone:  # the late act was first, and took them out of the room
                raise Conflict("no longer here") from gone
        return workflow.go_next(type(running).objects.get(pk=running.pk), cast.mei)

    done, told = at_once(8, press)
    assert done + told == 8
    assert done >= 3
    assert not Attendance.objects.filter(person=cast.noor, until_at=None).exists()
    turns = Stop.objects.filter(meeting=running, kind="discuss").values_list("subject__name", flat=True)
    assert sorted(turns) == ["Ines", "Ivan", "Lena", "Noor", "Zoe"]
    assert Event.objects.filter(verb__in=["add_to_roster", "change_role", "reassign"]).count() == 3


def test_late_changes_and_presses_at_once_all_come_through(running, cast):
    entries = [entry_of(person) for person in (cast.ivan, cast.ines, cast.lena)]

    def press(n):
        meeting = type(running).objects.get(pk=running.pk)
        if n < 3:
            return treat(entries[n], cast.petra, "not_now")
        return workflow.check_in(meeting, cast.dilan) if n == 3 else workflow.go_next(meeting, cast.mei)

    done, told = at_once(8, press)
    assert done + told == 8
    assert done >= 4
    assert set(Stop.objects.exclude(state="closed").values_list("subject__name", flat=True)) == {"Noor"}


def test_of_a_list_that_is_taken_while_somebody_is_pulled_out_the_one_pulled_out_waits(running, cast):
    from calibration.models import Round
    from calibration.workflow.consenting import list_for

    round = Round.objects.get(name="IC2")
    workflow.show_board(running, cast.mei, round)
    stops, stop = list_for(running, round, cast.mei), stop_of(running, cast.ines)

    def press(n):
        meeting = type(running).objects.get(pk=running.pk)
        if n:
            return workflow.pull_out(meeting, cast.dana, stop)
        return workflow.take_together(meeting, cast.mei, round, stops)

    at_once(8, press)
    stop.refresh_from_db()
    assert (stop.state, stop.pulled_out, stop.together) == ("waiting", True, False)
    assert Event.objects.filter(verb="pull_out").count() == 1


def test_of_two_proposals_taken_at_once_one_is_written_and_the_other_is_told(running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    workflow.take_seat(running, cast.dana, "moderator")
    points = ScalePoint.objects.filter(scale__code="meeting-ladder", code__in=["meeting", "exceeding"])
    made = [
        workflow.propose(running, person, running.stop, to, "why")
        for person, to in zip((cast.marco, cast.oskar), points, strict=True)
    ]

    def take(n):
        meeting = type(running).objects.get(pk=running.pk)
        return workflow.take_proposal(meeting, (cast.mei, cast.dana)[n], made[n])

    assert at_once(2, take) == (1, 1)
    assert RatingChange.objects.count() == 1
    [left] = Proposal.objects.all()
    assert (left.state, left.author != RatingChange.objects.get().proposer) == ("overtaken", True)


def test_eight_who_propose_at_once_are_all_heard_and_one_press_taken_twice_is_taken_once(running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    to = ScalePoint.objects.get(scale__code="meeting-ladder", code="meeting")
    people = [cast.marco, cast.dana, cast.oskar, cast.noor] * 2

    def propose(n):
        return workflow.propose(type(running).objects.get(pk=running.pk), people[n], running.stop, to, f"why {n}")

    assert at_once(8, propose) == (8, 0)
    assert Proposal.objects.count() == 4
    [one] = Proposal.objects.filter(author=cast.marco)

    def take(n):
        return workflow.take_proposal(type(running).objects.get(pk=running.pk), cast.mei, one)

    assert at_once(2, take) == (1, 1)
    assert RatingChange.objects.count() == 1


def seated(meeting) -> list[str]:
    """Who sits in the moderator's seat as it is kept; never more than one."""
    rows = Participant.objects.filter(group=meeting.group_id, part="moderator", in_seat=True, until_at__isnull=True)
    return list(rows.values_list("person__name", flat=True))


def test_of_four_who_take_the_seat_at_once_one_sits_in_it_and_each_has_sat(running, cast):
    people = [cast.dana, cast.marco, cast.oskar, cast.noor]

    def take(n):
        return workflow.take_seat(type(running).objects.get(pk=running.pk), people[n], "moderator")

    assert at_once(4, take) == (4, 0)
    running.refresh_from_db()
    assert seated(running) == [running.moderator.name]
    rows = Participant.objects.filter(part="moderator", in_seat=True).order_by("from_at")
    assert all(before.until_at <= after.from_at for before, after in pairwise(rows))
    assert len(rows) == 4


@pytest.mark.parametrize("turn", range(3))
def test_moderation_that_is_handed_to_two_at_once_is_handed_to_one(running, cast, turn):
    people = [cast.dana, cast.marco]

    def hand(n):
        return workflow.hand_over(type(running).objects.get(pk=running.pk), cast.mei, people[n])

    assert at_once(2, hand) == (1, 1)
    running.refresh_from_db()
    assert seated(running) == [running.moderator.name]
    assert Event.objects.filter(verb="hand_over").count() == 1


# -- reopening, and what would come before it ------------------------------------------------------------


@shared
def worded(running, company, cast):
    """The meeting is locked, the deciding is finished, and all words are done: the day of the release has come."""
    workflow.lock(running, cast.mei)
    Decision.objects.update(state="withdrawn")
    Group.objects.update(state="finalising")
    Result.objects.update(words="It held.", state="worded", worded_at=timezone.now())
    return type(running).objects.get(pk=running.pk)


@pytest.mark.parametrize("turn", range(4))
def test_reopened_or_released_by_its_day_never_both(worded, company, cast, turn):
    def either(n):
        if n % 2:
            telling.release_due(company.cycle.release_on)
            return "released"
        return workflow.reopen(type(worded).objects.get(pk=worded.pk), cast.petra, "why")

    at_once(8, either)
    group, states = Group.objects.get(pk=company.group.pk), set(Result.objects.values_list("state", flat=True))
    reopened = Reopening.objects.count()
    assert (group.state, states, reopened) in [
        ("calibrating", {"worded"}, 1),
        ("telling", {"released"}, 0),
    ]


@pytest.mark.parametrize("turn", range(4))
def test_reopened_or_confirmed_never_both(running, company, cast, turn):
    workflow.lock(running, cast.mei)
    for decider in (cast.dana, cast.dilan):
        promotions.cast_vote(company.pitch, decider, "approve")
    [decision] = Decision.objects.all()
    day = clock.today() + timedelta(days=40)

    def either(n):
        if n % 2:
            return promotions.confirm(decision, cast.petra, day)
        return workflow.reopen(type(running).objects.get(pk=running.pk), cast.petra, "why")

    assert at_once(8, either) == (1, 7)
    group, [row] = Group.objects.get(pk=company.group.pk), Decision.objects.all()
    assert (group.state, row.state) in [("calibrating", "approved"), ("deciding", "confirmed")]


def test_of_eight_who_reopen_one_does(running, company, cast):
    workflow.lock(running, cast.mei)

    def press(n):
        return workflow.reopen(type(running).objects.get(pk=running.pk), cast.petra, "why")

    assert at_once(8, press) == (1, 7)
    assert Reopening.objects.count() == 1

"""Who sees stops, changes and meetings, relation by relation, written by hand."""

import pytest
from django.utils import timezone

from calibration import workflow
from calibration.models import Device, Meeting, RatingChange, Round, Stop
from calibration.models.stops import through_stops
from frameworks.models import ScalePoint
from reviews.models import Assessment, Group
from tests.calibration.test_presence import stop_of
from tests.shared import shared

EVERYONE = {("Ivan", "discuss"), ("Ines", "discuss"), ("Lena", "discuss"), ("Noor", "discuss"), ("Lena", "cohort")}


def stops(viewer):
    return {(stop.subject.name, stop.kind) for stop in Stop.objects.visible_to(viewer).select_related("subject")}


@pytest.mark.parametrize("name", ["petra", "oskar", "mei", "marco", "dana"])
def test_who_takes_part_and_came_sees_every_stop(running, cast, name):
    assert stops(getattr(cast, name)) == EVERYONE


@pytest.mark.parametrize("name", ["hanne", "pavel", "ivan", "lena", "ines", "tariq", "frida", "otto"])
def test_subjects_and_strangers_see_none(running, cast, name):
    assert stops(getattr(cast, name)) == set()


def test_a_reader_who_did_not_come_sees_none(running, cast):
    assert stops(cast.dilan) == set()
    workflow.check_in(running, cast.dilan)
    assert stops(cast.dilan) == EVERYONE


def test_who_left_still_sees_what_they_were_part_of(running, cast):
    workflow.check_out(running, cast.marco)
    assert stops(cast.marco) == EVERYONE


def test_a_guest_sees_them_only_while_in_the_room(running, cast):
    assert stops(cast.sam) == set()
    workflow.check_in(running, cast.sam)
    assert stops(cast.sam) == EVERYONE
    workflow.check_out(running, cast.sam)
    assert stops(cast.sam) == set()


def test_noor_who_is_both_sees_everyone_but_herself(running, cast):
    assert stops(cast.noor) == EVERYONE - {("Noor", "discuss")}


def test_who_stepped_out_sees_neither_of_lenas_turns(running, cast):
    workflow.recuse(running, cast.mei, cast.lena)
    assert stops(cast.mei) == {("Ivan", "discuss"), ("Ines", "discuss"), ("Noor", "discuss")}


def test_after_the_close_nobody_sees_stops(running, cast):
    Group.objects.update(state="closed")
    assert stops(cast.mei) == set()


def test_a_change_is_seen_as_its_stop_and_after_the_close_by_people_ops(running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.noor))
    point = ScalePoint.objects.get(code="exceeding")
    workflow.change_rating(running, cast.mei, running.stop, point, cast.dana, "The move went without a lost night.")

    def sees(person):
        return RatingChange.objects.visible_to(person).exists()

    assert sees(cast.dana)
    assert sees(cast.petra)
    assert not sees(cast.noor)
    assert not sees(cast.otto)
    Group.objects.update(state="closed")
    assert sees(cast.petra)
    assert not sees(cast.dana)
    assert not sees(cast.pavel)
    assert not sees(cast.noor)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("petra", True),
        ("mei", True),
        ("dilan", True),
        ("sam", True),
        ("ivan", False),
        ("pavel", False),
        ("otto", False),
    ],
)
def test_the_meeting_is_seen_by_who_may_come_to_it(meeting, cast, name, expected):
    assert Meeting.objects.visible_to(getattr(cast, name)).exists() is expected


@shared
def screen(running, cast):
    return Device.objects.create(token_hash="x", meeting=running, paired_by=cast.mei)


def on(screen):
    return stops(Device.objects.select_related("meeting__stop", "meeting__round").get(pk=screen.pk))


def test_a_screen_shows_nothing_until_the_meeting_does(screen):
    assert on(screen) == set()


def test_a_screen_shows_the_open_stop_and_no_other(running, screen, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    assert on(screen) == {("Ivan", "discuss")}


def test_a_board_leaves_out_who_is_in_the_room(running, screen, cast):
    workflow.show_board(running, cast.mei, Round.objects.get(name="IC4"))
    assert on(screen) == set()
    workflow.check_out(running, cast.noor)
    assert on(screen) == {("Noor", "discuss")}


def test_a_board_leaves_out_whom_somebody_in_the_room_stepped_out_of(running, screen, cast):
    workflow.recuse(running, cast.dana, cast.ivan)
    workflow.show_board(running, cast.mei, Round.objects.get(name="IC1"))
    assert on(screen) == set()
    workflow.check_out(running, cast.dana)
    assert on(screen) == {("Ivan", "discuss")}


def test_beside_the_cohort_check_nobody_stands_whom_somebody_in_the_room_stepped_out_of(running, screen, cast):
    workflow.check_out(running, cast.noor)
    workflow.recuse(running, cast.dana, cast.noor)
    workflow.open_stop(running, cast.mei, stop_of(running, cast.lena, "cohort"))
    assert on(screen) == {("Lena", "cohort")}


def test_the_open_turn_stays_on_the_screen_although_who_stepped_out_is_still_in_the_room(running, screen, cast):
    workflow.recuse(running, cast.dana, cast.ivan)
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    assert on(screen) == {("Ivan", "discuss")}


def test_in_the_cohort_check_a_screen_shows_those_of_the_next_level_beside(running, screen, cast):
    workflow.check_out(running, cast.noor)
    workflow.open_stop(running, cast.mei, stop_of(running, cast.lena, "cohort"))
    assert on(screen) == {("Lena", "cohort"), ("Noor", "discuss")}


def test_a_screen_is_blank_in_a_break_and_after_it_was_revoked(running, screen, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    workflow.pause(running, cast.mei)
    assert on(screen) == set()
    workflow.resume(running, cast.mei)
    Device.objects.update(revoked_at=timezone.now())
    assert on(screen) == set()


def test_through_its_stop_a_screen_reads_that_assessment_only(running, screen, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    device = Device.objects.get()
    rows = through_stops(Assessment.objects.all(), device)
    assert [row.subject.name for row in rows] == ["Ivan"]
    Assessment.objects.update(state="draft")
    assert not through_stops(Assessment.objects.all(), device).exists()
    assert not through_stops(Assessment.objects.all(), cast.mei).exists()

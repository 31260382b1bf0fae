"""The record of a meeting: how it was held, what it changed, and who reads how much of it."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Event, Grant, Person
from calibration import workflow
from calibration.models import Attendance, Meeting, Stop, Visit
from calibration.moderating import minutes_moderated, who_moderated
from calibration.record.gathering import record_of
from calibration.record.rules import switched_off
from reviews.models import Exclusion, Group, Participant
from tests.calibration.company import LAUNCHED, add_subject, make_company, seen_by_all, text
from tests.calibration.test_presence import stop_of
from tests.shared import shared

WHY = "The hand-overs got better."


@shared
def changed(running, company, cast) -> Meeting:
    """Ivan's overall rating went up by Marco's word, and Noor's Teamwork by Dana's."""
    points = company.ladder.points
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    workflow.change_rating(running, cast.mei, running.stop, points["meeting"], cast.marco, WHY)
    workflow.open_stop(running, cast.mei, stop_of(running, cast.noor))
    teamwork = company.ladder.axes["Teamwork"]
    said = "Three teams ask for her."
    workflow.change_rating(running, cast.mei, running.stop, points["exceeding"], cast.dana, said, axis=teamwork)
    workflow.close_stop(running, cast.mei)
    return running


@shared
def locked(changed, cast) -> Meeting:
    seen_by_all(changed)
    return workflow.lock(changed, cast.mei)


def steps(meeting, person) -> dict[str, list[tuple]]:
    """By name what the record says was changed: rating, before, after, why, by whom."""
    record = record_of(Visit.of(person, Meeting.objects.select_related("group__cycle").get(pk=meeting.pk)))
    return {
        one.turn.name: [(step.rating, step.before.word, step.after.word, step.why, step.proposer) for step in one.steps]
        for one in record.changed
    }


IVANS = ("Overall", "Struggling", "Meeting")
NOORS = ("Teamwork", "Meeting", "Exceeding")


def test_who_came_reads_what_was_changed_and_not_why(locked, cast):
    assert steps(locked, cast.marco) == {"Ivan": [(*IVANS, "", "")], "Noor": [(*NOORS, "", "")]}


def test_the_observer_reads_why_and_who_proposed_it(locked, cast):
    assert steps(locked, cast.petra) == {
        "Ivan": [(*IVANS, WHY, "Marco")],
        "Noor": [(*NOORS, "Three teams ask for her.", "Dana")],
    }


def test_people_ops_of_another_part_who_observed_reads_why_of_their_own_people_only(locked, company, cast):
    Grant.objects.filter(person=cast.petra).update(scope=cast.mei)  # Ivan reports to Mei
    petra = Person.objects.get(pk=cast.petra.pk)
    assert steps(locked, petra) == {"Ivan": [(*IVANS, WHY, "Marco")], "Noor": [(*NOORS, "", "")]}


def test_nobody_finds_their_own_turn_in_it_nor_one_they_stepped_out_of(locked, company, cast):
    assert steps(locked, cast.noor) == {"Ivan": [(*IVANS, "", "")]}
    Exclusion.objects.create(group=company.group, person=cast.noor, subject=cast.ivan)
    assert steps(locked, cast.noor) == {}


def test_who_did_not_come_reads_no_change_and_people_ops_do_after_the_close(locked, company, cast):
    assert steps(locked, cast.dilan) == {}
    Participant.objects.filter(person=cast.petra, part="observer").delete()
    assert steps(locked, cast.petra) == {}
    Group.objects.filter(pk=company.group.pk).update(state="closed")
    assert steps(locked, cast.petra)["Ivan"] == [(*IVANS, WHY, "Marco")]
    assert steps(locked, cast.marco) == {}


def test_every_count_is_of_the_readers_own_turns(locked, company, cast):
    meeting = Meeting.objects.select_related("group__cycle").get(pk=locked.pk)
    marcos, noors = (record_of(Visit.of(one, meeting)) for one in (cast.marco, cast.noor))
    assert (len(marcos.spoken), marcos.had) == (5, 2)
    assert (len(noors.spoken), noors.had) == (4, 1)
    assert [row["cells"] for row in marcos.before_and_after["rows"]] == [[1, 2, 1], [0, 3, 1]]
    assert [row["cells"] for row in noors.before_and_after["rows"]] == [[1, 1, 1], [0, 2, 1]]
    assert (marcos.before_and_after["moved"], noors.before_and_after["moved"]) == (1, 1)


def test_a_record_in_which_no_overall_rating_moved_says_so(running, company, cast, sign_in, at):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    axis, better = company.ladder.axes["Teamwork"], company.ladder.points["exceeding"]
    workflow.change_rating(running, cast.mei, running.stop, better, cast.marco, WHY, axis=axis)
    workflow.close_stop(running, cast.mei)
    seen_by_all(running)
    workflow.lock(running, cast.mei)
    page = text(sign_in(cast.marco).get(at("record/")))
    assert "No overall rating ended elsewhere than it began." in page
    assert "0 overall" not in page


def test_a_recusal_is_counted_for_whoever_sees_that_turn(running, company, cast):
    workflow.recuse(running, cast.marco, cast.lena)
    meeting = Meeting.objects.select_related("group__cycle").get(pk=running.pk)
    assert record_of(Visit.of(cast.petra, meeting)).recusals == 1
    assert record_of(Visit.of(cast.marco, meeting)).recusals == 0


def test_it_says_who_took_note_of_what_went_on_without_the_observer(running, cast):
    workflow.check_out(running, cast.petra)
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    workflow.close_stop(running, cast.mei)
    meeting = Meeting.objects.select_related("group__cycle").get(pk=running.pk)
    [before] = record_of(Visit.of(cast.marco, meeting)).unwitnessed
    assert (before.turn.name, before.confirmed_by, before.confirmed_at) == ("Ivan", "", None)
    workflow.check_in(running, cast.petra)
    workflow.attest(running, cast.petra)
    workflow.confirm_unwitnessed(running, cast.petra)
    [after] = record_of(Visit.of(cast.marco, meeting)).unwitnessed
    assert (after.confirmed_by, after.confirmed_at is not None) == ("Petra", True)
    workflow.check_out(running, cast.petra)
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    assert Stop.objects.get(meeting=running, subject=cast.ivan).confirmed_by is None


def test_it_names_who_moderated_while_they_were_in_the_room(running, cast):
    workflow.take_seat(running, cast.dana, "moderator")
    workflow.take_seat(running, cast.oskar, "moderator")
    record = record_of(Visit.of(cast.marco, Meeting.objects.select_related("group__cycle").get(pk=running.pk)))
    assert [one.name for one in record.moderators] == ["Dana", "Oskar"]


def test_a_seat_that_is_kept_over_night_moderates_nothing_while_its_holder_is_away(running, cast):
    workflow.take_seat(running, cast.dana, "moderator")
    now, day = timezone.now(), timedelta(days=1)
    Participant.objects.filter(person=cast.dana, part="moderator").update(from_at=now - day)
    there = Attendance.objects.filter(person=cast.dana)
    there.update(from_at=now - day, until_at=now - day + timedelta(hours=2))
    again = now - timedelta(hours=1)
    Attendance.objects.create(meeting=running, person=cast.dana, part="director", from_at=again, seen_at=now)
    [dana] = who_moderated(running)
    assert [begin for begin, _end in dana.spans] == [now - day, again]
    assert dana.spans[0][1] == now - day + timedelta(hours=2)
    assert minutes_moderated(running) == {cast.dana.pk: 180}


@pytest.mark.parametrize(
    ("settings", "sentences"),
    [
        ({}, []),
        ({"needs_observer": False}, ["No observer from People Ops had to be there"]),
        ({"needs_outside_director": False}, ["No director from outside the group had to be there"]),
        ({"has_preview": False}, ["There were no days on which the group read before the meeting."]),
        ({"measures_time": False}, ["How long a turn took was not measured."]),
    ],
)
def test_it_says_in_words_which_rules_were_switched_off(cast, settings, sentences):
    said = switched_off(make_company(cast, **settings).group)
    assert len(said) == len(sentences)
    assert all(one.startswith(begin) for one, begin in zip(said, sentences, strict=True))


def test_the_page_shows_the_seed_the_sittings_and_who_was_there(locked, cast, sign_in, at):
    page = text(sign_in(cast.marco).get(at("record/")))
    for words in (
        "By level, lowest first. Within a round the turns are shuffled by seed 2026.",
        "Oskar",
        "outside director",
        "No rule of the meeting was switched off",
    ):
        assert words in page
    assert WHY not in page
    assert "kept for People Ops" in page
    assert WHY in text(sign_in(cast.petra).get(at("record/")))


def test_who_may_come_and_has_not_is_led_to_the_meeting_and_strangers_find_nothing(changed, cast, sign_in, at):
    answer = sign_in(cast.dilan).get(at("record/"))
    assert (answer.status_code, answer["Location"]) == (302, at())
    assert sign_in(cast.hanne).get(at("record/")).status_code == 404


def test_a_turn_that_is_looked_at_after_the_lock_says_no_more_why(changed, cast, sign_in, at):
    page = at(f"stops/{stop_of(changed, cast.ivan).pk}/")
    assert WHY in text(sign_in(cast.oskar).get(page))
    seen_by_all(changed)
    workflow.lock(changed, cast.mei)
    assert WHY not in text(sign_in(cast.oskar).get(page))
    assert "Proposed by" not in text(sign_in(cast.oskar).get(page))
    assert WHY in text(sign_in(cast.petra).get(page))


@pytest.mark.parametrize("more", [1, 3])
def test_the_page_asks_as_often_however_many_people_there_are(
    locked, company, cast, sign_in, at, more, django_assert_num_queries
):
    for number in range(more):
        person = Person.objects.create_user(f"x{number}@demo.example", f"X {number}", employee_id=f"X{number}")
        add_subject(company.group, company.ladder, person, "IC3", cast.marco)
        of_lena = stop_of(locked, cast.lena)
        Stop.objects.create(
            meeting=locked, group=company.group, subject=person, round=of_lena.round, role=of_lena.role, rank=30,
            order=10 + number, witnessed=False,
        )  # fmt: skip
    client = sign_in(cast.marco)
    client.get(at("record/"))
    with django_assert_num_queries(25):
        client.get(at("record/"))


# -- the file ------------------------------------------------------------------------------------------


def lines(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_file_has_every_rating_before_and_after_and_is_written_down(locked, cast, sign_in, at):
    cast.ivan.name = "=Ivan"
    cast.ivan.save()
    answer = sign_in(cast.petra).get(at("record/before-and-after.csv"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = lines(answer)
    assert len(rows) == 4 * 4 + 3  # four people with the overall rating and three axes, and Lena beside IC4
    [ivan] = [row for row in rows if row["name"] == "'=Ivan" and row["rating"] == "Overall"]
    assert (ivan["before"], ivan["after"], ivan["changed"], ivan["witnessed"]) == (
        "Struggling",
        "Meeting",
        "yes",
        "yes",
    )
    assert {row["judged_against"] for row in rows if row["name"] == "Lena"} == {"current", "next"}
    assert WHY not in answer.content.decode()
    [event] = Event.objects.filter(verb="download_record")
    assert (event.by, event.thing, event.thing_id) == (cast.petra, "calibration.meeting", str(locked.pk))


def test_there_is_no_file_before_the_lock(changed, cast, sign_in, at):
    assert sign_in(cast.petra).get(at("record/before-and-after.csv")).status_code == 409


def test_nobody_but_people_ops_takes_it_along(locked, cast, sign_in, at):
    for name in ("marco", "dana", "mei", "ivan"):
        assert sign_in(getattr(cast, name)).get(at("record/before-and-after.csv")).status_code == 404


def test_people_ops_of_another_part_take_along_their_own_people_only(locked, company, cast, sign_in, at):
    """Who reads the record by a part in the meeting takes nobody along of whom they are not People Ops."""
    Grant.objects.filter(person=cast.petra).update(scope=cast.mei)  # Ivan reports to Mei
    rows = lines(sign_in(Person.objects.get(pk=cast.petra.pk)).get(at("record/before-and-after.csv")))
    assert {row["name"] for row in rows} == {"Ivan"}


def test_people_ops_of_nobody_on_the_roster_find_no_file(locked, cast, sign_in, at):
    Grant.objects.create(person=cast.marco, kind="people_ops", scope=cast.oskar, from_at=LAUNCHED)
    client = sign_in(Person.objects.get(pk=cast.marco.pk))
    assert "before-and-after.csv" not in client.get(at("record/")).content.decode()
    assert client.get(at("record/before-and-after.csv")).status_code == 404


def test_people_ops_who_did_not_come_are_led_to_the_record_once_it_is_locked(running, company, cast, sign_in, at):
    nora = Person.objects.create_user("nora@demo.example", "Nora", employee_id="nora")
    Grant.objects.create(person=nora, kind="people_ops", given_by=cast.petra, from_at=LAUNCHED, reason="For all.")
    cycle, address = f"/cycles/{company.cycle.pk}/", at("record/")
    assert address not in text(sign_in(nora).get(cycle))
    workflow.lock(running, cast.mei)
    assert address in text(sign_in(nora).get(cycle))
    assert sign_in(nora).get(address).status_code == 200
    assert address not in text(sign_in(cast.dana).get(cycle))
    assert sign_in(cast.pavel).get(cycle).status_code == 404

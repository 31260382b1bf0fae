"""The dates of a cycle that runs: which may move until when, who may, whom it is told, and what the tick does."""

from datetime import date

import pytest

from accounts.models import Event, Grant
from accounts.moves import Conflict, NotAllowed
from reviews.cycles import moving
from reviews.cycles import workflow as cycles
from reviews.models import Cycle, Group, Mail, Reminder
from reviews.telling import reminding
from tests.attacks.test_own_group import ops
from tests.reviews.story import page

LATER = {"assess_by": date(2026, 12, 14), "preview_by": date(2026, 12, 16), "meet_on": date(2026, 12, 17)}
ALL = ["assess_by", "preview_by", "meet_on", "release_on"]


@pytest.fixture(autouse=True)
def early_in_december(time_machine):
    time_machine.move_to("2026-12-02T09:00:00Z", tick=False)


@pytest.mark.parametrize(
    ("states", "free"),
    [
        (["planning"], ALL),
        (["assessing"], ALL),
        (["previewing"], ["preview_by", "meet_on", "release_on"]),
        (["calibrating"], ["release_on"]),
        (["deciding"], ["release_on"]),
        (["finalising"], ["release_on"]),
        (["telling"], []),
        (["closed", "discarded"], []),
        (["telling", "assessing"], ALL),
    ],
)
def test_a_date_moves_as_long_as_what_it_ends_is_not_over_everywhere(states, free):
    assert moving.movable(Cycle(has_preview=True), states) == free


def test_where_nobody_reads_beforehand_there_is_no_day_for_it():
    assert moving.movable(Cycle(has_preview=False), ["assessing"]) == ["assess_by", "meet_on", "release_on"]


def test_dates_are_moved_with_an_event_and_a_word_to_whom_they_concern(story, cast):
    assert moving.move_dates(story.cycle, cast.petra, LATER | {"release_on": date(2026, 12, 22)}) == [
        "assess_by",
        "preview_by",
        "meet_on",
    ]
    cycle = Cycle.objects.get()
    assert (cycle.assess_by, cycle.preview_by, cycle.meet_on) == tuple(LATER.values())
    assert list(Event.objects.filter(verb="move_dates").values_list("by__name", flat=True)) == ["Petra"]
    reminding.remind(date(2026, 12, 2))
    told = {mail.recipient.name: mail.body for mail in Mail.objects.select_related("recipient")}
    assert sorted(told) == ["Dana", "Dilan", "Marco", "Mei", "Noor", "Oskar", "Petra"]
    assert told["Mei"].startswith(
        "Hello Mei,\n\ndates have moved. These stand now:\n\n"
        "  Engineering 2026 Q4: assess by Monday, 14 December\n"
        "  Engineering 2026 Q4: read by Wednesday, 16 December\n"
        "  Engineering 2026 Q4: meet on Thursday, 17 December\n"
    )
    assert "assess by" not in told["Oskar"]


def test_who_waits_for_a_result_is_told_when_they_will_hear_and_nothing_else(story, cast):
    moving.move_dates(story.cycle, cast.petra, {"release_on": date(2026, 12, 28)})
    reminding.remind(date(2026, 12, 2))
    ivan = Mail.objects.get(recipient=cast.ivan).body
    assert "Engineering 2026 Q4: you hear by Monday, 4 January\n" in ivan
    assert "assess" not in ivan
    assert "meet" not in ivan


def test_moved_twice_a_day_is_told_twice(story, cast):
    moving.move_dates(story.cycle, cast.petra, LATER)
    reminding.remind(date(2026, 12, 2))
    moving.move_dates(story.cycle, cast.petra, {"meet_on": date(2026, 12, 18)})
    reminding.remind(date(2026, 12, 2))
    reminding.remind(date(2026, 12, 3))
    bodies = Mail.objects.filter(recipient=cast.mei).values_list("body", flat=True)
    assert sorted("meet on Friday, 18 December" in body for body in bodies) == [False, True]


@pytest.mark.parametrize(("trial", "rows"), [(True, 0), (False, 7)])
def test_a_trial_tells_nobody(story, cast, trial, rows):
    Cycle.objects.update(is_trial=trial)
    moving.move_dates(story.cycle, cast.petra, LATER)
    assert Reminder.objects.count() == rows


@pytest.mark.parametrize("name", ["pavel", "dana", "mei", "ivan", "frida", "otto"])
def test_only_people_ops_for_everyone_in_it_moves_dates(story, cast, name):
    with pytest.raises(NotAllowed):
        moving.move_dates(story.cycle, getattr(cast, name), LATER)
    assert Cycle.objects.get().assess_by == date(2026, 12, 11)


def test_what_is_over_stands(previewing, cast):
    with pytest.raises(Conflict, match="This date stands"):
        moving.move_dates(previewing.cycle, cast.petra, LATER)
    Group.objects.update(state="telling")
    with pytest.raises(Conflict, match="This date stands"):
        moving.move_dates(previewing.cycle, cast.petra, {"release_on": date(2026, 12, 28)})
    assert Reminder.objects.count() == 0


def test_the_tick_asks_for_the_day_again(story, cast):
    moving.move_dates(story.cycle, cast.petra, LATER)
    cycles.open_what_is_due(date(2026, 12, 12))
    assert Group.objects.get().state == "assessing"
    cycles.open_what_is_due(date(2026, 12, 15))
    assert Group.objects.get().state == "previewing"


def test_on_its_page_wrong_days_get_a_sentence_and_move_nothing(story, cast, client):
    address = f"/cycles/{story.cycle.pk}/dates/"
    assert "Move these dates" in page(client, cast.petra, address)
    wrong = {"assess_by": "2026-12-01", "preview_by": "2026-12-16", "meet_on": "2026-12-15", "release_on": "9999-12-31"}
    said = client.post(address, wrong)
    text = said.content.decode()
    assert said.status_code == 400
    assert text.count("Choose a day from today on, before the year 2100.") >= 2
    assert "The meeting cannot be before reading ends." in text
    assert Cycle.objects.get().meet_on == date(2026, 12, 15)
    right = {name: day.isoformat() for name, day in LATER.items()} | {"release_on": "2026-12-22"}
    assert client.post(address, right)["Location"] == f"/cycles/{story.cycle.pk}/"
    assert Cycle.objects.get().meet_on == date(2026, 12, 17)
    assert client.post(address, {name: right[name] for name in ("assess_by",)}).status_code == 400


def test_where_nobody_reads_the_meeting_follows_the_assessing(story, cast, client):
    Cycle.objects.update(has_preview=False)
    client.force_login(cast.petra)
    address = f"/cycles/{story.cycle.pk}/dates/"
    days = {"assess_by": "2026-12-17", "meet_on": "2026-12-16", "release_on": "2026-12-22"}
    assert "The meeting cannot be before assessing ends." in client.post(address, days).content.decode()
    assert client.post(address, days | {"meet_on": "2026-12-18"}).status_code == 302
    cycle = Cycle.objects.get()
    assert (cycle.assess_by, cycle.preview_by) == (date(2026, 12, 17), date(2026, 12, 17))


def test_nobody_moves_the_dates_of_their_own_review_while_another_could(story, cast):
    noor = ops(cast.noor)  # reviewed in the cycle
    assert not moving.may_move(story.cycle, noor)
    with pytest.raises(NotAllowed) as wrong:
        moving.move_dates(story.cycle, noor, LATER)
    assert wrong.value.sentence == "You are reviewed in this group yourself: Petra of People Ops can do this."
    assert Cycle.objects.get().assess_by == date(2026, 12, 11)
    assert moving.move_dates(story.cycle, cast.petra, LATER)


def test_who_is_the_only_one_moves_them_and_it_is_said(story, cast, client):
    noor = ops(cast.noor)
    Grant.objects.filter(person__in=[cast.petra, cast.pavel]).delete()
    assert moving.move_dates(story.cycle, noor, LATER)
    assert Event.objects.get(verb="act_alone").after == "move_dates"
    assert "was set up by Noor, reviewed in it themselves" in page(client, cast.dana, f"/cycles/{story.cycle.pk}/")


def test_a_group_of_theirs_that_is_closed_keeps_nobody_from_it(story, cast):
    noor = ops(cast.noor)
    Group.objects.filter(pk=story.group.pk).update(state="closed")
    assert moving.may_move(story.cycle, noor)

"""Who sees assessments, their ratings, remarks, groups and cycles: per relation and state of the group, by hand.

The relations are those of Ivan (assessed by Mei, below Dana and Hanne) in the group "Engineering".
"""

import pytest

from accounts.models import ReportingLine
from accounts.people import rebuild_closure
from reviews.models import (
    Assessment,
    AxisRating,
    Cycle,
    Exclusion,
    Group,
    Participant,
    Remark,
    RosterEntry,
)
from reviews.models.participants import is_kept_away, kept_from, not_kept_away
from tests.reviews.story import launch_engineering, words
from tests.shared import shared

EVERYONE = [
    "hanne", "petra", "pavel", "dana", "dilan", "oskar", "mei", "marco", "sam", "noor", "ivan", "lena", "ines",
    "tariq", "frida", "otto",
]  # fmt: skip
READERS = "petra dana dilan oskar mei marco noor"
RUNNING = ["previewing", "calibrating", "deciding", "finalising", "telling"]


@shared
def story(cast):
    from reviews.assessments import workflow

    made = launch_engineering(cast)
    workflow.save_draft(made.ivan, cast.mei, 0, words(made))
    return made


def who(cast, rows) -> str:
    """The first names of those who see a row of `rows`."""
    return " ".join(name for name in EVERYONE if rows.visible_to(getattr(cast, name)).exists())


def ivans(story):
    return Assessment.objects.filter(pk=story.ivan.pk)


def stand(story, state: str, group: str) -> None:
    Assessment.objects.filter(pk=story.ivan.pk).update(state=state)
    Group.objects.filter(pk=story.group.pk).update(state=group)


@pytest.mark.parametrize("group", ["assessing", *RUNNING, "closed"])
def test_a_draft_is_its_authors_alone(cast, story, group):
    stand(story, "draft", group)
    assert who(cast, ivans(story)) == "mei"


def test_what_is_submitted_waits_for_the_preview(cast, story):
    stand(story, "submitted", "assessing")
    assert who(cast, ivans(story)) == "mei"


@pytest.mark.parametrize("group", RUNNING)
@pytest.mark.parametrize("state", ["submitted", "sealed"])
def test_from_the_preview_on_the_groups_readers_read(cast, story, state, group):
    stand(story, state, group)
    assert who(cast, ivans(story)) == READERS
    assert who(cast, AxisRating.objects.filter(assessment=story.ivan)) == READERS


def test_after_the_close_managers_above_and_people_ops_read(cast, story):
    stand(story, "sealed", "closed")
    assert who(cast, ivans(story)) == "hanne petra dana mei"
    assert who(cast, AxisRating.objects.filter(assessment=story.ivan)) == "hanne petra dana mei"


def test_a_manager_who_comes_later_reads_after_the_close_and_the_former_one_still(cast, story):
    stand(story, "sealed", "closed")
    ReportingLine.objects.filter(person=cast.ivan).update(manager=cast.sam)
    rebuild_closure()
    assert who(cast, ivans(story)) == "hanne petra dana mei sam"


def test_a_manager_who_comes_while_it_runs_reads_nothing_of_it(cast, story):
    stand(story, "submitted", "previewing")
    ReportingLine.objects.filter(person=cast.ivan).update(manager=cast.sam)
    rebuild_closure()
    assert who(cast, ivans(story)) == READERS


def test_who_is_kept_away_reads_nothing(cast, story):
    stand(story, "submitted", "previewing")
    Exclusion.objects.create(group=story.group, person=cast.dilan, subject=cast.ivan)
    assert who(cast, ivans(story)) == "petra dana oskar mei marco noor"
    assert who(cast, Assessment.objects.filter(pk=story.lena.pk)) == "marco"


@pytest.mark.parametrize(("name", "whose"), [("dilan", "dilan ivan"), ("ivan", "ivan"), ("mei", "mei")])
def test_from_whom_somebody_is_kept_away_is_the_same_of_rows_of_a_row_and_as_ids(cast, story, name, whose):
    Exclusion.objects.create(group=story.group, person=cast.dilan, subject=cast.ivan)
    person, ids = getattr(cast, name), [getattr(cast, one).pk for one in whose.split()]
    assert kept_from(story.group.pk, person) == set(ids)
    rows = RosterEntry.objects.filter(group=story.group)
    away = {one.subject_id for one in rows if is_kept_away(one, person)}
    assert away == set(ids) & {one.subject_id for one in rows}
    assert {one.subject_id for one in rows.filter(not_kept_away(person))} == {one.subject_id for one in rows} - away


def test_a_part_that_has_ended_reads_no_more(cast, story):
    stand(story, "submitted", "previewing")
    Participant.objects.filter(person=cast.oskar).update(until_at="2026-11-01T00:00Z")
    assert "oskar" not in who(cast, ivans(story)).split()


@pytest.mark.parametrize("part", ["scribe", "guest", "moderator", "subject", "above"])
def test_parts_that_do_not_read(cast, story, part):
    stand(story, "submitted", "previewing")
    Participant.objects.create(group=story.group, person=cast.tariq, part=part, from_at="2026-11-01T00:00Z")
    assert "tariq" not in who(cast, ivans(story)).split()


@pytest.mark.parametrize("part", ["deputy", "decider", "director", "outside_director", "observer"])
def test_parts_that_read(cast, story, part):
    stand(story, "submitted", "previewing")
    Participant.objects.create(group=story.group, person=cast.tariq, part=part, from_at="2026-11-01T00:00Z")
    assert "tariq" in who(cast, ivans(story)).split()


@pytest.mark.parametrize("group", RUNNING)
def test_nobody_reads_their_own_case_whatever_their_part(cast, story, group):
    Assessment.objects.update(state="submitted")
    Group.objects.update(state=group)
    mine = Assessment.objects.filter(pk=story.noor.pk)
    assert who(cast, mine) == "petra dana dilan oskar mei marco"
    for part in ("director", "observer", "decider"):
        Participant.objects.create(group=story.group, person=cast.ivan, part=part, from_at="2026-11-01T00:00Z")
    assert "ivan" not in who(cast, ivans(story)).split()


def remark(cast, story):
    Remark.objects.create(group=story.group, subject=cast.ivan, author=cast.dilan, kind="asks", text="Why?")
    return Remark.objects.all()


@pytest.mark.parametrize("group", RUNNING)
def test_remarks_are_read_as_the_assessment(cast, story, group):
    stand(story, "submitted", group)
    assert who(cast, remark(cast, story)) == READERS


def test_after_the_close_only_people_ops_reads_remarks(cast, story):
    stand(story, "sealed", "closed")
    assert who(cast, remark(cast, story)) == "petra"


def test_a_remark_on_oneself_is_not_there(cast, story):
    Group.objects.update(state="previewing")
    Remark.objects.create(group=story.group, subject=cast.noor, author=cast.dana, kind="supports", text="Yes.")
    assert who(cast, Remark.objects.all()) == "petra dana dilan oskar mei marco"


TAKES_PART = "hanne petra dana dilan oskar mei marco noor"


@pytest.mark.parametrize(
    ("state", "seers"),
    [
        ("planning", "petra"),
        ("assessing", TAKES_PART),
        ("previewing", TAKES_PART),
        ("closed", TAKES_PART),
        ("discarded", "petra"),
    ],
)
def test_groups_and_cycles_are_seen_by_those_who_take_part(cast, story, state, seers):
    Group.objects.update(state=state)
    assert who(cast, Group.objects.all()) == seers
    assert who(cast, Cycle.objects.all()) == seers


def test_the_roster_is_seen_by_the_group_and_each_subject_sees_their_row(cast, story):
    rows = RosterEntry.objects.filter(subject=cast.ivan)
    assert who(cast, rows) == "hanne petra dana dilan oskar mei marco noor ivan"
    assert (
        who(cast, RosterEntry.objects.filter(subject=cast.lena)) == "hanne petra dana dilan oskar mei marco noor lena"
    )


@pytest.mark.parametrize(
    ("state", "readers"),
    [
        ("planning", ""),
        ("assessing", ""),
        ("previewing", READERS),
        ("telling", READERS),
        ("closed", "hanne petra dana mei"),
        ("discarded", ""),
    ],
)
def test_a_subjects_matters_are_readable_by_the_same(cast, story, state, readers):
    Group.objects.update(state=state)
    rows = RosterEntry.objects.filter(subject=cast.ivan)
    found = " ".join(name for name in EVERYONE if rows.readable_by(getattr(cast, name)).exists())
    assert found == readers


def test_no_name_and_no_device_sees_anything(story):
    from django.contrib.auth.models import AnonymousUser

    stand(story, "submitted", "previewing")
    for model in (Assessment, AxisRating, Remark, Group, Cycle, RosterEntry):
        assert list(model.objects.visible_to(AnonymousUser())) == []
        assert list(model.objects.visible_to(None)) == []

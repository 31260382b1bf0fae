"""Changing what was submitted: a draft beside what stands, replaced in one move; begun anew by somebody else."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from accounts.viewing import viewing
from frameworks.models import VersionAxis
from reviews.assessments import notices, workflow
from reviews.models import Assessment, Assignment, AxisRating, Group, RosterEntry
from reviews.team.board import teams
from tests.fixed import past_the_wall
from tests.reviews.story import DATES, form_data, fresh, words
from tests.shared import shared


def rows(cast, person="ivan") -> list[tuple[str, str, str]]:
    """State, author and statement of each of a subject's assessments, oldest first."""
    found = Assessment.objects.filter(subject=getattr(cast, person)).order_by("submitted_at", "saved_at")
    return sorted((one.state, one.author.first_name, one.statement) for one in found)


def entry_of(cast, person="ivan") -> RosterEntry:
    return RosterEntry.objects.select_related("version", "role").get(subject=getattr(cast, person))


@shared
def submitted(cast, story):
    workflow.save_and_submit(story.ivan, cast.mei, 0, words(story, statement="The first."))
    story.ivan = fresh(story.ivan)
    return story


@pytest.fixture
def changing(cast, submitted):
    submitted.change = workflow.reopen(submitted.ivan, cast.mei)
    return submitted


# -- beside what stands -----------------------------------------------------------------------------


def test_a_change_begins_with_the_text_that_stands_and_what_stands_is_left_alone(cast, changing):
    assert rows(cast) == [("draft", "Mei", "The first."), ("submitted", "Mei", "The first.")]
    assert changing.change.revises_id == changing.ivan.pk
    assert changing.change.role_id == changing.ivan.role_id
    assert changing.change.next_role_id == changing.ivan.next_role_id
    said = AxisRating.objects.filter(assessment=changing.change).values_list("axis__code", "against", "point__code")
    assert sorted(said) == [
        ("execution", "current", "meeting"),
        ("proficiency", "current", "meeting"),
        ("teamwork", "current", "meeting"),
    ]
    event = Event.objects.get(verb="reopen")
    assert (event.thing_id, event.by, event.about) == (str(changing.change.pk), cast.mei, cast.ivan)


def test_while_it_is_being_changed_it_is_still_filed_and_still_read(cast, changing):
    assert Assignment.objects.get(subject=cast.ivan).state == "submitted"
    Group.objects.update(state="previewing")
    seen = Assessment.objects.visible_to(cast.dana).filter(subject=cast.ivan)
    assert list(seen.values_list("pk", flat=True)) == [changing.ivan.pk]


def test_pressed_twice_it_is_one_draft(cast, changing):
    assert workflow.reopen(changing.ivan, cast.mei).pk == changing.change.pk
    assert Assessment.objects.filter(subject=cast.ivan).count() == 2


def test_submitting_the_change_replaces_what_stood_and_both_are_read(cast, changing):
    Group.objects.update(state="previewing")
    workflow.save_and_submit(changing.change, cast.mei, 1, words(changing, statement="The second."))
    assert rows(cast) == [("replaced", "Mei", "The first."), ("submitted", "Mei", "The second.")]
    read = Assessment.objects.visible_to(cast.dana).filter(subject=cast.ivan)
    assert sorted(one.statement for one in read) == ["The first.", "The second."]
    assert list(Assessment.objects.visible_to(cast.ivan).filter(subject=cast.ivan)) == []
    verbs = list(Event.objects.filter(about=cast.ivan, verb__in=["replace", "submit"]).order_by("at"))
    assert [(one.verb, one.before, one.after) for one in verbs] == [
        ("submit", "draft", "submitted"),
        ("replace", "submitted", "replaced"),
        ("submit", "draft", "submitted"),
    ]


def test_a_change_that_is_never_submitted_leaves_what_stood_to_the_meeting(cast, changing):
    workflow.save_draft(changing.change, cast.mei, 1, words(changing, statement="Never sent."))
    Group.objects.update(state="calibrating")
    workflow.seal_assessments(Group.objects.get(), cast.petra)
    assert rows(cast) == [("draft", "Mei", "Never sent."), ("sealed", "Mei", "The first.")]
    read = Assessment.objects.visible_to(cast.dana).filter(subject=cast.ivan)
    assert [one.statement for one in read] == ["The first."]


def test_a_change_is_dropped_and_what_stood_stands(cast, changing):
    workflow.put_away(changing.change, cast.mei)
    assert rows(cast) == [("replaced", "Mei", "The first."), ("submitted", "Mei", "The first.")]
    Group.objects.update(state="previewing")
    read = Assessment.objects.visible_to(cast.dana).filter(subject=cast.ivan)
    assert list(read.values_list("pk", flat=True)) == [changing.ivan.pk]
    assert Assessment.objects.visible_to(cast.mei).filter(subject=cast.ivan).count() == 2


def test_where_nothing_stands_there_is_nothing_to_drop_to(cast, story):
    with pytest.raises(Conflict, match="nothing to go back to"):
        workflow.put_away(story.ivan, cast.mei)


@pytest.mark.parametrize("who", ["ivan", "dana", "petra", "marco", "noor", "hanne"])
def test_nobody_else_changes_or_drops(cast, changing, who):
    for act, row in [(workflow.reopen, changing.ivan), (workflow.put_away, changing.change)]:
        with pytest.raises(NotAllowed):
            act(row, getattr(cast, who))


@pytest.mark.parametrize("state", ["calibrating", "deciding", "finalising", "telling", "closed"])
def test_once_the_meeting_has_opened_nothing_is_changed_or_dropped(cast, changing, state):
    Group.objects.update(state=state)
    for act, row in [(workflow.reopen, changing.ivan), (workflow.put_away, changing.change)]:
        with pytest.raises(Conflict, match="too late"):
            act(row, cast.mei)


def test_a_replaced_one_is_not_changed_anew(cast, changing):
    workflow.save_and_submit(changing.change, cast.mei, 1, words(changing, statement="The second."))
    with pytest.raises(Conflict, match="not what stands"):
        workflow.reopen(fresh(changing.ivan), cast.mei)
    with pytest.raises(Conflict, match="submitted already"):
        workflow.save_draft(fresh(changing.ivan), cast.mei, 1, words(changing, statement="Into history."))
    assert fresh(changing.ivan).statement == "The first."


def test_a_window_that_still_has_a_dropped_draft_loses_no_word(cast, changing):
    workflow.put_away(changing.change, cast.mei)
    workflow.save_draft(changing.change, cast.mei, 1, words(changing, statement="Typed on."))
    assert rows(cast) == [("replaced", "Mei", "Typed on."), ("submitted", "Mei", "The first.")]


# -- begun anew by somebody else --------------------------------------------------------------------


def test_whoever_begins_anew_has_an_empty_sheet_and_the_former_author_keeps_what_they_wrote(cast, story):
    workflow.save_draft(story.ivan, cast.mei, 0, words(story, statement="Half of it."))
    made = workflow.begin_anew(entry_of(cast), cast.sam)
    assert (made.author, made.state, made.statement, made.overall) == (cast.sam, "draft", "", None)
    assert made.revises_id == story.ivan.pk
    assert rows(cast) == [("draft", "Sam", ""), ("replaced", "Mei", "Half of it.")]
    Group.objects.update(state="previewing")
    for who, texts in [("mei", ["Half of it."]), ("sam", [""]), ("dana", []), ("ivan", [])]:
        read = Assessment.objects.visible_to(getattr(cast, who)).filter(subject=cast.ivan)
        assert [one.statement for one in read] == texts, who


def test_an_empty_draft_goes_when_another_is_begun(cast, story):
    made = workflow.begin_anew(entry_of(cast), cast.sam)
    assert rows(cast) == [("draft", "Sam", "")]
    assert made.revises_id is None


def test_what_stands_goes_on_standing_until_the_new_one_is_submitted_and_is_its_authors_then(cast, submitted):
    made = workflow.begin_anew(entry_of(cast), cast.sam)
    RosterEntry.objects.filter(subject=cast.ivan).update(assessor=cast.sam)
    with pytest.raises(NotAllowed):
        workflow.reopen(submitted.ivan, cast.mei)
    assert rows(cast) == [("draft", "Sam", ""), ("submitted", "Mei", "The first.")]
    Group.objects.update(state="previewing")
    with viewing(cast.sam):
        workflow.save_and_submit(made, cast.sam, 0, words(submitted, statement="As Sam sees it."))
    assert rows(cast) == [("replaced", "Mei", "The first."), ("submitted", "Sam", "As Sam sees it.")]
    read = Assessment.objects.visible_to(cast.dana).filter(subject=cast.ivan)
    assert [one.statement for one in read] == ["As Sam sees it."]
    assert [one.statement for one in Assessment.objects.visible_to(cast.mei).filter(author=cast.mei)] == ["The first."]


def test_the_changes_of_a_former_author_are_shown_no_more(cast, changing):
    workflow.save_and_submit(changing.change, cast.mei, 1, words(changing, statement="The second."))
    made = workflow.begin_anew(entry_of(cast), cast.sam)
    with viewing(cast.sam):
        workflow.save_and_submit(made, cast.sam, 0, words(changing, statement="As Sam sees it."))
    Group.objects.update(state="previewing")
    read = Assessment.objects.visible_to(cast.dana).filter(subject=cast.ivan)
    assert [one.statement for one in read] == ["As Sam sees it."]


def test_a_text_is_handed_on_with_its_ratings(cast, story):
    workflow.save_draft(story.ivan, cast.mei, 0, words(story, statement="Half of it.", execution="exceeding"))
    made = workflow.begin_anew(entry_of(cast), cast.sam, copy_from=story.ivan)
    assert (made.statement, made.overall.code, made.draft_number) == ("Half of it.", "meeting", 1)
    assert AxisRating.objects.get(assessment=made, axis__code="execution").point.code == "exceeding"


def test_in_another_role_the_words_stay_and_what_was_said_of_the_next_role_goes(cast, story):
    axes, points = story.ladder.axes, story.ladder.points
    said = words(story, statement="Half of it.")
    said.axes[axes["execution"].pk, "next"] = workflow.AxisValue(points["meeting"])
    said.axes[axes["teamwork"].pk, "current"] = workflow.AxisValue(points["meeting"], statement="With everybody.")
    workflow.save_draft(story.ivan, cast.mei, 0, said)
    RosterEntry.objects.filter(subject=cast.ivan).update(role=story.ladder.roles["IC2"])
    made = workflow.begin_anew(entry_of(cast), cast.mei, copy_from=story.ivan)
    assert (made.role.code, made.next_role.code, made.statement) == ("IC2", "IC3", "Half of it.")
    assert sorted(
        AxisRating.objects.filter(assessment=made).values_list("axis__code", "against", "point__code", "statement")
    ) == [
        ("execution", "current", "meeting", ""),
        ("proficiency", "current", "meeting", ""),
        ("teamwork", "current", "meeting", "With everybody."),
    ]
    Group.objects.update(state="previewing")
    workflow.submit(made, cast.mei)
    read = Assessment.objects.visible_to(cast.dana).filter(subject=cast.ivan)
    assert [one.pk for one in read] == [made.pk]  # what was never submitted is its author's alone


def test_on_another_scale_the_words_stay_without_ratings(cast, story):
    from tests.ladder import publish_ladder

    other = publish_ladder("support", "Support", {"S1": (10, "Agent")}, ["Care"], {"low": "Low", "high": "High"})
    teamwork = story.ladder.axes["teamwork"]
    with past_the_wall("frameworks_versionaxis"):
        VersionAxis.objects.create(version=other.version, axis=teamwork, name="Teamwork", order=9)
    said = words(story, statement="Half of it.")
    said.axes[teamwork.pk, "current"] = workflow.AxisValue(story.ladder.points["meeting"], statement="With everybody.")
    workflow.save_draft(story.ivan, cast.mei, 0, said)
    RosterEntry.objects.filter(subject=cast.ivan).update(role=other.roles["S1"], version=other.version)
    made = workflow.begin_anew(entry_of(cast), cast.mei, copy_from=story.ivan)
    assert (made.statement, made.overall) == ("Half of it.", None)
    ratings = AxisRating.objects.filter(assessment=made).values_list("axis__code", "point", "statement")
    assert list(ratings) == [("teamwork", None, "With everybody.")]


def test_nobody_begins_their_own(cast, story):
    with pytest.raises(Conflict, match="their own"):
        workflow.begin_anew(entry_of(cast), cast.ivan)


# -- what the database holds ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "more", "name"),
    [
        ("draft", {}, "one_draft_a_subject"),
        ("submitted", {}, "one_assessment_handed_in"),
        ("sealed", {}, "one_assessment_handed_in"),
        ("replaced", {"still_shown": True}, "only_what_was_submitted_is_still_shown"),
        ("lost", {}, "assessment_in_a_known_state"),
    ],
)
def test_the_database_refuses_a_second_one(cast, changing, state, more, name):
    row = fresh(changing.ivan)
    about = {"group": row.group, "subject": row.subject, "author": cast.mei, "role": row.role}
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Assessment.objects.create(**about, state=state, **more)
    assert name in str(refused.value) or "UNIQUE" in str(refused.value)


def test_replaced_ones_may_be_many(cast, changing):
    row = fresh(changing.ivan)
    for _ in range(3):
        Assessment.objects.create(
            group=row.group, subject=row.subject, author=cast.mei, role=row.role, state="replaced"
        )
    assert Assessment.objects.filter(subject=cast.ivan).count() == 5


# -- the pages --------------------------------------------------------------------------------------


def test_the_author_goes_from_what_stands_to_the_change_and_back(cast, submitted, sign_in):
    mei = sign_in(cast.mei)
    stands = f"/assessments/{submitted.ivan.pk}/"
    assert "Change it" in mei.get(stands).content.decode()
    to = mei.post(f"{stands}reopen/")
    change = Assessment.objects.get(subject=cast.ivan, state="draft")
    assert to.url == f"/assessments/{change.pk}/"
    text = mei.get(to.url).content.decode()
    assert "What you submitted stands until you submit this." in text
    assert "Drop this change" in text
    text = mei.get(stands).content.decode()
    assert f'href="/assessments/{change.pk}/"' in text
    assert "Go on with your change" in text
    assert mei.post(f"/assessments/{change.pk}/put-away/").url == "/my-team/"
    assert fresh(change).state == "replaced"
    text = mei.get(f"/assessments/{change.pk}/").content.decode()
    assert "This draft goes nowhere" in text
    assert "The first." in text


def test_saving_into_a_dropped_draft_says_so(cast, changing, sign_in):
    workflow.put_away(changing.change, cast.mei)
    mei = sign_in(cast.mei)
    address, typed = f"/assessments/{changing.change.pk}/", form_data(changing, 1, statement="Typed on.")
    told = mei.post(f"{address}save/", typed, headers={"x-autosave": "1"})
    assert told.status_code == 200
    assert told.json()["message"].startswith("Another text takes its place, or you put it away.")
    assert fresh(changing.change).statement == "Typed on."
    assert mei.post(f"{address}submit/", form_data(changing, 2, statement="And on.")).status_code == 302
    assert (fresh(changing.change).state, fresh(changing.change).statement) == ("replaced", "And on.")
    assert fresh(changing.ivan).state == "submitted"


def test_a_change_that_was_begun_is_said_among_what_is_owed_and_on_the_board(cast, changing):
    said = [one.sentence for one in notices.owed(cast.mei, DATES.assess_by)]
    assert any(one.startswith("Submit your change on Ivan, or drop it") for one in said)
    [lines] = [team.rows for team in teams(cast.mei, date(2026, 12, 9))]
    assert [(one.entry.subject.name, one.state) for one in lines if one.entry.subject == cast.ivan] == [
        ("Ivan", "submitted, a change begun")
    ]
    assert not next(one for one in lines if one.entry.subject == cast.ivan).is_owed
    workflow.put_away(changing.change, cast.mei)
    assert all("Ivan" not in one.sentence for one in notices.owed(cast.mei, DATES.assess_by))


def test_a_reader_of_what_was_replaced_is_shown_to_what_stands(cast, changing, sign_in):
    workflow.save_and_submit(changing.change, cast.mei, 1, words(changing, statement="The second."))
    Group.objects.update(state="previewing")
    text = sign_in(cast.dana).get(f"/assessments/{changing.ivan.pk}/").content.decode()
    assert "The first." in text
    assert "The second." not in text
    assert "A newer text has taken the place of this one." in text
    assert "Change it" not in sign_in(cast.mei).get(f"/assessments/{changing.ivan.pk}/").content.decode()

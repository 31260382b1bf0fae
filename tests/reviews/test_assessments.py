"""Writing assessments: saved as typed, the later writer told, submitted once, taken back, closed in time."""

import threading

import pytest
from django.db import connection

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed, move
from reviews.assessments import workflow
from reviews.drafts import Stale
from reviews.models import Assessment, Assignment, AxisRating, Group
from tests.reviews.story import fresh, launch_engineering, words

# -- the moves, written by hand --------------------------------------------------------------------


MOVES = [
    # verb, from, by → what comes of it
    ("submit", "draft", "mei", "submitted"),
    ("submit", "submitted", "mei", "conflict"),
    ("submit", "sealed", "mei", "conflict"),
    ("submit", "draft", "ivan", "not allowed"),
    ("submit", "draft", "dana", "not allowed"),
    ("submit", "draft", "petra", "not allowed"),
    ("submit", "draft", "marco", "not allowed"),
    ("submit", "draft", "otto", "not allowed"),
    ("submit", "draft", None, "not allowed"),
    ("submit", "replaced", "mei", "conflict"),
    ("put_away", "draft", "mei", "replaced"),
    ("put_away", "submitted", "mei", "conflict"),
    ("put_away", "sealed", "mei", "conflict"),
    ("put_away", "replaced", "mei", "conflict"),
    ("put_away", "draft", "ivan", "not allowed"),
    ("put_away", "draft", "dana", "not allowed"),
    ("put_away", "draft", "petra", "not allowed"),
    ("put_away", "draft", None, "not allowed"),
]


@pytest.mark.parametrize(("verb", "state", "by", "outcome"), MOVES)
def test_an_assessment_moves_as_written(cast, story, verb, state, by, outcome):
    Assessment.objects.filter(pk=story.ivan.pk).update(state=state)
    person = getattr(cast, by) if by else None
    before = Event.objects.count()
    try:
        came = move(fresh(story.ivan), verb, person).state
    except Conflict:
        came = "conflict"
    except NotAllowed:
        came = "not allowed"
    assert came == outcome
    assert Event.objects.count() - before == (0 if outcome in ("conflict", "not allowed") else 1)


GROUP_MOVES = [
    ("launch", "planning", "petra", "assessing"),
    ("launch", "assessing", "petra", "conflict"),
    ("launch", "planning", "pavel", "not allowed"),
    ("launch", "planning", "dana", "not allowed"),
    ("launch", "planning", None, "not allowed"),
    ("open_preview", "assessing", "petra", "previewing"),
    ("open_preview", "assessing", None, "previewing"),
    ("open_preview", "planning", "petra", "conflict"),
    ("open_preview", "assessing", "dana", "not allowed"),
    ("open_preview", "assessing", "mei", "not allowed"),
    ("open_meeting", "previewing", "petra", "calibrating"),
    ("open_meeting", "assessing", "petra", "conflict"),
    ("open_meeting", "previewing", "mei", "not allowed"),
    ("open_meeting", "previewing", "ivan", "not allowed"),
    ("open_meeting", "previewing", None, "not allowed"),
    ("lock", "calibrating", "petra", "deciding"),
    ("lock", "previewing", "petra", "conflict"),
    ("lock", "calibrating", "noor", "not allowed"),
    ("reopen", "deciding", "petra", "calibrating"),
    ("reopen", "finalising", "petra", "calibrating"),
    ("reopen", "telling", "petra", "conflict"),
    ("reopen", "calibrating", "petra", "conflict"),
    ("reopen", "deciding", "dana", "not allowed"),
    ("reopen", "deciding", None, "not allowed"),
    ("finish_deciding", "deciding", "petra", "finalising"),
    ("finish_deciding", "deciding", None, "finalising"),
    ("finish_deciding", "deciding", "dana", "not allowed"),
    ("release", "finalising", "petra", "telling"),
    ("release", "finalising", None, "telling"),
    ("release", "deciding", "petra", "conflict"),
    ("release", "finalising", "mei", "not allowed"),
    ("close", "telling", "petra", "closed"),
    ("close", "closed", "petra", "conflict"),
    ("close", "telling", "dana", "not allowed"),
    ("discard", "planning", "petra", "discarded"),
    ("discard", "assessing", "petra", "discarded"),
    ("discard", "previewing", "petra", "conflict"),
    ("discard", "assessing", "otto", "not allowed"),
    ("discard", "assessing", None, "not allowed"),
]


@pytest.mark.parametrize(("verb", "state", "by", "outcome"), GROUP_MOVES)
def test_a_group_moves_as_written(cast, story, verb, state, by, outcome):
    Group.objects.filter(pk=story.group.pk).update(state=state)
    try:
        came = move(Group.objects.get(pk=story.group.pk), verb, getattr(cast, by) if by else None).state
    except Conflict:
        came = "conflict"
    except NotAllowed:
        came = "not allowed"
    assert came == outcome


def test_no_verb_is_without_a_row():
    assert sorted(Assessment.MOVES) == ["put_away", "submit"]
    assert sorted(Group.MOVES) == sorted({row[0] for row in GROUP_MOVES})


# -- saving ----------------------------------------------------------------------------------------


def test_what_is_typed_is_kept_and_counted_on(cast, story):
    kept = workflow.save_draft(story.ivan, cast.mei, 0, words(story, proficiency="exceeding"))
    assert (kept.draft_number, kept.state, kept.statement) == (1, "draft", "Ran the import alone.")
    said = AxisRating.objects.filter(assessment=kept).values_list("axis__code", "against", "point__code")
    assert sorted(said) == [
        ("execution", "current", "meeting"),
        ("proficiency", "current", "exceeding"),
        ("teamwork", "current", "meeting"),
    ]
    assert not Event.objects.filter(verb="save_draft").exists()


def test_what_is_taken_out_is_gone(cast, story):
    workflow.save_draft(story.ivan, cast.mei, 0, words(story))
    workflow.save_draft(story.ivan, cast.mei, 1, workflow.Draft(statement="Only words."))
    assert AxisRating.objects.count() == 0
    assert fresh(story.ivan).overall is None


def test_the_later_writer_is_told_and_sees_the_other_text(cast, story):
    workflow.save_draft(story.ivan, cast.mei, 0, words(story, statement="The first."))
    with pytest.raises(Stale) as told:
        workflow.save_draft(story.ivan, cast.mei, 0, words(story, statement="The second."))
    assert (told.value.number, told.value.stored.statement) == (1, "The first.")
    assert fresh(story.ivan).statement == "The first."


def test_the_same_text_twice_is_no_conflict(cast, story):
    workflow.save_draft(story.ivan, cast.mei, 0, words(story))
    assert workflow.save_draft(story.ivan, cast.mei, 0, words(story)).draft_number == 1


@pytest.mark.parametrize("person", ["ivan", "dana", "petra", "marco", "noor", "hanne"])
def test_nobody_but_the_author_saves(cast, story, person):
    with pytest.raises(NotAllowed):
        workflow.save_draft(story.ivan, getattr(cast, person), 0, words(story))
    assert fresh(story.ivan).statement == ""


@pytest.mark.parametrize("state", ["calibrating", "deciding", "finalising", "telling", "closed", "discarded"])
def test_nothing_is_written_once_the_meeting_has_opened(cast, story, state):
    Group.objects.update(state=state)
    with pytest.raises(Conflict, match="too late"):
        workflow.save_draft(story.ivan, cast.mei, 0, words(story))
    with pytest.raises(Conflict, match="too late"):
        workflow.submit(story.ivan, cast.mei)
    assert fresh(story.ivan).state == "draft"


# -- submitting ------------------------------------------------------------------------------------


def test_submitting_hands_it_to_the_group_and_counts_it(cast, story):
    done = workflow.save_and_submit(story.ivan, cast.mei, 0, words(story))
    assert (done.state, done.submitted_at is not None) == ("submitted", True)
    assigned = Assignment.objects.get(subject=cast.ivan)
    assert (assigned.state, assigned.submitted_at) == ("submitted", done.submitted_at)
    event = Event.objects.get(verb="submit")
    assert (event.by, event.about, event.before, event.after) == (cast.mei, cast.ivan, "draft", "submitted")


def test_a_second_submit_is_a_conflict_that_changes_nothing(cast, story):
    workflow.save_and_submit(story.ivan, cast.mei, 0, words(story))
    with pytest.raises(Conflict, match="submitted already"):
        workflow.save_and_submit(story.ivan, cast.mei, 1, words(story, statement="Another."))
    assert fresh(story.ivan).statement == "Ran the import alone."
    assert Event.objects.filter(verb="submit").count() == 1


def test_what_lacks_a_rating_or_words_is_not_submitted(cast, story):
    workflow.save_draft(story.ivan, cast.mei, 0, workflow.Draft(statement="Only words."))
    with pytest.raises(Conflict, match="overall rating and a statement"):
        workflow.submit(story.ivan, cast.mei)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_eight_who_submit_at_once_one_succeeds():
    from tests.cast import make_cast

    cast = make_cast()
    story = launch_engineering(cast)
    workflow.save_draft(story.ivan, cast.mei, 0, words(story))
    at_once, outcomes = threading.Barrier(8), []

    def press():
        try:
            at_once.wait()
            workflow.submit(story.ivan, cast.mei)
            outcomes.append("submitted")
        except Conflict:
            outcomes.append("conflict")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["conflict"] * 7 + ["submitted"]
    assert Event.objects.filter(verb="submit").count() == 1
    assert Assignment.objects.filter(state="submitted").count() == 1

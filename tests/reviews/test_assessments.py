"""Writing assessments: saved as typed, the later writer told, submitted once, taken back, closed in time."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client

from accounts import clock
from accounts.models import Event
from accounts.moves import Conflict, NotAllowed, move
from frameworks.models import Axis, Scale, ScalePoint
from reviews.assessments import workflow
from reviews.drafts import Stale
from reviews.models import Assessment, Assignment, AxisRating, Group
from tests.reviews.story import form_data, launch_engineering, words


@pytest.fixture
def story(cast):
    return launch_engineering(cast)


def fresh(assessment) -> Assessment:
    return Assessment.objects.select_related("group", "subject").get(pk=assessment.pk)


# -- the moves, written by hand ----------------------------------------------------------------------

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
    ("reopen", "draft", "mei", "conflict"),
    ("reopen", "submitted", "mei", "draft"),
    ("reopen", "sealed", "mei", "conflict"),
    ("reopen", "submitted", "ivan", "not allowed"),
    ("reopen", "submitted", "dana", "not allowed"),
    ("reopen", "submitted", "petra", "not allowed"),
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
    ("finish_deciding", "deciding", "petra", "finalising"),
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
    assert sorted(Assessment.MOVES) == ["reopen", "submit"]
    assert sorted(Group.MOVES) == sorted({row[0] for row in GROUP_MOVES})


# -- saving ------------------------------------------------------------------------------------------


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


# -- submitting --------------------------------------------------------------------------------------


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


def test_taken_back_it_is_owed_again(cast, story):
    workflow.save_and_submit(story.ivan, cast.mei, 0, words(story))
    workflow.reopen(story.ivan, cast.mei)
    assert Assignment.objects.get(subject=cast.ivan).state == "open"
    assert list(Assessment.objects.visible_to(cast.dana).filter(pk=story.ivan.pk)) == []


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


# -- the page ----------------------------------------------------------------------------------------


@pytest.fixture
def mei(cast, story, sign_in):
    return sign_in(cast.mei)


def address(assessment, more: str = "") -> str:
    return f"/assessments/{assessment.pk}/{more}"


def test_the_sheet_shows_the_text_of_the_role_beside_the_form(story, mei):
    page = mei.get(address(story.ivan)).content.decode()
    assert "Proficiency as IC1 asks it." in page
    assert "An example of teamwork at IC1." in page
    assert "What impact did Ivan have?" in page
    assert "Ivan may obtain these words by law" in page
    assert "Meeting on all" in page
    assert "What IC2, Engineer 2 asks" in page


def test_what_comes_from_before_is_folded(cast, story, sign_in):
    page = sign_in(cast.noor).get(address(story.ines)).content.decode()
    folded = page[page.index("<details>") : page.index("</details>")]
    assert "An example of proficiency at IC1." in folded


def test_the_browser_saves_and_is_answered_with_the_version(story, mei):
    answer = mei.post(address(story.ivan, "save/"), form_data(story), headers={"X-Autosave": "1"})
    assert (answer.status_code, answer.json()["version"]) == (200, 1)
    assert fresh(story.ivan).statement == "Ran the import alone."


def test_the_browser_that_saves_later_gets_both_texts(story, mei):
    mei.post(address(story.ivan, "save/"), form_data(story, statement="The first."), headers={"X-Autosave": "1"})
    answer = mei.post(
        address(story.ivan, "save/"), form_data(story, statement="The second."), headers={"X-Autosave": "1"}
    )
    body = answer.json()
    assert (answer.status_code, body["version"], body["fields"]["statement"]) == (409, 1, "The first.")
    assert body["words"]["overall"] == "Meeting"
    assert fresh(story.ivan).statement == "The first."


def test_without_scripts_the_later_writer_sees_both_texts_on_the_page(story, mei):
    mei.post(address(story.ivan, "save/"), form_data(story, statement="The first."))
    answer = mei.post(address(story.ivan, "save/"), form_data(story, statement="The second."))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The first." in page
    assert "The second." in page
    assert (
        mei.post(address(story.ivan, "save/"), form_data(story, version=1, statement="The second.")).status_code == 302
    )
    assert fresh(story.ivan).statement == "The second."


def test_meeting_on_all_is_one_press(story, mei):
    data = {"version": "0", "statement": "Kept as typed.", "overall": ""}
    assert mei.post(address(story.ivan, "fill/"), data).status_code == 302
    assert AxisRating.objects.filter(point__code="meeting").count() == 3
    kept = fresh(story.ivan)
    assert (kept.overall.code, kept.statement, kept.state) == ("meeting", "Kept as typed.", "draft")


def test_submitting_goes_back_to_the_team(story, mei):
    answer = mei.post(address(story.ivan, "submit/"), form_data(story), follow=True)
    assert answer.redirect_chain == [("/my-team/", 302)]
    assert "Your assessment of Ivan is submitted to Engineering." in answer.content.decode()


def test_the_second_click_is_a_409_that_changes_nothing(story, mei):
    mei.post(address(story.ivan, "submit/"), form_data(story))
    again = mei.post(address(story.ivan, "submit/"), form_data(story))
    assert again.status_code == 409
    assert "submitted already" in again.content.decode()
    assert Event.objects.filter(verb="submit").count() == 1


def test_after_the_close_the_text_stays_on_the_page(story, mei):
    Group.objects.update(state="calibrating")
    answer = mei.post(address(story.ivan, "submit/"), form_data(story, statement="Typed too late."))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "It is too late for this" in page
    assert "Typed too late." in page
    assert fresh(story.ivan).statement == ""


def test_what_is_missing_is_said_field_by_field(story, mei):
    answer = mei.post(address(story.ivan, "submit/"), {"version": "0", "statement": "Words."})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert page.count("Choose a rating.") == 6  # three axes, beside each and above the form
    assert "Choose an overall rating." in page
    assert "Words." in page


def test_the_lowest_standing_asks_when_they_were_told(story, mei):
    low = form_data(story, overall="struggling")
    asked = mei.post(address(story.ivan, "submit/"), low)
    assert (asked.status_code, "Choose a day, or" in asked.content.decode()) == (400, True)
    no_day = mei.post(address(story.ivan, "submit/"), low | {"told_lowest": "yes"})
    assert "Say on which day." in no_day.content.decode()
    future = str(clock.today() + timedelta(days=1))
    too_early = mei.post(address(story.ivan, "submit/"), low | {"told_lowest": "yes", "told_lowest_on": future})
    assert "This day has not come yet." in too_early.content.decode()
    told = low | {"told_lowest": "yes", "told_lowest_on": "2026-11-02"}
    assert mei.post(address(story.ivan, "submit/"), told).status_code == 302
    assert fresh(story.ivan).told_lowest_on == date(2026, 11, 2)


def test_not_yet_is_an_answer(story, mei):
    low = form_data(story, overall="struggling", told_lowest="not_yet")
    assert mei.post(address(story.ivan, "submit/"), low).status_code == 302


# -- what is sent wrong ------------------------------------------------------------------------------


@pytest.fixture
def foreign(story):
    """A point of another scale, and an axis of nobody's."""
    other = Scale.objects.create(code="other", name="Other")
    return ScalePoint.objects.create(scale=other, code="good", order=0, word="Good", mark="○", standing="at")


def test_each_wrong_thing_gets_a_sentence_and_changes_nothing(story, mei, foreign):
    axis = story.ladder.axes["execution"].pk
    stranger = Axis.objects.create(framework=story.ladder.framework, code="stranger")
    wrong = [
        (form_data(story, statement="a\x00b"), "Null characters"),
        (form_data(story, statement="a" * 1_000_000), "longer than the 8000 characters"),
        (form_data(story) | {"overall": str(foreign.pk)}, "not on the scale"),
        (form_data(story) | {f"rating-{axis}": str(foreign.pk)}, "not on the scale"),
        (form_data(story) | {f"rating-{axis}": "' OR 1=1"}, "not on the scale"),
        (form_data(story) | {f"rating-{stranger.pk}": str(foreign.pk)}, "other axes"),
        (form_data(story) | {"rating-execution": "x"}, "other axes"),
        (form_data(story) | {f"said-{axis}": "\x00"}, "Null characters"),
        (form_data(story, told_lowest="yes", told_lowest_on="10000-01-01"), "There is no such day"),
        (form_data(story, told_lowest="perhaps"), "not one of the available choices"),
        (form_data(story) | {"version": "many"}, "whole number"),
        (form_data(story) | {"version": str(2**70)}, "less than or equal"),
        (form_data(story) | {"version": ""}, "required"),
    ]
    for data, sentence in wrong:
        for part in ("save/", "submit/"):
            answer = mei.post(address(story.ivan, part), data)
            assert (answer.status_code, sentence in answer.content.decode()) == (400, True), (part, sentence)
    stored = fresh(story.ivan)
    assert stored.state == "draft"
    assert "\x00" not in stored.statement


def test_lone_surrogates_do_no_harm(story, mei):
    body = f"version=0&statement=a%ED%A0%80b&overall={story.ladder.points['meeting'].pk}"
    answer = mei.post(address(story.ivan, "save/"), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302
    fresh(story.ivan).statement.encode()


def test_anothers_assessment_is_not_there(story, mei):
    answer = mei.post(address(story.lena, "save/"), form_data(story))
    assert answer.status_code == 404
    assert fresh(story.lena).statement == ""


def test_the_author_stays_the_author_whatever_is_sent(cast, story, mei):
    data = form_data(story) | {"author": str(cast.ivan.pk), "state": "submitted", "subject": str(cast.lena.pk)}
    mei.post(address(story.ivan, "save/"), data)
    kept = fresh(story.ivan)
    assert (kept.author_id, kept.state, kept.subject_id) == (cast.mei.pk, "draft", cast.ivan.pk)


def test_the_sheet_asks_a_constant_number_of_queries(cast, story, django_assert_num_queries):
    client = Client()
    client.force_login(cast.mei)
    client.get(address(story.ivan))
    with django_assert_num_queries(8):
        client.get(address(story.ivan))
    workflow.save_draft(story.ivan, cast.mei, 0, words(story))
    with django_assert_num_queries(8):
        client.get(address(story.ivan))

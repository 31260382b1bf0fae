"""The assessment's page: the text beside the form, saving, submitting, what is missing, what is sent wrong."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from accounts import clock
from accounts.models import Event
from frameworks import team_examples
from frameworks.models import Axis, Behaviour, Scale, ScalePoint
from reviews.assessments import workflow
from reviews.models import AxisRating, Group
from tests.reviews.story import form_data, fresh, words
from tests.shared import shared


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
    missing = "Choose a rating, or say why this does not apply."
    assert page.count(missing) == 6  # three axes, beside each and above the form
    assert "Choose an overall rating." in page
    assert "Words." in page


def test_the_lowest_standing_asks_when_they_were_told(story, mei):
    low = form_data(story, overall="struggling")
    asked = mei.post(address(story.ivan, "submit/"), low)
    assert (asked.status_code, "Choose a day, or" in asked.content.decode()) == (400, True)
    low |= {"version": "1"}  # what was there was kept
    no_day = mei.post(address(story.ivan, "submit/"), low | {"told_lowest": "yes"})
    assert "Say on which day." in no_day.content.decode()
    future = str(clock.today() + timedelta(days=2))  # wherever Mei is
    too_early = mei.post(address(story.ivan, "submit/"), low | {"told_lowest": "yes", "told_lowest_on": future})
    assert "This day has not come yet." in too_early.content.decode()
    told = low | {"version": "2", "told_lowest": "yes", "told_lowest_on": "2026-11-02"}
    assert mei.post(address(story.ivan, "submit/"), told).status_code == 302
    assert fresh(story.ivan).told_lowest_on == date(2026, 11, 2)


def test_not_yet_is_an_answer(story, mei):
    low = form_data(story, overall="struggling", told_lowest="not_yet")
    assert mei.post(address(story.ivan, "submit/"), low).status_code == 302


# -- what is sent wrong ----------------------------------------------------------------------------


@shared
def foreign(story):
    """A point of another scale, and an axis of nobody's."""
    other = Scale.objects.create(code="other", name="Other")
    return ScalePoint.objects.create(scale=other, code="good", order=0, word="Good", mark="○", standing="at")


def test_each_wrong_thing_gets_a_sentence_and_changes_nothing(story, mei, foreign):
    axis = story.ladder.axes["execution"].pk
    stranger = Axis.objects.create(framework=story.ladder.framework, code="stranger")
    wrong = [
        (form_data(story, statement="a\x00b"), "holds a character that no page can show (NUL)"),
        (form_data(story, statement="a" * 1_000_000), "longer than the 8000 characters"),
        (form_data(story) | {"overall": str(foreign.pk)}, "not on the scale"),
        (form_data(story) | {f"rating-{axis}": str(foreign.pk)}, "not on the scale"),
        (form_data(story) | {f"rating-{axis}": "' OR 1=1"}, "not on the scale"),
        (form_data(story) | {f"rating-{stranger.pk}": str(foreign.pk)}, "other axes"),
        (form_data(story) | {"rating-execution": "x"}, "other axes"),
        (form_data(story) | {f"said-{axis}": "\x00"}, "holds a character that no page can show (NUL)"),
        (form_data(story, told_lowest="yes", told_lowest_on="10000-01-01"), "There is no such day"),
        (form_data(story, told_lowest="perhaps"), "is not on offer"),
        (form_data(story) | {"version": "many"}, "A part of this page was missing or old"),
        (form_data(story) | {"version": str(2**70)}, "A part of this page was missing or old"),
        (form_data(story) | {"version": ""}, "A part of this page was missing or old"),
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


def test_the_left_side_shows_what_the_subjects_team_adds_marked_as_the_teams(cast, story, sign_in):
    of = Behaviour.objects.get(text="An example of teamwork at IC1.").identity
    assert "example of Team Search" not in sign_in(cast.mei).get(address(story.ivan)).content.decode()
    team_examples.add(cast.ivan.team, of, "Says in stand-up what stands in the way.", cast.mei)
    team_examples.add(cast.lena.team, of, "Of another team.", cast.marco)
    page = sign_in(cast.mei).get(address(story.ivan)).content.decode()
    under = r"An example of teamwork at IC1\.\s*<ul class=\"of-teams\"><li>"
    assert re.search(under + "Says in stand-up what stands in the way. <[^>]*>example of Team Search<", page)
    assert page.count("An example of teamwork at IC1.") == 1
    assert "Of another team." not in page

"""My team this cycle while assessments are written: what is owed and by when, what a draft wants, and all at once."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import Leave, Person, ReportingLine
from reviews.assessments import workflow
from reviews.cycles import workflow as cycles
from reviews.models import Assessment, Assignment, Group, RosterEntry
from reviews.team import board
from reviews.team.workflow import submit_what_is_complete
from tests.reviews.story import fresh, page, words

TODAY = date(2026, 12, 9)


def line(text: str) -> str:
    return " ".join(text.split())


def row_of(person, name: str) -> board.TeamRow:
    """The row of the person named, on that person's board."""
    [row] = [row for team in board.teams(person, TODAY) for row in team.rows if row.entry.subject.name == name]
    return row


def test_it_says_what_is_owed_and_by_when(cast, story, client):
    text = page(client, cast.marco, "/my-team/")
    assert "Two assessments are still to be submitted, by" in text
    assert "11 December 2026" in text
    assert text.count("not begun") == 2
    assert "IC3, Engineer 3" in text
    assert "Ivan" not in text


def test_it_shows_nobody_elses_people(cast, story, client):
    assert "Here will be the people whom you assess." in page(client, cast.ivan, "/my-team/")


def test_a_draft_says_what_it_wants(cast, story):
    marco = cast.marco
    assert (row_of(marco, "Lena").state, row_of(marco, "Lena").wants_said) == ("not begun", "")
    workflow.save_draft(story.lena, marco, 0, words(story, statement=""))
    assert (row_of(marco, "Lena").state, row_of(marco, "Lena").wants_said) == ("a draft", "without a statement")
    only_words = workflow.Draft(statement="Ran the import alone.")
    workflow.save_draft(story.lena, marco, 1, only_words)
    assert row_of(marco, "Lena").wants_said == "without ratings on three axes and an overall rating"
    workflow.save_draft(story.lena, marco, 2, words(story))
    assert (row_of(marco, "Lena").state, row_of(marco, "Lena").wants_said) == ("complete, not submitted", "")
    workflow.submit(fresh(story.lena), marco)
    assert row_of(marco, "Lena").state == "submitted"


def test_the_lowest_standing_wants_to_know_when_they_were_told(cast, story):
    workflow.save_draft(story.ivan, cast.mei, 0, words(story, overall="struggling"))
    assert row_of(cast.mei, "Ivan").wants_said == "without when they were last told"


def test_who_is_away_new_or_late_is_marked(cast, story):
    def marks():
        return [mark.label for mark in row_of(cast.mei, "Ivan").marks]

    assert marks() == []
    Leave.objects.create(person=cast.ivan, from_on=date(2026, 12, 1), to_on=date(2026, 12, 9))
    assert marks() == ["on leave"]
    Leave.objects.update(to_on=date(2026, 12, 8))
    assert marks() == []
    Person.objects.filter(pk=cast.ivan.pk).update(hired_on=date(2026, 11, 2))
    assert marks() == ["new since 2 Nov"]
    RosterEntry.objects.filter(subject=cast.ivan).update(joined_late=True)
    assert marks() == ["joined late"]


def test_who_keeps_the_last_result_owes_nothing(cast, story, client):
    RosterEntry.objects.filter(subject=cast.ivan).update(treatment="keep")
    text = page(client, cast.mei, "/my-team/")
    assert "not this time" in text
    assert "Everything you owe here is submitted." in text


# -- a row opens in place ----------------------------------------------------------------------------


def test_a_row_opens_with_what_is_asked_and_what_is_said(cast, story, client):
    part = page(client, cast.mei, f"/assessments/{story.ivan.pk}/", headers={"HX-Request": "true"})
    assert "<!doctype html>" not in part
    assert "Proficiency as IC1 asks it." in part
    assert f'data-autosave="/assessments/{story.ivan.pk}/save/"' in part
    assert 'name="statement"' in part
    assert part.count(f'id="{story.ivan.pk}-') > 10  # ids of its own, so that two rows may be open


def test_a_row_holds_every_field_of_the_page(cast, story, client):
    import re

    whole = page(client, cast.mei, f"/assessments/{story.ivan.pk}/")
    form = whole[whole.index('<form class="sheet"') :]
    part = page(client, cast.mei, f"/assessments/{story.ivan.pk}/", headers={"HX-Request": "true"})
    named = r'name="([^"]+)"'
    assert set(re.findall(named, part)) == set(re.findall(named, form[: form.index("</form>")]))


def test_submitting_in_a_row_answers_there(cast, story, client):
    from tests.reviews.story import form_data

    client.force_login(cast.mei)
    address, htmx = f"/assessments/{story.ivan.pk}/", {"HX-Request": "true"}
    wrong = client.post(address + "submit/", form_data(story, statement=""), headers=htmx)
    assert (wrong.status_code, "Say in a few sentences what impact Ivan had." in wrong.content.decode()) == (400, True)
    done = client.post(address + "submit/", form_data(story, version=1), headers=htmx)
    assert (done.status_code, "team-changed" in done.headers["HX-Trigger"]) == (200, True)
    assert "Ran the import alone." in done.content.decode()
    assert "<!doctype html>" not in done.content.decode()
    anew = client.get("/my-team/", headers=htmx).content.decode()
    assert anew.count("hx-swap-oob") == 3
    assert "Everything you owe here is submitted." in anew
    back = client.post(address + "reopen/", headers=htmx)
    assert (back.status_code, "team-changed" in back.headers["HX-Trigger"]) == (200, True)
    assert 'name="statement"' in back.content.decode()
    assert "Drop this change" in back.content.decode()
    assert row_of(cast.mei, "Ivan").state == "submitted, a change begun"
    change = Assessment.objects.get(state="draft", subject=cast.ivan)
    dropped = client.post(f"/assessments/{change.pk}/put-away/", headers=htmx)
    assert (dropped.status_code, "Change it" in dropped.content.decode()) == (200, True)
    assert row_of(cast.mei, "Ivan").state == "submitted"


def test_a_change_that_was_begun_is_not_submitted_with_the_rest(cast, story):
    workflow.save_and_submit(story.lena, cast.marco, 0, words(story))
    change = workflow.reopen(fresh(story.lena), cast.marco)
    handed = submit_what_is_complete(story.group, cast.marco)
    assert (handed.submitted, [person.name for person, _wants in handed.wanting]) == ([], ["Noor"])
    assert fresh(change).state == "draft"


def test_the_answer_to_a_saving_says_how_the_row_stands(cast, story, client):
    from tests.reviews.story import form_data

    client.force_login(cast.mei)
    address = f"/assessments/{story.ivan.pk}/save/"
    answer = client.post(address, form_data(story, statement=""), headers={"X-Autosave": "1"}).json()
    assert (answer["state"], answer["wants"]) == ("a draft", "without a statement")
    answer = client.post(address, form_data(story, version=1), headers={"X-Autosave": "1"}).json()
    assert (answer["state"], answer["wants"]) == ("complete, not submitted", "")


# -- all that are complete ---------------------------------------------------------------------------


def test_what_is_complete_is_submitted_and_of_the_rest_it_is_said_what_is_missing(cast, story, client):
    workflow.save_draft(story.lena, cast.marco, 0, words(story))
    workflow.save_draft(story.noor, cast.marco, 0, words(story, statement="", overall="struggling"))
    client.force_login(cast.marco)
    answer = client.post(f"/my-team/{story.group.pk}/submit/", follow=True)
    text = line(answer.content.decode())
    assert answer.redirect_chain == [("/my-team/", 302)]
    assert "Submitted to Engineering: Lena." in text
    assert "Noor: not yet, without a statement and when they were last told." in text
    assert (fresh(story.lena).state, fresh(story.noor).state) == ("submitted", "draft")
    assert Assignment.objects.get(subject=cast.lena).state == "submitted"
    again = line(client.post(f"/my-team/{story.group.pk}/submit/", follow=True).content.decode())
    assert "Submitted to Engineering" not in again
    assert "Noor: not yet" in again


def test_nobody_elses_is_submitted(cast, story, client):
    workflow.save_draft(story.ivan, cast.mei, 0, words(story))
    assert submit_what_is_complete(story.group, cast.marco).submitted == []
    assert fresh(story.ivan).state == "draft"
    client.force_login(cast.ivan)
    assert client.post(f"/my-team/{story.group.pk}/submit/").status_code == 404


def test_what_fails_holds_up_no_other(cast, story, monkeypatch):
    """Each is a transaction of its own: the third fails, the first two stand."""
    RosterEntry.objects.filter(subject=cast.ivan).update(assessor=cast.marco)
    Assessment.objects.filter(subject=cast.ivan).update(author=cast.marco)
    Assignment.objects.filter(subject=cast.ivan).update(assessor=cast.marco)
    for written in (story.ivan, story.lena, story.noor):
        workflow.save_draft(fresh(written), cast.marco, 0, words(story))
    from reviews.team import workflow as team

    sent = []

    def submit_two(written, by):
        sent.append(written.subject.name)
        if len(sent) == 3:
            raise RuntimeError("the third")
        return workflow.submit(written, by)

    monkeypatch.setattr(team, "submit", submit_two)
    with pytest.raises(RuntimeError):
        submit_what_is_complete(story.group, cast.marco)
    assert sent == ["Ivan", "Lena", "Noor"]
    assert [fresh(one).state for one in (story.ivan, story.lena, story.noor)] == ["submitted", "submitted", "draft"]


def test_after_the_meeting_has_opened_it_is_too_late(cast, story, client):
    workflow.save_draft(story.lena, cast.marco, 0, words(story))
    Group.objects.update(state="calibrating")
    client.force_login(cast.marco)
    answer = client.post(f"/my-team/{story.group.pk}/submit/")
    assert (answer.status_code, "It is too late for this" in answer.content.decode()) == (409, True)
    assert fresh(story.lena).state == "draft"


# -- how much it asks --------------------------------------------------------------------------------


def more_people(cast, story, count: int) -> None:
    """Mei gets so many more reports on the group's roster, each with a draft that was begun."""
    entry = RosterEntry.objects.get(subject=cast.ivan)
    for number in range(count):
        person = Person.objects.create(
            name=f"Report {number:02}", email=f"report{number}@demo.example", employee_id=f"R{number:03}", password="!"
        )
        ReportingLine.objects.create(person=person, manager=cast.mei, from_on=date(2025, 1, 6))
        RosterEntry.objects.create(
            group=story.group, subject=person, role=entry.role, version=entry.version, assessor=cast.mei
        )
        Assignment.objects.create(group=story.group, subject=person, assessor=cast.mei)
        draft = Assessment.objects.create(group=story.group, subject=person, author=cast.mei, role=entry.role)
        workflow.save_draft(draft, cast.mei, 0, words(story))


@pytest.mark.parametrize("count", [0, 2, 49])
def test_it_asks_the_same_for_one_three_or_fifty(cast, story, django_assert_num_queries, count):
    client = Client()
    client.force_login(cast.mei)
    workflow.save_draft(story.ivan, cast.mei, 0, words(story))
    more_people(cast, story, count)
    client.get("/my-team/")
    with django_assert_num_queries(12):
        assert client.get("/my-team/").content.decode().count("complete, not submitted") == count + 1


def test_the_group_of_a_preview_is_the_same_board(cast, story, client):
    cycles.open_preview(Group.objects.get(pk=story.group.pk), cast.petra)
    assert "Two assessments are still to be submitted, by" in page(client, cast.marco, "/my-team/")

"""What is at hand beside a sheet: the last review, what was told and promised, evidence, what the text says anew."""

import re
from datetime import UTC, date, datetime

import pytest

from frameworks.models import Expectation, Version, VersionAxis, VersionLevel, VersionRole
from reviews.assessments import at_hand
from reviews.assessments.at_hand import Entry, Evidence
from reviews.models import Assessment, Cycle, Group, Message, Result, RosterEntry
from tests.reviews.story import page
from tests.shared import shared

HTMX = {"HX-Request": "true"}


@shared
def before(cast, story):
    """Ivan's review of the quarter before, by Mei: told, with something asked and promised, and a reply."""
    cycle = Cycle.objects.create(
        name="Engineering 2026 Q3",
        covers_from=date(2026, 7, 1),
        covers_to=date(2026, 9, 30),
        assess_by=date(2026, 9, 11),
        preview_by=date(2026, 9, 14),
        meet_on=date(2026, 9, 15),
        release_on=date(2026, 9, 22),
    )
    group = Group.objects.create(cycle=cycle, name="Engineering", state="closed")
    told = datetime(2026, 9, 24, 10, tzinfo=UTC)
    judged_by = {"role": story.ladder.roles["IC1"], "version": story.ladder.version}
    RosterEntry.objects.create(group=group, subject=cast.ivan, assessor=cast.mei, **judged_by)
    result = Result.objects.create(
        group=group,
        subject=cast.ivan,
        author=cast.mei,
        **judged_by,
        state="told",
        overall=story.ladder.points["exceeding"],
        words="You found the slow query.",
        asked="Write the plan before the code.",
        asked_by_on=date(2026, 12, 1),
        support="An hour a week with Noor.",
        opens_on=date(2026, 9, 29),
        told_at=told,
    )
    Message.objects.create(
        result=result,
        person=cast.ivan,
        owner=cast.mei,
        state="told",
        due_on=date(2026, 9, 25),
        told_at=told,
        reply="I will.",
        replied_at=told,
    )
    Assessment.objects.create(
        group=group,
        subject=cast.ivan,
        author=cast.mei,
        role=story.ladder.roles["IC1"],
        state="sealed",
        overall=story.ladder.points["exceeding"],
        statement="Ivan found what slowed every search.",
        submitted_at=told,
    )
    return result


def part(client, person, story, name: str, **more) -> str:
    return " ".join(page(client, person, f"/assessments/{story.ivan.pk}/at-hand/{name}/", **more).split())


def test_the_last_review_and_what_one_wrote_then(cast, story, before, client):
    said = part(client, cast.mei, story, "last", headers=HTMX)
    assert "<!doctype html>" not in said
    for words in (
        "What stood: Engineering 2026 Q3",
        "Exceeding",
        "You found the slow query.",
        "What you wrote to the group: Engineering 2026 Q3",
        "Ivan found what slowed every search.",
    ):
        assert words in said
    assert 'data-quote="Ivan found what slowed every search."' in said


def test_what_was_told_asked_and_promised(cast, story, before, client):
    said = part(client, cast.mei, story, "told", headers=HTMX)
    for words in (
        "Told on Thursday, 24 September 2026: Engineering 2026 Q3",
        "asked, by 1 December 2026",
        "Write the plan before the code.",
        "promised",
        "An hour a week with Noor.",
        "I will.",
    ):
        assert words in said


def test_what_was_not_told_promised_nothing_yet(cast, story, before, client):
    Result.objects.update(told_at=None)
    assert "There is nothing yet about Ivan here." in part(client, cast.mei, story, "told", headers=HTMX)


def test_without_scripts_it_is_a_page_of_its_own(cast, story, before, client):
    whole = page(client, cast.mei, f"/assessments/{story.ivan.pk}/")
    assert f'href="/assessments/{story.ivan.pk}/at-hand/last/"' in whole
    said = part(client, cast.mei, story, "last")
    assert "<!doctype html>" in said
    assert "You found the slow query." in said
    assert "data-quote" not in said


def test_lines_of_the_text_are_offered_to_be_quoted(cast, story, client):
    said = part(client, cast.mei, story, "lines", headers=HTMX)
    assert 'data-quote="Proficiency as IC1 asks it."' in said
    assert 'data-quote="An example of teamwork at IC2."' in said
    assert "checkbox" not in said


def test_the_next_role_is_one_press_away(cast, story, client):
    assert "Proficiency as IC2 asks it." in part(client, cast.mei, story, "next", headers=HTMX)


def test_nobody_but_the_author_and_no_unknown_part(cast, story, before, client):
    for person, name, status in [
        (cast.ivan, "last", 404),
        (cast.marco, "last", 404),
        (cast.petra, "last", 404),
        (cast.mei, "diary", 404),
        (cast.mei, "last", 200),
    ]:
        client.force_login(person)
        assert client.get(f"/assessments/{story.ivan.pk}/at-hand/{name}/").status_code == status


def test_a_new_manager_sees_results_and_not_what_others_wrote(cast, story, before, client):
    Assessment.objects.filter(submitted_at__isnull=False).update(author=cast.marco)
    said = part(client, cast.mei, story, "last", headers=HTMX)
    assert "You found the slow query." in said
    assert "Ivan found what slowed every search." not in said


# -- evidence that later rooms add -------------------------------------------------------------------


@pytest.fixture
def noted(monkeypatch):
    """A later room that knows of two notes; what it was asked is kept."""
    asked = []

    def about(viewer, subject, period):
        asked.append((viewer.name, subject.name, period))
        note = Entry("Ran the import alone.", date(2026, 11, 2), "your notebook")
        return [Evidence("From your notebook", [note]), Evidence("From others", [])]

    monkeypatch.setattr(at_hand.evidence_about, "_functions", [about])
    return asked


def test_what_later_rooms_know_of_the_period_is_shown_folded(cast, story, noted, client):
    assert "What was noted in this period" in page(client, cast.mei, f"/assessments/{story.ivan.pk}/")
    assert noted == []  # it is asked when it is opened
    said = part(client, cast.mei, story, "evidence", headers=HTMX)
    assert noted == [("Mei", "Ivan", (date(2026, 10, 1), date(2026, 12, 31)))]
    for words in ("From your notebook", "2 November 2026", "your notebook", 'data-quote="Ran the import alone."'):
        assert words in said
    assert "From others" not in said


def test_without_such_a_room_nothing_is_offered(cast, story, client, monkeypatch):
    monkeypatch.setattr(at_hand.evidence_about, "_functions", [])
    assert "What was noted in this period" not in page(client, cast.mei, f"/assessments/{story.ivan.pk}/")


# -- what the text says anew -------------------------------------------------------------------------


@pytest.fixture
def another_edition(story, before):
    """Ivan was judged by an older edition, in which IC1 asked something else on one axis."""
    ladder = story.ladder
    older = Version.objects.create(
        framework=ladder.framework, title="Engineers", scale=ladder.scale, label="0", digest="older"
    )
    axis = VersionAxis.objects.create(version=older, order=0, axis=ladder.axes["proficiency"], name="Proficiency")
    level = VersionLevel.objects.create(version=older, order=0, level=ladder.roles["IC1"].level, rank=10)
    role = VersionRole.objects.create(
        version=older, order=0, role=ladder.roles["IC1"], version_level=level, title="Engineer 1"
    )
    Expectation.objects.create(
        version=older, version_role=role, version_axis=axis, order=0, summary="Proficiency as IC1 asked it once."
    )
    Version.objects.filter(pk=older.pk).update(state="superseded")
    Result.objects.filter(pk=before.pk).update(version=older)
    RosterEntry.objects.filter(group=before.group_id).update(version=older)


def test_judged_by_the_same_edition_nothing_is_said_anew(cast, story, before, client):
    assert "says anew since the last review" not in page(client, cast.mei, f"/assessments/{story.ivan.pk}/")


def test_judged_by_another_edition_the_difference_is_shown(cast, story, another_edition, client):
    assert "What the text of IC1 says anew since the last review" in page(
        client, cast.mei, f"/assessments/{story.ivan.pk}/"
    )
    said = re.sub(r"<[^>]+>", "", part(client, cast.mei, story, "changed", headers=HTMX))
    assert "asked" in said
    assert "once" in said
    assert "Execution" in said  # which was not asked then


def test_where_the_roster_of_another_review_names_an_edition_that_is_not_this_the_door_is_asked(
    cast, story, another_edition, client, django_assert_num_queries
):
    client.force_login(cast.mei)
    client.get(f"/assessments/{story.ivan.pk}/")
    with django_assert_num_queries(9):
        client.get(f"/assessments/{story.ivan.pk}/")

"""An axis that does not apply to a person's work: the assessor says why, in place of a rating; the group reads it."""

import pytest
from django.db import IntegrityError, transaction

from reviews.assessments import workflow
from reviews.assessments.workflow import AxisValue, Draft
from reviews.cycles import workflow as cycles
from reviews.models import AxisRating, Group
from tests.reviews.story import form_data, fresh, page, words
from tests.shared import shared

WHY = "Ivan works alone on the archive this quarter."


def teamwork(story) -> str:
    return str(story.ladder.axes["teamwork"].pk)


def stored(story):
    row = AxisRating.objects.get(assessment=story.ivan, axis__code="teamwork")
    return row.point and row.point.code, row.not_applicable


@pytest.fixture
def mei(cast, story, sign_in):
    client = sign_in(cast.mei)

    def post(act, **more):
        return client.post(f"/assessments/{story.ivan.pk}/{act}/", form_data(story, **more))

    return post


def test_a_reason_takes_the_place_of_the_rating(story, mei):
    assert mei("save", **{f"without-{teamwork(story)}": WHY}).status_code == 302
    assert stored(story) == (None, WHY)
    assert mei("save", version=1).status_code == 302
    assert stored(story) == ("meeting", "")


def test_with_a_reason_it_is_submitted_without_a_rating_there(story, mei):
    unrated = {f"rating-{teamwork(story)}": ""}
    refused = mei("submit", **unrated)
    assert refused.status_code == 400
    assert "Choose a rating, or say why this does not apply." in refused.content.decode()
    assert mei("submit", version=1, **unrated, **{f"without-{teamwork(story)}": WHY}).status_code == 302
    assert fresh(story.ivan).state == "submitted"
    assert stored(story) == (None, WHY)


def test_meeting_on_all_leaves_out_what_does_not_apply(story, mei):
    assert mei("fill", **{f"without-{teamwork(story)}": WHY}).status_code == 302
    assert stored(story) == (None, WHY)
    assert AxisRating.objects.filter(assessment=story.ivan, point__code="meeting").count() == 2


def test_a_reason_that_is_too_long_is_refused_and_kept_on_the_page(story, mei):
    answer = mei("save", **{f"without-{teamwork(story)}": "y" * 501})
    assert answer.status_code == 400
    assert "y" * 501 in answer.content.decode()
    assert not AxisRating.objects.exists()


def test_the_later_window_sees_the_reason_that_was_saved_elsewhere(cast, story, mei):
    other = Draft(axes={(story.ladder.axes["teamwork"].pk, "current"): AxisValue(not_applicable=WHY)})
    workflow.save_draft(story.ivan, cast.mei, 0, other)
    answer = mei("save")
    assert answer.status_code == 409
    assert "Teamwork does not apply, because" in answer.content.decode()
    assert WHY in answer.content.decode()


def test_the_database_holds_no_rating_beside_a_reason(story):
    axes = story.ladder.axes
    about = {"assessment": story.ivan, "axis": axes["teamwork"], "point": story.ladder.points["meeting"]}
    with pytest.raises(IntegrityError), transaction.atomic():
        AxisRating.objects.create(**about, not_applicable=WHY)


@shared
def read(cast, story):
    """The group reads Ivan's assessment, in which Teamwork does not apply."""
    said = words(story)
    said.axes[story.ladder.axes["teamwork"].pk, "current"] = AxisValue(not_applicable=WHY)
    workflow.save_and_submit(story.ivan, cast.mei, 0, said)
    cycles.open_preview(Group.objects.get(pk=story.group.pk), cast.petra)
    return story


def test_the_group_reads_that_and_why_it_does_not_apply(cast, read, client):
    address = f"/groups/{read.group.pk}/people/{cast.ivan.pk}/"
    shown = page(client, cast.dana, address)
    assert shown.count("does not apply") == 1
    assert WHY in shown
    assert "not rated" not in shown
    assert WHY not in page(client, cast.ivan, address)


def test_the_board_of_the_group_says_that_it_does_not_apply(cast, read, client):
    shown = page(client, cast.dana, f"/groups/{read.group.pk}/")
    assert shown.count("does not apply") == 1
    assert WHY not in shown

"""Whatever is refused of an assessment or a remark: what was typed stands on the answer, to be copied or sent again."""

import pytest

from reviews.assessments import workflow
from reviews.models import Group, Remark, RosterEntry
from tests.reviews.story import form_data, fresh, words
from tests.typed import fields

TEXT = "Ivan ran the import alone, “twice”, and wrote it down.\nTwo teams use it."
SENT = TEXT.replace("\n", "\r\n")  # as browsers send it


def address(assessment, act: str) -> str:
    return f"/assessments/{assessment.pk}/{act}/"


def typed(story, **more) -> dict[str, str]:
    return form_data(story, statement=SENT, **more)


def axis_text(story) -> dict[str, str]:
    return {f"said-{story.ladder.axes['teamwork'].pk}": "Asks early, and answers others."}


@pytest.mark.parametrize("act", ["save", "fill", "submit"])
def test_an_assessment_sent_after_the_meeting_opened(cast, story, sign_in, act):
    Group.objects.update(state="calibrating")
    page = sign_in(cast.mei).post(address(story.ivan, act), typed(story) | axis_text(story))
    assert page.status_code == 409
    assert "It is too late for this: the meeting of Engineering has opened" in page.content.decode()
    assert {TEXT, "Asks early, and answers others."} <= set(fields(page))


@pytest.mark.parametrize("act", ["save", "fill", "submit"])
def test_an_assessment_that_was_kept_before_the_meeting_opened(cast, story, sign_in, act):
    """What stands is what was sent, and was not submitted: its author still reads it."""
    mei = sign_in(cast.mei)
    mei.post(address(story.ivan, "save"), typed(story))
    Group.objects.update(state="calibrating")
    page = mei.post(address(story.ivan, act), typed(story, version=1))
    assert page.status_code == 409
    assert TEXT in fields(page)


@pytest.mark.parametrize("act", ["save", "fill", "submit"])
def test_an_assessment_that_was_submitted_in_another_window(cast, story, sign_in, act):
    workflow.save_and_submit(story.ivan, cast.mei, 0, words(story, statement="From the other window."))
    page = sign_in(cast.mei).post(address(story.ivan, act), typed(story))
    assert page.status_code == 409
    assert TEXT in fields(page)
    assert fresh(story.ivan).statement == "From the other window."


def test_an_assessment_that_was_saved_in_another_window(cast, story, sign_in):
    workflow.save_draft(story.ivan, cast.mei, 0, words(story, statement="From the other window."))
    for act in ("save", "fill", "submit"):
        page = sign_in(cast.mei).post(address(story.ivan, act), typed(story))
        assert page.status_code == 409
        assert TEXT in fields(page)
        assert "From the other window." in page.content.decode()


@pytest.mark.parametrize(
    ("act", "wrong"),
    [
        ("submit", {"overall": ""}),
        ("save", {"told_lowest": "yes", "told_lowest_on": "2030-01-01"}),
        ("submit", {"overall": "no such point"}),
        ("save", {"version": "many"}),
        ("fill", {"version": ""}),
    ],
)
def test_an_assessment_with_something_wrong(cast, story, sign_in, act, wrong):
    page = sign_in(cast.mei).post(address(story.ivan, act), typed(story) | wrong)
    assert page.status_code == 400
    assert TEXT in fields(page)


def test_an_assessment_that_is_too_long(cast, story, sign_in):
    page = sign_in(cast.mei).post(address(story.ivan, "save"), typed(story) | {"statement": "x" * 8001})
    assert page.status_code == 400
    assert "x" * 8001 in fields(page)


@pytest.mark.parametrize("act", ["save", "fill", "submit"])
def test_an_assessment_that_is_another_s(cast, previewing, sign_in, act):
    page = sign_in(cast.dana).post(address(previewing.ivan, act), typed(previewing))
    assert page.status_code == 403
    assert TEXT in fields(page)
    assert fresh(previewing.ivan).statement == "What ivan changed."


# -- remarks ---------------------------------------------------------------------------------------

REMARK = {"kind": "challenges", "text": SENT, "example": SENT}


def about_ivan(cast, story) -> str:
    return f"/groups/{story.group.pk}/people/{cast.ivan.pk}/"


@pytest.fixture
def remark(cast, previewing) -> Remark:
    entry = RosterEntry.objects.select_related("subject").get(subject=cast.ivan)
    return workflow.remark(entry, cast.dilan, "asks", "Why?")


@pytest.mark.parametrize("wrong", [{"kind": ""}, {"kind": "likes"}])
def test_a_remark_of_no_known_kind(cast, previewing, remark, sign_in, wrong):
    dilan = sign_in(cast.dilan)
    for path in (about_ivan(cast, previewing), f"/remarks/{remark.pk}/"):
        page = dilan.post(path, REMARK | wrong)
        assert page.status_code == 400
        assert TEXT in fields(page)


def test_a_remark_after_the_meeting(cast, previewing, remark, sign_in):
    Group.objects.update(state="deciding")
    dilan = sign_in(cast.dilan)
    for path in (about_ivan(cast, previewing), f"/remarks/{remark.pk}/"):
        page = dilan.post(path, REMARK)
        assert page.status_code == 409
        assert "Remarks are left from the preview until the meeting has ended, not now." in page.content.decode()
        assert TEXT in fields(page)


def test_a_remark_on_somebody_who_was_discussed_meanwhile(cast, previewing, remark, sign_in):
    workflow.seal(previewing.group, cast.ivan)
    dilan = sign_in(cast.dilan)
    for path in (about_ivan(cast, previewing), f"/remarks/{remark.pk}/"):
        page = dilan.post(path, REMARK)
        assert page.status_code == 409
        assert TEXT in fields(page)


def test_a_remark_that_is_another_s(cast, remark, sign_in):
    page = sign_in(cast.dana).post(f"/remarks/{remark.pk}/", REMARK)
    assert page.status_code == 403
    assert TEXT in fields(page)
    assert Remark.objects.get().text == "Why?"

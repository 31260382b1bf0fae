"""What an assessor finds noted about a person in the period of a review, and nothing that is not theirs to read."""

from datetime import date

import pytest

from reviews.models import Entry, Group
from reviews.notebooks import workflow
from reviews.notebooks.evidence import evidence_about
from reviews.notebooks.workflow import Said
from tests.reviews.notebooks.test_asks import wrote
from tests.reviews.notebooks.test_reflections import written
from tests.shared import shared

PERIOD = (date(2026, 10, 1), date(2026, 12, 31))


@pytest.fixture(autouse=True)
def in_the_period(time_machine):
    time_machine.move_to("2026-11-20T09:00:00Z")


def note(author, subject, text: str, on: date, *audiences: str) -> Entry:
    return workflow.write(author, subject, Said(text, on), audiences)


def said(viewer, subject, period=PERIOD) -> list[str]:
    return [piece.text for piece in evidence_about(viewer, subject, *period)]


@shared
def noted(cast, story):
    """Ivan's private and shared entries, Mei's about him, his reflection, and two peers' sentences."""
    note(cast.ivan, cast.ivan, "His alone.", date(2026, 11, 1))
    note(cast.ivan, cast.ivan, "For Mei.", date(2026, 11, 2), "manager")
    note(cast.mei, cast.ivan, "Of Mei.", date(2026, 10, 1))
    note(cast.mei, cast.ivan, "A year ago.", date(2025, 11, 2))
    written(story, cast.ivan, "My own work.", "assessor")
    wrote(cast.ivan, cast.lena, readers="manager")
    wrote(cast.ivan, cast.tariq, readers="asker")


def test_the_assessor_finds_what_is_theirs_to_read_and_nothing_else(cast, noted):
    assert set(said(cast.mei, cast.ivan)) == {"For Mei.", "Of Mei.", "My own work.", "It went well."}
    assert said(cast.mei, cast.ivan).count("It went well.") == 1


def test_nobody_finds_anything_about_themselves_or_without_a_part_in_it(cast, noted):
    for viewer in (cast.ivan, cast.dana, cast.sam, cast.petra):
        assert said(viewer, cast.ivan) == []
    Group.objects.update(state="previewing")
    assert said(cast.dana, cast.ivan) == []


def test_the_period_has_both_its_days(cast, noted):
    days = [(date(2026, 10, 1), date(2026, 10, 1)), (date(2026, 10, 2), date(2026, 10, 31))]
    found = [[text for text in said(cast.mei, cast.ivan, one) if text.startswith("Of")] for one in days]
    assert found == [["Of Mei."], []]
    assert "A year ago." in said(cast.mei, cast.ivan, (date(2025, 10, 1), date(2025, 12, 31)))


def test_it_costs_the_same_however_much_there_is(cast, noted, django_assert_num_queries):
    for number in range(5):
        note(cast.mei, cast.ivan, f"Number {number}.", date(2026, 11, 3))
    with django_assert_num_queries(5):
        evidence_about(cast.mei, cast.ivan, *PERIOD)


def test_it_is_at_hand_beside_the_assessment_and_may_be_quoted(cast, story, noted, sign_in):
    part = sign_in(cast.mei).get(f"/assessments/{story.ivan.pk}/at-hand/evidence/", headers={"HX-Request": "true"})
    text = part.content.decode()
    for words in ("Notebook", "Self-reflection", "From peers", 'data-quote="For Mei."', 'data-quote="My own work."'):
        assert words in text
    assert "His alone." not in text
    assert "A year ago." not in text

"""What is recorded is told to everybody: each kind, with the times and the switch as they are set; and docs/data.md."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import Organisation, ReadAbout, Reading
from accounts.rights.kinds import kinds
from config.recorded import written
from config.recorded.lines import is_told, parts
from figures.models import Question
from reviews.models import Group
from tests.reviews.telling.story import make_group, make_ladder

PAGE = Path(__file__).resolve().parents[2] / "docs" / "data.md"
NOTHING = {
    "keep_inputs_months": None,
    "keep_results_months": None,
    "keep_mails_months": None,
    "keep_notes_months": None,
    "keep_leavers_months": None,
    "keep_candidates_months": 6,
}


def lines(**settings) -> dict:
    return {line.what: line for part in parts(NOTHING | settings) for line in part.lines}


def page_of(client, address="/recorded/") -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", client.get(address).content.decode())))


def test_the_page_in_docs_is_what_the_apps_say():
    assert PAGE.read_text() == written.as_markdown(), "run: python -m config.recorded"


def test_every_line_says_what_it_is_for_for_how_long_and_who_reads_it():
    told = lines()
    assert len(told) >= 30
    assert [line.what for line in told.values() if not (line.why and line.kept and line.read_by)] == []


def test_whatever_goes_with_a_person_has_a_line():
    goes = {str(held.what) for held in kinds() if not held.stays and not held.is_part}
    assert goes - set(lines()) == set()
    assert {str(held.what) for held in kinds() if is_told(held)} == set(lines())


def test_readers_are_those_of_the_doors():
    told = lines()
    assert told["One-on-ones with the manager"].read_by == "The two who meet."
    assert told["Answers about themselves"].read_by == "The person only."
    assert told["Holds"].read_by == "People Ops for the person; never the person."
    assert told["Remarks"].read_by.startswith("As the submitted assessment, until the close; then People Ops only.")


@pytest.mark.parametrize(
    ("what", "settings", "kept"),
    [
        ("Assessments", {}, "Until the person is erased."),
        ("Assessments", {"keep_inputs_months": 1}, "1 month after the close of the review."),
        ("Assessments", {"keep_inputs_months": 24}, "24 months after the close of the review."),
        ("Results", {"keep_inputs_months": 24}, "Until the person is erased."),
        ("Results", {"keep_results_months": 60}, "60 months after the close of the review."),
        ("Entries in notebooks", {}, "Until the person is erased."),
        ("Entries in notebooks", {"keep_notes_months": 6}, "Private notes: 6 months after it was written."),
        ("Mails", {"keep_mails_months": 6}, "Texts of mails: 6 months after it was sent."),
        (
            "Pitches",
            {"keep_inputs_months": 6, "keep_results_months": 24},
            "Words of pitches: 6 months after the close of the review. 24 months after the close of the review.",
        ),
        ("Acts about the person", {}, "As long as the site, without a name once the person is erased."),
    ],
)
def test_times_are_those_that_are_set(what, settings, kept):
    assert lines(**settings)[what].kept == kept


@pytest.mark.parametrize(
    ("months", "sentence"),
    [
        (None, "nothing goes by itself."),
        (6, "6 months after somebody has left, everything that is about them goes by itself."),
    ],
)
def test_the_page_shows_the_times_as_they_are_now(cast, sign_in, months, sentence):
    Organisation.objects.update(keep_leavers_months=months, keep_inputs_months=months)
    page = page_of(sign_in(cast.ivan))
    assert sentence in page
    assert ("6 months after the close of the review." in page) is (months == 6)


@pytest.mark.parametrize(("state", "there"), [("asked", True), ("prepared", False), ("retired", False)])
def test_the_page_names_the_questions_that_are_asked_now(cast, sign_in, state, there):
    Question.objects.create(code="mother-tongue", text="Mother tongue", state=state, counted_from="2026-01-01")
    page = page_of(sign_in(cast.ivan))
    assert ("Mother tongue" in page) is there
    assert ("None is asked." in page) is not there


# -- the switch: names of readers --------------------------------------------------------------------------


@pytest.fixture
def read(cast):
    """Petra has read Ivan's assessment after the close, from outside the review."""
    group = make_group(cast, make_ladder("read"), name="Engineering 2026 Q1")
    Group.objects.filter(pk=group.pk).update(state="closed")
    reading = Reading.objects.create(by=cast.hanne, route="x", method="GET", status=200, what={}, people=1)
    ReadAbout.objects.create(
        reading=reading,
        at=timezone.now(),
        by=cast.hanne,
        subject=cast.ivan,
        group=group.pk,
        kinds="assessment",
        closely=False,
    )


@pytest.mark.parametrize("named", [True, False])
def test_readers_are_named_or_counted_as_the_organisation_has_set_it(cast, sign_in, read, named):
    Organisation.objects.update(readers_are_named=named)
    ivan = sign_in(cast.ivan)
    page = page_of(ivan, "/read-about-me/")
    assert ("Hanne" in page) is named
    assert ("one person, " in page) is not named
    assert ("Their names are not shown here" in page) is not named
    told = page_of(ivan)
    assert ("who did so outside a review is named to you" in told) is named
    assert ("you are told how many, not who" in told) is not named

"""The page of a pitch: what is shown, kept, and refused with a sentence; what a reader is told."""

from datetime import date

import pytest

from accounts.models import Leave
from frameworks.models import Version
from promotions.models import Claim, Pitch, PitchCase
from promotions.reading import pitch_summaries
from reviews.models import RosterEntry
from tests.fixed import past_the_wall
from tests.promotions import rows
from tests.promotions.conftest import fresh, is_in, text


def typed(version="0", claims=(), **more):
    """What a browser sends of the sheet: each claim is (kind, axis, from, to, text)."""
    sent = {
        "version": version,
        "summary": "Lena works as an IC4 already.",
        "case_proficiency": "Designs.",
        "case_execution": "Plans.",
        "case_teamwork": "Leads.",
        "claims-TOTAL_FORMS": str(len(claims)),
        "claims-INITIAL_FORMS": "0",
    }
    for number, values in enumerate(claims):
        names = ("kind", "axis", "from_on", "to_on", "text")
        sent |= {f"claims-{number}-{name}": value for name, value in zip(names, values, strict=True)}
    return sent | more


@pytest.fixture
def marco(story, sign_in):
    """Marco at his draft for Lena; `url` is its address."""
    client = sign_in(story.cast.marco)
    client.url = f"/pitches/{story.pitch.pk}/"
    return client


def test_a_pitch_is_begun_for_a_role_one_can_go_to(story, sign_in):
    noor = sign_in(story.cast.noor)
    address = f"/groups/{story.group.pk}/people/{story.cast.ines.pk}/pitch/"
    page = noor.get(address)
    assert "IC3" in text(page)
    assert "IC4" not in text(page)
    target = rows.role(story.version, "IC3").pk
    answer = noor.post(address, {"target": target})
    made = Pitch.objects.get(subject=story.cast.ines)
    assert answer["Location"] == f"/pitches/{made.pk}/"
    assert noor.post(address, {"target": target})["Location"] == f"/pitches/{made.pk}/"
    assert Pitch.objects.filter(subject=story.cast.ines).count() == 1


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_who_assesses_now_begins_their_own_beside_what_a_former_assessor_wrote(story, sign_in, state):
    Pitch.objects.update(state=state)
    rows.takes_part(story.group, story.cast.hanne, "assessor")
    RosterEntry.objects.filter(subject=story.cast.lena).update(assessor=story.cast.hanne)
    hanne = sign_in(story.cast.hanne)
    address = f"/groups/{story.group.pk}/people/{story.cast.lena.pk}/pitch/"
    assert hanne.get(address).status_code == 200
    begun = hanne.post(address, {"target": rows.role(story.version, "IC4").pk})["Location"]
    assert begun != f"/pitches/{story.pitch.pk}/"
    assert hanne.get(address)["Location"] == begun
    assert sign_in(story.cast.marco).get(f"/pitches/{story.pitch.pk}/").status_code == 200


@pytest.mark.parametrize("target", ["", "nonsense", "\x00", "8f14e45f-ceea-467f-9575-5e1d2f1f6a10"])
def test_a_target_that_is_none_is_refused_with_a_sentence(story, sign_in, target):
    address = f"/groups/{story.group.pk}/people/{story.cast.ines.pk}/pitch/"
    answer = sign_in(story.cast.noor).post(address, {"target": target})
    assert answer.status_code == 400
    assert "field-error" in text(answer)
    assert not Pitch.objects.filter(subject=story.cast.ines).exists()


def test_of_two_targets_one_is_taken_and_no_other_pitch_begun(story, sign_in):
    address = f"/groups/{story.group.pk}/people/{story.cast.ines.pk}/pitch/"
    both = [rows.role(story.version, "IC5").pk, rows.role(story.version, "IC3").pk]
    assert sign_in(story.cast.noor).post(address, {"target": both}).status_code == 302
    assert [each.target.code for each in Pitch.objects.filter(subject=story.cast.ines)] == ["IC3"]


def test_a_role_of_another_framework_is_no_target(story, sign_in):
    other = rows.role(rows.framework("support-1"), "IC3").pk
    address = f"/groups/{story.group.pk}/people/{story.cast.ines.pk}/pitch/"
    assert sign_in(story.cast.noor).post(address, {"target": other}).status_code == 400


def test_the_sheet_shows_the_rule_clause_by_clause(marco):
    page = text(marco.get(marco.url))
    assert "High performance in the current role for at least 3 months: overall above what is expected." in page
    assert "Engineering 2026 Q3, 1 July 2026 to 30 September 2026: Teamwork meeting." in page
    assert "Lena does not learn of this pitch before being told the decision." in page
    assert "%" not in page.partition('id="rule"')[2].partition("</section>")[0]


def test_what_is_typed_is_kept_and_shown_again(marco, story):
    claim = ("at_next_level", "teamwork", "2026-10-01", "2026-11-30", "Leads the review.")
    answer = marco.post(f"{marco.url}save/", typed(claims=[claim]))
    assert answer["Location"] == f"{marco.url}#rule"
    assert PitchCase.objects.count() == 3
    page = text(marco.get(marco.url))
    assert "Leads the review." in page
    assert 'value="2026-10-01"' in page
    assert 'name="claims-1-kind"' in page


def test_a_claim_is_removed_and_an_empty_line_is_none(marco, story):
    kept = ("at_next_level", "", "2026-10-01", "2026-11-30", "Kept.")
    gone = ("high_performance", "", "2026-10-01", "2026-11-30", "Gone.")
    empty = ("at_next_level", "", "", "", "")
    marco.post(f"{marco.url}save/", typed(claims=[kept, gone, empty]) | {"claims-1-DELETE": "on"})
    assert list(Claim.objects.values_list("text", flat=True)) == ["Kept."]


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        (("at_next_level", "", "2026-11-30", "2026-10-01", "x"), "The claim ends before it begins."),
        (("at_next_level", "", "2026-10-01", "2027-01-01", "x"), "A claim can end on 31 December 2026 at the latest."),
        (
            ("at_next_level", "", "2022-10-01", "2026-11-01", "x"),
            "A claim can begin on 9 January 2023 at the earliest.",
        ),
        (("at_next_level", "", "10000-01-01", "2026-11-01", "x"), "There is no such day. Write it as 2026-07-01."),
        (("at_next_level", "impact", "2026-10-01", "2026-11-01", "x"), "What was sent for “Axis” is not on offer."),
        (("pay", "", "2026-10-01", "2026-11-01", "x"), "What was sent for “Claim” is not on offer."),
        (("high_performance", "teamwork", "2026-10-01", "2026-11-01", "x"), "claimed for the whole role"),
        (("at_next_level", "", "2026-10-01", "2026-11-01", ""), "“What shows it” is empty."),
        (("at_next_level", "", "", "", "Only words."), "“From” has no day."),
        (
            ("at_next_level", "", "2026-10-01", "2026-11-01", "a\x00b"),
            "“What shows it” holds a character that no page can show (NUL)",
        ),
        (("at_next_level", "", "2026-10-01", "2026-11-01", "x" * 2001), "longer than the 2000 characters"),
    ],
)
def test_a_wrong_claim_is_refused_with_a_sentence_and_nothing_is_half_written(marco, story, claim, sentence):
    answer = marco.post(f"{marco.url}save/", typed(claims=[claim]))
    assert answer.status_code == 400
    assert sentence in text(answer)
    assert "Lena works as an IC4 already." in text(answer)
    assert (fresh(story.pitch).summary, PitchCase.objects.count(), Claim.objects.count()) == ("", 0, 0)


OLD_PAGE = "A part of this page was missing or old"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"summary": "a\x00b"}, "“In short” holds a character that no page can show (NUL)."),
        ({"summary": "x" * 8001}, "“In short” is longer than the 8000 characters"),
        ({"case_teamwork": "x" * 4001}, "“Teamwork” is longer than the 4000 characters"),
        ({"version": ""}, OLD_PAGE),
        ({"version": "-1"}, OLD_PAGE),
        ({"version": "9" * 40}, OLD_PAGE),
        ({"claims-TOTAL_FORMS": "1000000"}, "A pitch has at most 20 claims. Take some out."),
        ({"claims-TOTAL_FORMS": ""}, OLD_PAGE),
        ({"claims-TOTAL_FORMS": "\x00"}, OLD_PAGE),
    ],
)
def test_wrong_fields_are_refused_with_a_sentence(marco, story, wrong, sentence):
    answer = marco.post(f"{marco.url}save/", typed() | wrong)
    assert (answer.status_code, sentence in answer.content.decode()) == (400, True)
    assert fresh(story.pitch).draft_number == 0


def test_the_browsers_own_saving_is_answered_in_json(marco):
    answer = marco.post(f"{marco.url}save/", typed(), headers={"X-Autosave": "1"})
    assert (answer.status_code, answer.json()["version"]) == (200, 1)
    again = marco.post(f"{marco.url}save/", typed(), headers={"X-Autosave": "1"})
    assert (again.status_code, again.json()["version"]) == (200, 1)
    late = marco.post(f"{marco.url}save/", typed(summary="Other."), headers={"X-Autosave": "1"})
    assert (late.status_code, late.json()["version"]) == (409, 1)
    assert late.json()["fields"]["summary"] == "Lena works as an IC4 already."
    wrong = typed("1", claims=[("at_next_level", "", "2026-11-30", "2026-10-01", "x")])
    refused = marco.post(f"{marco.url}save/", wrong, headers={"X-Autosave": "1"})
    assert refused.status_code == 400
    assert refused.json()["errors"] == {"claims-0-to_on": ["The claim ends before it begins."]}


def test_the_later_of_two_windows_sees_both_texts(marco, story):
    marco.post(f"{marco.url}save/", typed())
    answer = marco.post(f"{marco.url}save/", typed(summary="Second window."))
    assert answer.status_code == 409
    assert "This draft was saved elsewhere meanwhile." in text(answer)
    assert "Second window." in text(answer)
    assert "Lena works as an IC4 already." in text(answer)
    assert 'name="version" value="1"' in text(answer)
    assert marco.post(f"{marco.url}save/", typed("1", summary="Second window.")).status_code == 302
    assert fresh(story.pitch).summary == "Second window."


def test_htmx_gets_the_part_only(marco):
    answer = marco.post(f"{marco.url}save/", typed(), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.content.decode().strip().startswith('<div id="pitch_edit"')
    assert 'name="version" value="1"' in text(answer)


def test_a_submission_says_what_is_wanting_and_keeps_the_text(marco, story):
    answer = marco.post(f"{marco.url}submit/", typed(case_teamwork=""))
    assert answer.status_code == 400
    assert "The rule asks for each axis; say what speaks for this one." in text(answer)
    assert (fresh(story.pitch).state, fresh(story.pitch).draft_number) == ("draft", 1)
    assert 'name="version" value="1"' in text(answer)
    assert marco.post(f"{marco.url}submit/", typed("1")).status_code == 302
    assert fresh(story.pitch).state == "submitted"
    assert marco.post(f"{marco.url}submit/", typed("2")).status_code == 409
    assert marco.post(f"{marco.url}save/", typed("2")).status_code == 409


def test_what_is_typed_too_late_stays_on_the_page(marco, story):
    """The group moves on between two presses: the sheet is closed, and a save is a conflict."""
    is_in(story, "previewing")
    assert marco.post(f"{marco.url}save/", typed()).status_code == 409
    assert fresh(story.pitch).summary == ""


def test_a_question_of_the_rule_is_a_field(marco, story):
    Pitch.objects.update(target=rows.role(story.version, "IC5"))
    assert "Which need of the business would go unmet if nobody held this role?" in text(marco.get(marco.url))
    answer = marco.post(f"{marco.url}submit/", typed())
    assert "The rule asks this; answer it in a sentence." in text(answer)


def test_consistently_is_said_where_the_framework_says_it(story, marco):
    with past_the_wall():
        Version.objects.filter(pk=story.version.pk).update(consistently_months=6, digest="")
    page = text(marco.get(marco.url))
    assert page.count("Where the framework says “consistently”, it means about 6 months.") == 1


def test_a_framework_without_a_rule_says_so(story, marco):
    with past_the_wall():
        Version.objects.filter(pk=story.version.pk).update(
            rule_kind="", high_standing="", next_standing="", high_months=None, next_months=None, digest=""
        )
    page = text(marco.get(marco.url))
    assert "The framework names no rule for promotions; the deciders judge the case alone." in page


def test_a_reader_is_told_nothing_of_absences(submitted, sign_in):
    Leave.objects.create(person=submitted.cast.lena, from_on=date(2026, 8, 1), to_on=date(2026, 8, 31))
    is_in(submitted, "previewing")
    address = f"/pitches/{submitted.pitch.pk}/"
    assert "Days of absence are not counted." in text(sign_in(submitted.cast.marco).get(address))
    assert "Days of absence" not in text(sign_in(submitted.cast.mei).get(address))


@pytest.mark.parametrize("claims", [1, 3])
def test_the_sheet_costs_the_same_queries_whatever_stands_in_it(story, marco, claims, django_assert_num_queries):
    for _ in range(claims):
        rows.claim(story.pitch, "at_next_level", date(2026, 10, 1), date(2026, 11, 1))
    marco.get(marco.url)
    with django_assert_num_queries(17):
        marco.get(marco.url)


def test_the_reading_page_is_given_the_pitch_where_it_may_be_read(submitted):
    lena = submitted.cast.lena.pk
    assert pitch_summaries(submitted.group, submitted.cast.mei, [lena]) == {}
    is_in(submitted, "previewing")
    extra = pitch_summaries(submitted.group, submitted.cast.mei, [lena])[lena][0]
    assert (extra.template, extra.context["target"]) == ("promotions/_summary.html", "IC4, Senior engineer II")
    assert pitch_summaries(submitted.group, submitted.cast.lena, [lena]) == {}

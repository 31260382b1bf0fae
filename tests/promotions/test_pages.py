"""The pages of pitches and decisions: what is shown, what is refused with a sentence, how many queries it takes."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.models import Leave
from frameworks.models import Version
from promotions import notices, workflow
from promotions.models import Claim, Decision, Pitch, PitchCase, RoleChange, Vote
from promotions.reading import decided, pitch_summaries
from reviews.models import Result
from tests.promotions import rows
from tests.promotions.conftest import DAY, draft, fresh, is_in


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


def text(response):
    return " ".join(response.content.decode().split())


# -- writing ----------------------------------------------------------------------------------------


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
        (("at_next_level", "", "10000-01-01", "2026-11-01", "x"), "Enter a valid date."),
        (("at_next_level", "impact", "2026-10-01", "2026-11-01", "x"), "impact is not one of the available choices"),
        (("pay", "", "2026-10-01", "2026-11-01", "x"), "pay is not one of the available choices"),
        (("high_performance", "teamwork", "2026-10-01", "2026-11-01", "x"), "claimed for the whole role"),
        (("at_next_level", "", "2026-10-01", "2026-11-01", ""), "This field is required."),
        (("at_next_level", "", "", "", "Only words."), "This field is required."),
        (("at_next_level", "", "2026-10-01", "2026-11-01", "a\x00b"), "Null characters are not allowed."),
        (("at_next_level", "", "2026-10-01", "2026-11-01", "x" * 2001), "at most 2000 characters"),
    ],
)
def test_a_wrong_claim_is_refused_with_a_sentence_and_nothing_is_half_written(marco, story, claim, sentence):
    answer = marco.post(f"{marco.url}save/", typed(claims=[claim]))
    assert answer.status_code == 400
    assert sentence in text(answer)
    assert "Lena works as an IC4 already." in text(answer)
    assert (fresh(story.pitch).summary, PitchCase.objects.count(), Claim.objects.count()) == ("", 0, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"summary": "a\x00b"},
        {"summary": "x" * 8001},
        {"case_teamwork": "x" * 4001},
        {"version": ""},
        {"version": "-1"},
        {"version": "9" * 40},
        {"claims-TOTAL_FORMS": "1000000"},
        {"claims-TOTAL_FORMS": ""},
        {"claims-TOTAL_FORMS": "\x00"},
    ],
)
def test_wrong_fields_are_refused_with_a_sentence(marco, story, wrong):
    answer = marco.post(f"{marco.url}save/", typed() | wrong)
    assert answer.status_code == 400
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
    Version.objects.filter(pk=story.version.pk).update(consistently_months=6, digest="")
    page = text(marco.get(marco.url))
    assert page.count("Where the framework says “consistently”, it means about 6 months.") == 1


def test_a_framework_without_a_rule_says_so(story, marco):
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


# -- deciding ---------------------------------------------------------------------------------------


def test_a_vote_is_cast_and_the_other_sees_nothing_of_it(deciding, sign_in):
    address = f"/pitches/{deciding.pitch.pk}/decision/"
    dana = sign_in(deciding.cast.dana)
    assert dana.post(f"{address}vote/", {"choice": "approve", "reason": "Seen closely."}).status_code == 302
    assert "Seen closely." in text(dana.get(address))
    page = text(sign_in(deciding.cast.dilan).get(address))
    assert "Seen closely." not in page
    assert "Dana:" not in page
    assert "Tuesday, 22 December 2026" in page


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose one; to defer is an answer too."),
        ({"choice": "perhaps"}, "perhaps is not one of the available choices"),
        ({"choice": "not_now"}, "Say in a sentence what is missing."),
        ({"choice": "approve", "reason": "a\x00"}, "Null characters are not allowed."),
        ({"choice": "approve", "reason": "x" * 4001}, "at most 4000 characters"),
    ],
)
def test_a_wrong_vote_is_refused_with_a_sentence(deciding, sign_in, sent, sentence):
    answer = sign_in(deciding.cast.dana).post(f"/pitches/{deciding.pitch.pk}/decision/vote/", sent)
    assert answer.status_code == 400
    assert sentence in text(answer)
    assert not Vote.objects.exists()


def test_the_whole_way_from_votes_to_the_new_role(deciding, sign_in):
    cast, address = deciding.cast, f"/pitches/{deciding.pitch.pk}/decision/"
    for who in (cast.dana, cast.dilan):
        sign_in(who).post(f"{address}vote/", {"choice": "approve"})
    petra = sign_in(cast.petra)
    assert "Approved: confirm it with a day." in text(petra.get(f"/groups/{deciding.group.pk}/decisions/"))
    for wrong in ({}, {"starts_on": "10000-01-01"}, {"starts_on": "2020-01-01"}, {"starts_on": "soon"}):
        assert petra.post(f"{address}confirm/", wrong).status_code == 400
    assert petra.post(f"/groups/{deciding.group.pk}/decisions/finish/").status_code == 409
    assert petra.post(f"{address}confirm/", {"starts_on": "2027-01-01"}).status_code == 302
    assert petra.post(f"{address}confirm/", {"starts_on": "2027-01-01"}).status_code == 409
    assert RoleChange.objects.get().starts_on == date(2027, 1, 1)
    assert petra.post(f"/groups/{deciding.group.pk}/decisions/finish/").status_code == 302
    assert fresh(deciding.group).state == "finalising"


def test_a_not_now_says_what_is_missing_before_it_is_confirmed(deciding, sign_in):
    cast, address = deciding.cast, f"/pitches/{deciding.pitch.pk}/decision/"
    for who in (cast.dana, cast.dilan):
        sign_in(who).post(f"{address}vote/", {"choice": "not_now", "reason": "Too early."})
    assert sign_in(cast.petra).post(f"{address}confirm/").status_code == 409
    said = {"evidence": "A project with another team.", "support": "Dana finds one.", "again_on": "2027-03-31"}
    dana = sign_in(cast.dana)
    for wrong in (said | {"again_on": "2020-01-01"}, said | {"evidence": " "}, said | {"axis": "nonsense"}):
        assert dana.post(f"{address}not-now/", wrong).status_code == 400
    assert (
        dana.post(f"{address}not-now/", said | {"axis": rows.axis(deciding.version, "teamwork").pk}).status_code == 302
    )
    assert sign_in(cast.petra).post(f"{address}confirm/").status_code == 302
    assert Decision.objects.get().state == "confirmed"


def test_once_told_the_person_reads_the_decision_and_neither_votes_nor_pitch(deciding, sign_in):
    cast, address = deciding.cast, f"/pitches/{deciding.pitch.pk}/decision/"
    for who in (cast.dana, cast.dilan):
        workflow.cast_vote(deciding.pitch, who, "approve", "Seen closely.")
    workflow.confirm(fresh(deciding.decision), cast.petra, date(2027, 1, 1))
    result = rows.result(deciding.group, cast.lena, cast.marco, deciding.version, "IC3", "above")
    lena = sign_in(cast.lena)
    assert lena.get(address).status_code == 404
    assert "There is no pitch that you are told of." in text(lena.get("/pitches/about-me/"))
    Result.objects.filter(pk=result.pk).update(told_at=timezone.now())
    page = text(lena.get(address))
    assert "Approved. Your role is IC4, Senior engineer II from" in page
    assert "Friday, 1 January 2027" in page
    for hidden in ("Seen closely.", "Dana", "Dilan", "Read the pitch", deciding.pitch.summary):
        assert hidden not in page
    assert "Read the decision" in text(lena.get("/pitches/about-me/"))


# -- what others show of it -------------------------------------------------------------------------


def test_a_confirmed_decision_is_what_the_result_page_is_given(deciding):
    cast = deciding.cast
    for who in (cast.dana, cast.dilan):
        workflow.cast_vote(deciding.pitch, who, "approve")
    assert decided(deciding.group, [cast.lena.pk]) == {}
    workflow.confirm(fresh(deciding.decision), cast.petra, date(2027, 1, 1))
    told = decided(deciding.group, [cast.lena.pk])[cast.lena.pk]
    assert (told.outcome, told.word, told.target, told.starts_on) == (
        "approved",
        "approved",
        "IC4, Senior engineer II",
        date(2027, 1, 1),
    )


def test_the_reading_page_is_given_the_pitch_where_it_may_be_read(submitted):
    lena = submitted.cast.lena.pk
    assert pitch_summaries(submitted.group, submitted.cast.mei, [lena]) == {}
    is_in(submitted, "previewing")
    extra = pitch_summaries(submitted.group, submitted.cast.mei, [lena])[lena][0]
    assert (extra.template, extra.context["target"]) == ("promotions/_summary.html", "IC4, Senior engineer II")
    assert pitch_summaries(submitted.group, submitted.cast.lena, [lena]) == {}


def owed(story, who):
    return [each.sentence for each in notices.owed(getattr(story.cast, who), DAY)]


def test_what_is_owed_follows_the_pitch(story):
    due = "Submit the pitch for Lena or delete it, by Thursday, 31 December, in 16 days"
    assert owed(story, "marco") == [due]
    workflow.submit(workflow.save_draft(story.pitch, story.cast.marco, 0, draft(story)), story.cast.marco)
    assert owed(story, "marco") == []
    is_in(story, "deciding")
    decision = workflow.open_decisions(story.group, None)[0]
    vote = "Vote on the pitch for Lena, by Tuesday, 22 December, in seven days"
    assert (owed(story, "dana"), owed(story, "dilan"), owed(story, "petra")) == ([vote], [vote], [])
    workflow.cast_vote(story.pitch, story.cast.dana, "not_now", "Early.")
    assert (owed(story, "dana"), owed(story, "dilan")) == ([], [vote])
    late = "The decision on Lena is open past its day: too few have voted"
    assert [each.sentence for each in notices.owed(story.cast.petra, date(2026, 12, 23))] == [late]
    workflow.cast_vote(story.pitch, story.cast.dilan, "not_now", "Early.")
    words = "Say what is missing for Lena, and when it is taken up again"
    assert (owed(story, "dana"), owed(story, "marco"), owed(story, "petra")) == ([words], [words], [])
    said = {"axis": None, "evidence": "A project.", "support": "Dana.", "again_on": date(2027, 3, 31)}
    workflow.explain_not_now(decision, story.cast.marco, **said)
    assert (owed(story, "marco"), owed(story, "petra")) == ([], ["Confirm the “not now” on Lena"])
    assert [owed(story, who) for who in ("lena", "mei", "pavel", "oskar")] == [[], [], [], []]


# -- how many queries -------------------------------------------------------------------------------


@pytest.mark.parametrize("claims", [1, 3])
def test_the_sheet_costs_the_same_queries_whatever_stands_in_it(story, marco, claims, django_assert_num_queries):
    for _ in range(claims):
        rows.claim(story.pitch, "at_next_level", date(2026, 10, 1), date(2026, 11, 1))
    marco.get(marco.url)
    with django_assert_num_queries(15):
        marco.get(marco.url)


@pytest.mark.parametrize("pitches", [1, 3])
def test_the_list_of_decisions_costs_the_same_queries_for_one_and_three(
    deciding, sign_in, pitches, django_assert_num_queries
):
    for who in ("ivan", "ines")[: pitches - 1]:
        other = rows.pitch(
            *(deciding.group, getattr(deciding.cast, who), deciding.cast.marco, deciding.version, "IC2", "IC3"),
            state="submitted",
        )
        about = {"subject": other.subject, "author": other.author, "ends_on": date(2026, 12, 22)}
        Decision.objects.create(pitch=other, group=deciding.group, **about)
    petra = sign_in(deciding.cast.petra)
    address = f"/groups/{deciding.group.pk}/decisions/"
    petra.get(address)
    with django_assert_num_queries(6):
        petra.get(address)


def test_people_ops_finishes_the_deciding_once_nothing_is_left_to_decide(story):
    workflow.submit(workflow.save_draft(story.pitch, story.cast.marco, 0, draft(story)), story.cast.marco)
    is_in(story, "deciding")
    decision = workflow.open_decisions(story.group, None)[0]
    finish = "Finish the deciding of Engineering: nothing is left to decide"
    assert finish not in owed(story, "petra")
    workflow.withdraw_decision(decision, story.cast.petra)
    assert owed(story, "petra") == [finish]
    assert (owed(story, "dana"), owed(story, "lena")) == ([], [])

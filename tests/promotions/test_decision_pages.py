"""The pages of decisions, from the vote to the new role, and what is owed until then."""

import re
from datetime import date

import pytest

from accounts import clock
from promotions import notices, workflow
from promotions.models import Decision, RoleChange, Vote
from promotions.reading import decided
from reviews.models import Result
from tests.promotions import rows
from tests.promotions.conftest import DAY, draft, fresh, is_in, text


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
        ({"choice": "perhaps"}, "What was sent for “Shall the role change?” is not on offer."),
        ({"choice": "not_now"}, "Say in a sentence what is missing."),
        ({"choice": "approve", "reason": "a\x00"}, "“Why” holds a character that no page can show (NUL)"),
        ({"choice": "approve", "reason": "x" * 4001}, "“Why” is longer than the 4000 characters"),
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
    settled = text(petra.get(f"/groups/{deciding.group.pk}/decisions/"))
    assert "Approved; the role starts on" in settled
    assert "Friday, 1 January 2027" in settled
    assert petra.post(f"/groups/{deciding.group.pk}/decisions/finish/").status_code == 302
    assert fresh(deciding.group).state == "finalising"


def test_ending_a_decision_without_an_outcome_takes_two_presses(deciding, sign_in):
    page = sign_in(deciding.cast.petra).get(f"/pitches/{deciding.pitch.pk}/decision/").content.decode()
    folded = re.search(r"<details>\s*<summary>End this without an outcome</summary>(.*?)</details>", page, re.DOTALL)
    assert f'action="/pitches/{deciding.pitch.pk}/decision/withdraw/"' in folded.group(1)
    assert "It cannot be taken back." in folded.group(1)
    assert page.count("decision/withdraw/") == 1


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
    Result.objects.filter(pk=result.pk).update(told_at=clock.now())
    page = text(lena.get(address))
    assert "Approved. Your role is IC4, Senior engineer II from" in page
    assert "Friday, 1 January 2027" in page
    for hidden in ("Seen closely.", "Dana", "Dilan", "Read the pitch", deciding.pitch.summary):
        assert hidden not in page
    assert "Read the decision" in text(lena.get("/pitches/about-me/"))


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
        about |= {"target": other.target, "version": other.version}
        Decision.objects.create(pitch=other, group=deciding.group, **about)
    petra = sign_in(deciding.cast.petra)
    address = f"/groups/{deciding.group.pk}/decisions/"
    petra.get(address)
    with django_assert_num_queries(8):
        petra.get(address)


# -- what is owed ----------------------------------------------------------------------------------


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


def test_people_ops_finishes_the_deciding_once_nothing_is_left_to_decide(story):
    workflow.submit(workflow.save_draft(story.pitch, story.cast.marco, 0, draft(story)), story.cast.marco)
    is_in(story, "deciding")
    decision = workflow.open_decisions(story.group, None)[0]
    finish = "Finish the deciding of Engineering: nothing is left to decide"
    assert finish not in owed(story, "petra")
    workflow.withdraw_decision(decision, story.cast.petra)
    assert owed(story, "petra") == [finish]
    assert (owed(story, "dana"), owed(story, "lena")) == ([], [])

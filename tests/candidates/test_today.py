"""What candidates ask of people on Today, and what is answered where they are gone meanwhile."""

from datetime import UTC, date, datetime

from accounts.models import Organisation
from candidates.models import Candidate
from candidates.notices import owed
from tests.candidates.story import AS_E3, hand_in, opened
from tests.candidates.test_pages import text


def test_today_asks_who_was_invited_and_then_the_owner(cast, sign_in):
    story = opened(cast, cast.noor, cast.lena)
    asks, ready = "Say what you found of Heron, a candidate", "All have handed in what they found of Heron"
    assert asks in text(sign_in(cast.noor).get("/"))
    assert asks not in text(sign_in(cast.mei).get("/"))
    hand_in(story, cast.noor, **AS_E3)
    assert asks not in text(sign_in(cast.noor).get("/"))
    assert ready not in text(sign_in(cast.mei).get("/"))
    hand_in(story, cast.lena, **AS_E3)
    assert ready in text(sign_in(cast.mei).get("/"))
    assert ready not in text(sign_in(cast.noor).get("/"))


def test_a_page_that_was_open_while_they_were_deleted_answers_with_a_sentence(cast, sign_in, monkeypatch):
    story = opened(cast)
    client, here = sign_in(cast.mei), f"/candidates/{story.candidate.pk}/"
    monkeypatch.setattr("candidates.views.inviting.candidate_of", lambda request, pk: story.candidate)
    Candidate.objects.all().delete()
    late = client.post(f"{here}invite/", {"people": "Ivan"})
    assert late.status_code == 409
    assert "This candidate was deleted meanwhile. Nothing was changed." in text(late)


def test_today_says_when_they_are_deleted_where_that_is_within_two_weeks(cast):
    """Opened on Monday, 1 June 2026, and kept for two months."""
    story = opened(cast, cast.noor, cast.lena)
    Organisation.objects.update(keep_candidates_months=2)
    Candidate.objects.update(opened_at=datetime(2026, 6, 1, 12, tzinfo=UTC))

    def said(person, day):
        return [(one.sentence, one.due_on) for one in owed(person, day)]

    asks = "Say what you found of Heron, a candidate"
    assert said(cast.noor, date(2026, 7, 17)) == [(asks, None)]
    assert said(cast.noor, date(2026, 7, 18)) == [
        (f"{asks}; all of it is deleted on Saturday, 1 August, in two weeks", date(2026, 8, 1))
    ]
    assert said(cast.noor, date(2026, 8, 1)) == [(asks, None)]  # held: else it would be gone
    for person in (cast.mei, cast.petra, cast.ivan, cast.hanne):
        assert said(person, date(2026, 7, 25)) == []
    for person in (cast.noor, cast.lena):
        hand_in(story, person, **AS_E3)
    assert [day for _sentence, day in said(cast.mei, date(2026, 7, 25))] == [date(2026, 8, 1)]


def test_candidates_cost_today_no_query_more_of_whoever_has_none(cast, django_assert_num_queries):
    opened(cast, cast.noor)
    with django_assert_num_queries(2):
        assert owed(cast.ivan, date(2026, 7, 18)) == []
    with django_assert_num_queries(3):
        assert len(owed(cast.noor, date(2026, 7, 18))) == 1

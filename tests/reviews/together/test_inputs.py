"""Inputs of contributors: who reads them and when, what may be changed, and what never comes of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from reviews import dates
from reviews.assessments import unread
from reviews.cycles.acts import treating
from reviews.cycles.acts.deputising import name_deputy
from reviews.cycles.acts.reassigning import reassign
from reviews.drafts import Stale
from reviews.models import Exclusion, Group, Input
from reviews.together import inputs, naming, notices
from tests.reviews.story import page
from tests.reviews.together.story import PHASES, TODAY, asked, entry, readers_of, submitted

# -- who reads ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", PHASES)
def test_a_draft_is_its_author_s_alone(cast, story, state):
    draft = asked(cast, story)
    inputs.save(draft, cast.sam, 0, "Began.")
    Group.objects.update(state=state)
    assert readers_of(draft) == "sam"


@pytest.mark.parametrize("state", PHASES)
def test_submitted_it_is_read_as_the_assessment(cast, story, state):
    row = submitted(cast, story)
    Group.objects.update(state=state)
    group = "dana dilan marco mei noor oskar petra sam"
    expected = {"assessing": "mei sam", "closed": "dana hanne mei petra sam"}
    assert readers_of(row) == expected.get(state, group)


def test_who_stands_in_for_the_assessor_reads_it_too_and_a_new_assessor_in_the_place_of_the_old(cast, story):
    row = submitted(cast, story)
    name_deputy(story.group, cast.mei, cast.hanne, TODAY, TODAY, cast.petra)
    assert readers_of(row) == "hanne mei sam"
    reassign(entry(story, cast.ivan), cast.petra, cast.marco)
    assert readers_of(row) == "marco sam"


def test_who_keeps_away_reads_it_no_more_not_even_their_own(cast, story):
    row = submitted(cast, story)
    for person in (cast.sam, cast.mei):
        Exclusion.objects.create(group=story.group, person=person, subject=cast.ivan)
    assert readers_of(row) == ""
    with pytest.raises(NotAllowed):
        inputs.reopen(row, cast.sam)


def test_where_nobody_is_assessed_any_more_it_is_its_author_s_alone(cast, story):
    row = submitted(cast, story)
    Group.objects.update(state="previewing")
    treating.treat(entry(story, cast.ivan), cast.petra, "not_now")
    assert readers_of(row) == "sam"


def test_contributors_see_neither_the_group_nor_the_assessment(cast, story, client):
    submitted(cast, story)
    Group.objects.update(state="previewing")
    client.force_login(cast.sam)
    for address in ("", "reading/", f"people/{cast.ivan.pk}/", f"people/{cast.ivan.pk}/contributors/"):
        assert client.get(f"/groups/{story.group.pk}/{address}").status_code == 404
    assert client.get(f"/assessments/{story.ivan.pk}/").status_code == 404
    assert client.get(f"/cycles/{story.cycle.pk}/").status_code == 404


# -- the text -------------------------------------------------------------------------------------------------


def test_it_is_saved_as_it_is_typed_and_the_later_of_two_is_told(cast, story):
    draft = asked(cast, story)
    assert inputs.save(draft, cast.sam, 0, "One.").draft_number == 1
    assert inputs.save(draft, cast.sam, 1, "Two.").draft_number == 2
    assert inputs.save(draft, cast.sam, 0, "Two.").draft_number == 2
    with pytest.raises(Stale) as stale:
        inputs.save(draft, cast.sam, 1, "From another window.")
    assert stale.value.stored == "Two."
    assert not Event.objects.filter(thing="reviews.input").exists()


@pytest.mark.parametrize("by", ["mei", "petra", "ivan"])
def test_nobody_writes_it_for_another(cast, story, by):
    draft, by = asked(cast, story), getattr(cast, by)
    for act in (lambda: inputs.save(draft, by, 0, "For him."), lambda: inputs.submit(draft, by)):
        with pytest.raises(NotAllowed):
            act()
    done = inputs.save_and_submit(draft, cast.sam, 0, "Mine.")
    with pytest.raises(NotAllowed):
        inputs.reopen(done, by)


def test_nothing_is_not_submitted_and_what_was_is_not_saved_over(cast, story):
    draft = asked(cast, story)
    with pytest.raises(Conflict, match="There is nothing in it yet"):
        inputs.submit(draft, cast.sam)
    inputs.save_and_submit(draft, cast.sam, 0, "Mine.")
    with pytest.raises(Conflict, match="was submitted already"):
        inputs.save(draft, cast.sam, 1, "More.")
    with pytest.raises(Conflict, match="submitted already"):
        inputs.submit(draft, cast.sam)


def test_a_change_is_written_beside_what_stands_and_takes_its_place(cast, story):
    first = submitted(cast, story)
    Group.objects.update(state="previewing")
    draft = inputs.reopen(first, cast.sam)
    assert inputs.reopen(first, cast.sam) == draft
    assert (draft.text, draft.state, readers_of(draft)) == ("Led the rehearsal.", "draft", "sam")
    assert "mei" in readers_of(first)
    second = inputs.save_and_submit(draft, cast.sam, 1, "Led it twice.")
    assert (readers_of(first), "mei" in readers_of(second)) == ("sam", True)
    dropped = inputs.put_away(inputs.reopen(second, cast.sam), cast.sam)
    assert (dropped.state, Input.objects.get(state="submitted")) == ("replaced", second)
    verbs = Event.objects.filter(thing="reviews.input").values_list("verb", flat=True)
    assert sorted(verbs) == ["put_away", "reopen", "reopen", "submit", "submit"]


def test_a_first_draft_is_not_put_away(cast, story):
    with pytest.raises(Conflict, match="nothing to go back to"):
        inputs.put_away(asked(cast, story), cast.sam)


@pytest.mark.parametrize("state", PHASES[2:])
def test_from_the_meeting_on_it_stands_as_it_is(cast, story, state):
    row = submitted(cast, story)
    draft = inputs.reopen(row, cast.sam)
    Group.objects.update(state=state)
    for act in (
        lambda: inputs.save(draft, cast.sam, 1, "More."),
        lambda: inputs.submit(draft, cast.sam),
        lambda: inputs.reopen(row, cast.sam),
    ):
        with pytest.raises(Conflict, match="It is too late for this"):
            act()


def test_who_is_asked_no_more_keeps_what_they_wrote_and_what_they_submitted_stands(cast, story):
    row = submitted(cast, story)
    draft = inputs.reopen(row, cast.sam)
    naming.end_contributor(entry(story, cast.ivan), cast.sam, cast.petra)
    with pytest.raises(Conflict, match="not asked for this any more"):
        inputs.save(draft, cast.sam, 1, "More.")
    assert (readers_of(row), readers_of(draft)) == ("mei sam", "sam")
    assert notices.owed(cast.sam, TODAY) == []
    with pytest.raises(Conflict, match="does not contribute any more"):
        naming.end_contributor(entry(story, cast.ivan), cast.sam, cast.petra)


def test_an_empty_page_goes_with_the_end(cast, story):
    draft = asked(cast, story)
    naming.end_contributor(entry(story, cast.ivan), cast.sam, cast.mei)
    assert not Input.objects.exists()
    with pytest.raises(Conflict, match="Nothing was saved"):
        inputs.save(draft, cast.sam, 0, "Typed meanwhile.")


# -- pages ----------------------------------------------------------------------------------------------------


def test_sam_writes_and_submits_on_the_page(cast, story, client):
    draft = asked(cast, story)
    at = f"/inputs/{draft.pk}/"
    assert "To be submitted by" in page(client, cast.sam, at)
    kept = client.post(f"{at}save/", {"version": "0", "text": "One."}, headers={"X-Autosave": "1"})
    assert (kept.status_code, kept.json()["version"]) == (200, 1)
    both = client.post(f"{at}save/", {"version": "0", "text": "Two."}, headers={"X-Autosave": "1"})
    assert (both.status_code, both.json()["fields"]) == (409, {"text": "One."})
    both = client.post(at, {"version": "0", "text": "Two."})
    assert both.status_code == 409
    assert "One." in both.content.decode()
    assert "Two." in both.content.decode()
    assert client.post(at, {"version": "1", "text": ""}).status_code == 400
    assert client.post(at, {"version": "2", "text": "Two."}).status_code == 302
    assert "Sam, contributor, Tuesday, 24 November 2026" in page(client, cast.sam, at)
    assert client.post(f"{at}change/").status_code == 302
    draft = Input.objects.get(state="draft")
    assert "Drop this change" in page(client, cast.sam, f"/inputs/{draft.pk}/")
    assert client.post(f"/inputs/{draft.pk}/put-away/").url == at


def test_it_is_at_hand_beside_the_form_and_stands_where_the_group_reads(cast, previewing, client):
    submitted(cast, previewing)
    hand = page(client, cast.mei, f"/assessments/{previewing.ivan.pk}/at-hand/evidence/")
    assert "From contributors" in hand
    assert "Led the rehearsal." in hand
    for address in ("reading/", f"people/{cast.ivan.pk}/"):
        read = page(client, cast.dana, f"/groups/{previewing.group.pk}/{address}")
        assert "What Sam saw, as a contributor" in read
        assert "Led the rehearsal." in read
    own = page(client, cast.mei, f"/assessments/{previewing.ivan.pk}/")
    assert "Led the rehearsal." in own


def test_the_form_asks_nothing_more_of_the_database_for_contributors(cast, story, client):
    page(client, cast.mei, f"/assessments/{story.ivan.pk}/")
    with CaptureQueriesContext(connection) as before:
        client.get(f"/assessments/{story.ivan.pk}/")
    submitted(cast, story)
    with CaptureQueriesContext(connection) as after:
        client.get(f"/assessments/{story.ivan.pk}/")
    assert len(after) == len(before)
    assert "reviews_input" not in " ".join(one["sql"] for one in before)


# -- what is new, and when --------------------------------------------------------------------------------------


def test_what_a_contributor_submitted_is_new_to_a_reader(cast, story):
    row, about = asked(cast, story), entry(story, cast.ivan)
    Group.objects.update(state="previewing")

    def is_new_to(person) -> bool:
        return unread.to_read(story.group, person).get(subject=cast.ivan).is_unread

    inputs.save(row, cast.sam, 0, "Began.")
    assert not is_new_to(cast.dana)  # a draft is nobody else's
    inputs.submit(row, cast.sam)
    assert is_new_to(cast.dana)
    unread.look(about, cast.dana)
    assert not is_new_to(cast.dana)


def test_it_stands_in_the_contributor_s_calendar_until_it_is_submitted(cast, story):
    def said() -> list[tuple[str, object]]:
        return [(one.what, one.day) for one in dates.dates(cast.sam)]

    assert said() == []
    row = asked(cast, story)
    assert said() == [("Say what you saw by today", story.cycle.assess_by)]
    inputs.save_and_submit(row, cast.sam, 0, "Led the rehearsal.")
    assert said() == []

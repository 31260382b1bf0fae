"""A common text of the person and who assesses them: who reads what, who agrees to what, and when it is too late."""

import pytest

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from reviews.cycles.acts.reassigning import reassign
from reviews.drafts import Stale
from reviews.models import CommonText, Cycle, Exclusion, Group, Reminder
from reviews.telling.digest import sections
from reviews.together import agreeing, notices
from tests.reviews.together.story import PHASES, TODAY, readers_of
from tests.reviews.together.story import entry as entry_of
from tests.shared import shared


def page(answer) -> str:
    """An answer as one line."""
    return " ".join(answer.content.decode().split())


@shared
def entry(cast, story):
    """Ivan's row, whom Mei assesses, in a cycle that has common texts."""
    Cycle.objects.update(has_common_text=True)
    return entry_of(story, cast.ivan)


def shown(entry, by, text: str = "We moved the search.") -> CommonText:
    draft = agreeing.draft_of(entry, by)
    return agreeing.show(entry_of(entry, entry.subject), by, draft.draft_number if draft else 0, text)


def agreed(cast, entry) -> CommonText:
    return agreeing.agree(entry, shown(entry, cast.ivan), cast.mei)


@pytest.mark.parametrize("state", PHASES)
def test_a_draft_is_its_authors_alone(cast, entry, state):
    mine = agreeing.save(entry, cast.ivan, 0, "Began.")
    theirs = agreeing.save(entry, cast.mei, 0, "Began, too.")
    Group.objects.update(state=state)
    assert (readers_of(mine), readers_of(theirs)) == ("ivan", "mei")


@pytest.mark.parametrize("state", PHASES)
def test_shown_it_is_for_the_two(cast, entry, state):
    version = shown(entry, cast.ivan)
    Group.objects.update(state=state)
    assert readers_of(version) == ("ivan" if state == "closed" else "ivan mei")


@pytest.mark.parametrize("state", PHASES)
def test_agreed_to_it_is_read_as_the_assessment_and_always_by_the_person(cast, entry, state):
    version = agreed(cast, entry)
    Group.objects.update(state=state)
    expected = {"assessing": "ivan mei", "closed": "dana hanne ivan mei petra"}
    assert readers_of(version) == expected.get(state, "dana dilan ivan marco mei noor oskar petra")


def test_who_keeps_away_reads_and_writes_nothing_of_it(cast, entry):
    version = shown(entry, cast.mei)
    Exclusion.objects.create(group=entry.group, person=cast.mei, subject=cast.ivan)
    assert readers_of(version) == "ivan"
    with pytest.raises(NotAllowed):
        agreeing.save(entry, cast.mei, 0, "More.")


@pytest.mark.parametrize("first", ["petra", "dana", "noor", "lena", "pavel"])
def test_nobody_else_writes_or_agrees(cast, entry, first):
    by, version = getattr(cast, first), shown(entry, cast.ivan)
    for act in (
        lambda: agreeing.save(entry, by, 0, "Mine."),
        lambda: agreeing.show(entry, by, 0, "Mine."),
        lambda: agreeing.agree(entry, version, by),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_one_agrees_to_the_others_newest_and_to_nothing_else(cast, entry):
    first = shown(entry, cast.ivan, "One.")
    with pytest.raises(NotAllowed):
        agreeing.agree(entry, first, cast.ivan)
    second = shown(entry, cast.mei, "Two.")
    assert (first.number, second.number) == (1, 2)
    with pytest.raises(Conflict, match="newer version"):
        agreeing.agree(entry, first, cast.mei)
    done = agreeing.agree(entry, second, cast.ivan)
    assert (done.state, done.agreed_by) == ("agreed", cast.ivan)
    with pytest.raises(Conflict):
        agreeing.agree(entry, second, cast.ivan)
    third = shown(entry, cast.ivan, "Three.")
    assert (third.state, CommonText.objects.get(number=2).state) == ("shown", "agreed")
    verbs = Event.objects.filter(thing="reviews.commontext").values_list("verb", flat=True)
    assert sorted(verbs) == ["agree", "show", "show", "show"]


@pytest.mark.parametrize("has_it", [True, False])
def test_only_where_the_cycle_has_it(cast, entry, sign_in, has_it):
    Cycle.objects.update(has_common_text=has_it)
    address = f"/groups/{entry.group_id}/people/{cast.ivan.pk}/common-text/"
    for person in (cast.ivan, cast.mei):
        assert sign_in(person).get(address).status_code == (200 if has_it else 404)
    assert (address in sign_in(cast.ivan).get("/my-review/").content.decode()) is has_it
    fresh = entry_of(entry, cast.ivan)
    if has_it:
        assert agreeing.save(fresh, cast.ivan, 0, "Mine.").text == "Mine."
    else:
        with pytest.raises(Conflict):
            agreeing.save(fresh, cast.ivan, 0, "Mine.")


@pytest.mark.parametrize(("state", "may"), [(state, state in ("assessing", "previewing")) for state in PHASES])
def test_until_the_meeting_opens(cast, entry, state, may):
    version = shown(entry, cast.ivan)
    Group.objects.update(state=state)
    if may:
        assert agreeing.agree(entry, version, cast.mei).state == "agreed"
        return
    for act in (lambda: agreeing.save(entry, cast.mei, 0, "Late."), lambda: agreeing.agree(entry, version, cast.mei)):
        with pytest.raises(Conflict):
            act()


def test_nothing_is_lost_between_two_windows_and_an_empty_text_is_not_shown(cast, entry):
    agreeing.save(entry, cast.mei, 0, "From one window.")
    with pytest.raises(Stale) as stale:
        agreeing.save(entry, cast.mei, 0, "From the other.")
    assert (stale.value.stored, stale.value.number) == ("From one window.", 1)
    with pytest.raises(Conflict, match="nothing in it"):
        agreeing.show(entry, cast.ivan, 0, "")


def test_a_new_assessor_goes_on_where_the_old_one_was(cast, entry):
    version = shown(entry, cast.ivan)
    reassign(entry, cast.petra, cast.marco)
    assert readers_of(version) == "ivan marco"
    assert agreeing.agree(entry_of(entry, cast.ivan), version, cast.marco).agreed_by == cast.marco
    with pytest.raises(NotAllowed):
        agreeing.save(entry, cast.mei, 0, "Mine.")


def test_what_is_shown_is_owed_by_the_other_until_it_is_answered(cast, entry):
    said = "Read the common text that Ivan shows you, and agree or write another"
    shown(entry, cast.ivan)
    assert said in [one.sentence for one in notices.owed(cast.mei, TODAY)]
    assert said not in [one.sentence for one in notices.owed(cast.ivan, TODAY)]
    shown(entry, cast.mei, "Another.")
    assert said not in [one.sentence for one in notices.owed(cast.mei, TODAY)]


@pytest.mark.parametrize(("trial", "subjects"), [(False, ["A common text was shown or agreed to"]), (True, [])])
def test_the_mail_names_nobody_and_a_trial_sends_none(cast, entry, trial, subjects):
    Cycle.objects.update(is_trial=trial)
    shown(entry, cast.ivan)
    rows = list(Reminder.objects.filter(recipient=cast.mei, kind="common"))
    found = [section(cast.mei, rows, TODAY) for section in sections]
    assert [one.subject for one in found if one] == subjects


def test_by_the_pages(cast, entry, sign_in):
    address = f"/groups/{entry.group_id}/people/{cast.ivan.pk}/common-text/"
    ivan, text = sign_in(cast.ivan), "We moved the search to the new index."
    assert ivan.post(address, {"version": "0", "text": " "}).status_code == 400
    kept = ivan.post(f"{address}save/", {"version": "0", "text": text}, headers={"X-Autosave": "1"})
    assert (kept.status_code, kept.json()["version"]) == (200, 1)
    both = ivan.post(address, {"version": "0", "text": "Another window."})
    assert (both.status_code, text in page(both), "Another window." in page(both)) == (409, True, True)
    assert ivan.post(address, {"version": "1", "text": text}).status_code == 302
    mei = sign_in(cast.mei)
    assert text in page(mei.get(address))
    version = CommonText.objects.get(number=1)
    same = mei.post(address, {"version": "0", "text": text})
    assert (same.status_code, "This is what version 1 says already." in page(same)) == (409, True)
    assert mei.post(f"{address}{version.pk}/agree/").status_code == 302
    assert mei.post(f"{address}{version.pk}/agree/").status_code == 409
    assert "Agreed to by Ivan and Mei" in page(sign_in(cast.ivan).get(address))
    for first, status in [("dana", 403), ("petra", 403), ("lena", 404), ("pavel", 404)]:
        assert sign_in(getattr(cast, first)).get(address).status_code == status


def test_only_the_newest_that_both_agreed_to_stands_open_and_is_said_to_stand(cast, entry, sign_in):
    address = f"/groups/{entry.group_id}/people/{cast.ivan.pk}/common-text/"
    agreed(cast, entry)
    replaced, folded = "until version 2 took its place", "<summary>Read it</summary>"
    second = shown(entry, cast.mei, "We moved the search, and its index.")
    before = page(sign_in(cast.ivan).get(address))
    assert (replaced in before, folded in before) == (False, False)
    agreeing.agree(entry, second, cast.ivan)
    after = page(sign_in(cast.ivan).get(address))
    assert (after.count(replaced), after.count(folded)) == (1, 1)


def test_who_writes_while_the_other_shows_a_version_reads_it_before_theirs_is_shown(cast, entry, sign_in):
    address = f"/groups/{entry.group_id}/people/{entry.subject_id}/common-text/"
    ivan, mine = sign_in(cast.ivan), {"version": "0", "newest": "0", "text": "What I make of it."}
    agreeing.show(entry, cast.mei, 0, "What Mei makes of it.")
    both = ivan.post(address, mine)
    said = " ".join(both.content.decode().split())
    assert both.status_code == 409
    assert "Mei showed version 1 meanwhile; it stands above. Agree to it, or press again for yours." in said
    assert ("What Mei makes of it." in said, "What I make of it." in said) == (True, True)
    assert 'name="newest" value="1"' in said
    assert CommonText.objects.exclude(state="draft").count() == 1
    assert ivan.post(address, mine | {"newest": "1"}).status_code == 302
    assert CommonText.objects.get(number=2).text == "What I make of it."


def test_the_group_reads_what_was_agreed_to_beside_the_assessment(cast, previewing, sign_in):
    Cycle.objects.update(has_common_text=True)
    about = entry_of(previewing, cast.ivan)
    reading, said = f"/groups/{about.group_id}/reading/", "What Ivan and their manager agreed to say"
    version = shown(about, cast.ivan, "We moved the search.")
    assert said not in page(sign_in(cast.dana).get(reading))
    agreeing.agree(about, version, cast.mei)
    assert said in page(sign_in(cast.dana).get(reading))


def test_once_the_meeting_has_opened_what_was_typed_stays_on_the_page(cast, entry, sign_in):
    address = f"/groups/{entry.group_id}/people/{cast.ivan.pk}/common-text/"
    Group.objects.update(state="calibrating")
    late = sign_in(cast.ivan).post(address, {"version": "0", "text": "Too late a word."})
    assert (late.status_code, "Too late a word." in page(late)) == (409, True)
    assert not CommonText.objects.exists()

"""Writing down in a turn: a note that only its author reads, and feedback that the assessor finds beside the words."""

import re

import pytest

from accounts.moves import Conflict, NotAllowed
from calibration import workflow
from calibration.models import Meeting, PrivateNote, RoomFeedback
from calibration.notes import beside_words
from reviews.drafts import Stale
from reviews.models import Exclusion, Group, Result
from tests.calibration.company import text
from tests.calibration.test_presence import stop_of
from tests.shared import shared

SAID = "Your hand-overs of October were easy to take up."


@shared
def at_ivan(running, cast):
    return workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))


def note(meeting, by, words="Ask him about November.", number=0):
    return workflow.save_note(meeting, by, meeting.stop, number, words)


def feed_back(meeting, by, words=SAID, number=0):
    return workflow.save_feedback(meeting, by, meeting.stop, number, words)


def reads(model, viewer):
    return [one.text for one in model.objects.visible_to(viewer)]


def locked(meeting, cast):
    workflow.close_stop(meeting, cast.mei)
    return workflow.lock(meeting, cast.mei)


def words_of(cast):
    return Result.objects.get(subject=cast.ivan)


# -- the note --------------------------------------------------------------------------------------


def test_a_note_is_read_by_its_author_alone_and_moves_no_screen(at_ivan, cast):
    version = at_ivan.version
    note(at_ivan, cast.marco)
    for person in (cast.mei, cast.petra, cast.dana, cast.ivan, cast.pavel, cast.hanne):
        assert reads(PrivateNote, person) == []
    assert reads(PrivateNote, cast.marco) == ["Ask him about November."]
    assert Meeting.objects.get(pk=at_ivan.pk).version == version


def test_two_windows_lose_no_text_and_the_same_text_twice_is_saved_once(at_ivan, cast):
    assert note(at_ivan, cast.marco, "First.").draft_number == 1
    assert note(at_ivan, cast.marco, "First.").draft_number == 1
    with pytest.raises(Stale):
        note(at_ivan, cast.marco, "Second.")
    assert note(at_ivan, cast.marco, "Second.", 1).text == "Second."


@pytest.mark.parametrize("save", [note, feed_back])
def test_only_who_is_in_the_room_writes_and_nobody_once_it_is_locked(at_ivan, cast, save):
    for person in (cast.ivan, cast.dilan, cast.tariq):
        with pytest.raises(NotAllowed):
            save(at_ivan, person)
    stop, number = at_ivan.stop, save(at_ivan, cast.marco).draft_number
    locked(at_ivan, cast)
    at_ivan.stop = stop
    with pytest.raises(Conflict, match="locked"):
        save(at_ivan, cast.marco, "Too late.", number)


# -- feedback --------------------------------------------------------------------------------------


def test_guests_and_whoever_assesses_the_person_write_no_feedback(at_ivan, cast):
    workflow.check_in(at_ivan, cast.sam)
    for person in (cast.sam, cast.mei):
        with pytest.raises(NotAllowed):
            feed_back(at_ivan, person)
        assert note(at_ivan, person).text


def test_its_author_reads_it_until_finalising_and_the_assessor_from_the_lock(at_ivan, company, cast):
    feed_back(at_ivan, cast.marco)
    read = {}
    for state in ("calibrating", "deciding", "finalising", "telling", "closed"):
        Group.objects.filter(pk=company.group.pk).update(state=state)
        read[state] = [
            name for name in ("marco", "mei", "dana", "petra", "ivan") if reads(RoomFeedback, getattr(cast, name))
        ]
    assert read == {
        "calibrating": ["marco"],
        "deciding": ["marco", "mei"],
        "finalising": ["mei"],
        "telling": ["mei"],
        "closed": [],
    }


def test_who_steps_out_gives_no_feedback_and_is_given_none_to_read(at_ivan, company, cast):
    feed_back(at_ivan, cast.marco)
    feed_back(at_ivan, cast.dana, "Dana's words.")
    workflow.recuse(at_ivan, cast.marco, cast.ivan)
    assert [one.author for one in RoomFeedback.objects.all()] == [cast.dana]
    Group.objects.filter(pk=company.group.pk).update(state="finalising")
    assert reads(RoomFeedback, cast.mei) == ["Dana's words."]
    Exclusion.objects.create(group=company.group, person=cast.dana, subject=cast.ivan)
    assert reads(RoomFeedback, cast.mei) == []
    Exclusion.objects.filter(person=cast.dana).delete()
    Exclusion.objects.create(group=company.group, person=cast.mei, subject=cast.ivan)
    assert reads(RoomFeedback, cast.mei) == []


@pytest.mark.parametrize(("save", "model"), [(note, PrivateNote), (feed_back, RoomFeedback)])
def test_who_steps_out_while_it_is_saved_leaves_nothing_behind(at_ivan, cast, monkeypatch, save, model):
    """Stepping out in another window is done in the moment before the meeting's row is had."""

    def step_out_meanwhile(meeting):
        if meeting is not at_ivan:  # the row that was locked
            Exclusion.objects.create(group=meeting.group, person=cast.marco, subject=cast.ivan)

    monkeypatch.setattr("calibration.workflow.noting.must_not_be_locked", step_out_meanwhile)
    with pytest.raises(NotAllowed):
        save(at_ivan, cast.marco)
    assert not model.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_beside_the_words_stands_what_the_room_wrote_in_one_question(at_ivan, cast, number, django_assert_num_queries):
    for person in (cast.dana, cast.marco, cast.oskar)[:number]:
        feed_back(at_ivan, person, f"{person.name}'s words.")
    feed_back(at_ivan, cast.noor, "")
    locked(at_ivan, cast)
    result = words_of(cast)
    with django_assert_num_queries(1):
        found = beside_words(result, cast.mei)
    assert [one.source for one in found] == ["Dana", "Marco", "Oskar"][:number]


def test_the_assessor_quotes_it_into_the_words_once_and_the_person_hears_of_it_only_in_them(at_ivan, cast, sign_in):
    feed_back(at_ivan, cast.marco)
    locked(at_ivan, cast)
    result, client = words_of(cast), sign_in(cast.mei)
    page = text(client.get(f"/results/{result.pk}/words/"))
    assert SAID in page
    key = re.search(r'name="quote" value="([^"]+)"', page).group(1)
    for number in (0, 1):
        sent = {"version": number, "words": "Thank you." if not number else f"Thank you.\n\n{SAID}", "quote": key}
        assert client.post(f"/results/{result.pk}/words/save/", sent).status_code == 302
    result.refresh_from_db()
    assert result.words == f"Thank you.\n\n{SAID}"
    assert (result.state, SAID in text(sign_in(cast.ivan).get("/my-results/"))) == ("standing", False)


def test_a_key_of_somebody_elses_quotes_nothing(at_ivan, cast, sign_in):
    made = feed_back(at_ivan, cast.marco)
    workflow.open_stop(at_ivan, cast.mei, stop_of(at_ivan, cast.ines))
    locked(at_ivan, cast)
    result = Result.objects.get(subject=cast.ines)
    sign_in(cast.noor).post(f"/results/{result.pk}/words/save/", {"version": 0, "words": "Hello.", "quote": made.pk})
    result.refresh_from_db()
    assert result.words == "Hello."


# -- the page --------------------------------------------------------------------------------------


def test_both_are_saved_from_the_page_as_they_are_typed_or_by_a_press(at_ivan, cast, sign_in, at):
    client = sign_in(cast.marco)
    assert "Write for yourself, or for Ivan" in text(client.get(at()))
    here = f"stops/{at_ivan.stop.pk}/"
    saved = client.post(at(f"{here}note/"), {"version": 0, "text": "Mine."}, headers={"X-Autosave": "1"})
    assert (saved.status_code, saved.json()["version"]) == (200, 1)
    late = client.post(at(f"{here}note/"), {"version": 0, "text": "Other."}, headers={"X-Autosave": "1"})
    assert (late.status_code, late.json()["fields"]) == (409, {"text": "Mine."})
    long = client.post(at(f"{here}note/"), {"version": 1, "text": "x" * 4001}, headers={"X-Autosave": "1"})
    assert (long.status_code, list(long.json()["errors"])) == (400, ["text"])
    assert client.post(at(f"{here}feedback/"), {"version": 0, "text": SAID}).status_code == 302
    page = text(client.get(at(here)))
    assert "Mine." in page
    assert SAID in page
    workflow.check_out(at_ivan, cast.marco)
    page = text(sign_in(cast.marco).get(at(here)))
    assert "Mine." in page
    assert "<textarea" not in page
    assert "Write for yourself, or" not in text(sign_in(cast.mei).get(at()))
    assert "Write for yourself" in text(sign_in(cast.mei).get(at()))


# -- of the whole meeting ----------------------------------------------------------------------------


def whole(meeting, by, words="Begin with the line managers next time.", number=0):
    return workflow.save_note_of_the_meeting(meeting, by, number, words)


def test_a_note_of_the_whole_meeting_is_its_authors_alone_and_beside_those_of_people(at_ivan, cast):
    note(at_ivan, cast.marco)
    row = whole(at_ivan, cast.marco)
    assert row.subject is None
    assert sorted(reads(PrivateNote, cast.marco)) == [
        "Ask him about November.",
        "Begin with the line managers next time.",
    ]
    for person in (cast.mei, cast.petra, cast.dana, cast.ivan):
        assert reads(PrivateNote, person) == []
    assert whole(at_ivan, cast.marco, "Another.", 1).pk == row.pk
    with pytest.raises(Stale):
        whole(at_ivan, cast.marco, "A third.", 1)


def test_it_is_written_in_the_room_and_until_the_lock(at_ivan, cast):
    with pytest.raises(NotAllowed):
        whole(at_ivan, cast.dilan)
    locked(at_ivan, cast)
    with pytest.raises(Conflict, match="locked"):
        whole(at_ivan, cast.marco)


def test_the_page_keeps_it_as_it_is_typed_and_shows_it_after_the_lock(at_ivan, cast, sign_in, at):
    browser = sign_in(cast.marco)
    page = text(browser.get(at("")))
    assert 'data-key="m"' in page
    assert "Write a note on the whole meeting" in page
    kept = browser.post(at("note/"), {"version": 0, "text": "Shorter, please."}, headers={"X-Autosave": "1"})
    assert kept.json()["version"] == 1
    other = browser.post(at("note/"), {"version": 0, "text": "Longer."}, headers={"X-Autosave": "1"})
    assert (other.status_code, other.json()["fields"]) == (409, {"text": "Shorter, please."})
    assert "Shorter, please." in text(browser.get(at("")))
    locked(at_ivan, cast)
    assert "Your own note on the meeting" in text(browser.get(at("")))
    assert "Shorter, please." not in text(sign_in(cast.dana).get(at("")))


def test_who_has_no_part_in_the_open_turn_can_note_all_the_same(at_ivan, cast, sign_in, at):
    workflow.recuse(at_ivan, cast.dana, cast.ivan)
    page = text(sign_in(cast.dana).get(at("")))
    assert "This turn is not for you" in page
    assert "Write for yourself about the whole meeting" in page

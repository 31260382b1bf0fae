"""A release without those whose words are missing: named before, still owed after, and following by the same act."""

from datetime import date

import pytest

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from reviews.models import Group, Message, Reminder, Result
from reviews.telling import notices, workflow
from reviews.telling.workflow import Words
from tests.reviews.telling.story import WORDS, make_story, text, word_all


@pytest.fixture
def partly(story):
    """Monday, 21 December: Ivan and Lena are released; Noor is away, and Ines's words are missing."""
    word_all(story, but=("ines",))
    workflow.release(story.group, story.cast.petra, missing=1)
    story.group.refresh_from_db()
    return story


def states() -> dict[str, str]:
    return dict(Result.objects.values_list("subject__name", "state"))


def write_to_ines(story) -> Result:
    asked = {"asked": "Reach.", "asked_by_on": date(2027, 3, 31), "support": "Noor reads along."}
    ines = Result.objects.get(subject=story.cast.ines)
    return workflow.word(
        workflow.save_words(ines, story.cast.noor, ines.draft_number, Words(WORDS, **asked)), story.cast.noor
    )


def asked_of(person, day=date(2026, 12, 21)) -> list[str]:
    return [thing.sentence for thing in notices.owed(type(person).objects.get(pk=person.pk), day)]


def finalising(story) -> str:
    return f"/groups/{story.group.pk}/finalising/"


def release(story) -> str:
    return f"/groups/{story.group.pk}/release/"


# -- the act ---------------------------------------------------------------------------------------


def test_those_who_are_done_are_released_and_the_others_are_not(partly):
    assert states() == {"Ivan": "released", "Lena": "released", "Ines": "standing"}
    assert sorted(Message.objects.values_list("person__name", flat=True)) == ["Ivan", "Lena"]
    assert (partly.group.state, partly.group.released_on) == ("telling", date(2026, 12, 21))


@pytest.mark.parametrize("missing", [0, 2, 3])
def test_another_number_than_was_seen_to_be_missing_releases_nothing(story, missing):
    word_all(story, but=("ines",))
    with pytest.raises(Conflict) as refused:
        workflow.release(story.group, story.cast.petra, missing=missing)
    assert refused.value.sentence == "The words to 1 person are not done yet: Ines. Nothing was released."
    assert (Group.objects.get().state, Message.objects.count()) == ("finalising", 0)


def test_where_all_became_done_meanwhile_it_is_looked_at_again(story):
    word_all(story)
    with pytest.raises(Conflict) as refused:
        workflow.release(story.group, story.cast.petra, missing=1)
    assert refused.value.sentence == "Everybody’s words are done meanwhile. Nothing was released; look again."
    assert Message.objects.count() == 0


def test_with_nobody_s_words_done_there_is_nothing_to_release(story):
    with pytest.raises(Conflict, match="Nothing is done"):
        workflow.release(story.group, story.cast.petra, missing=3)
    assert Group.objects.get().state == "finalising"


@pytest.mark.parametrize("person", ["pavel", "dana", "noor", "mei", "ines", "otto"])
def test_nobody_but_people_ops_releases_without_some_or_those_who_follow(story, person):
    word_all(story, but=("ines",))
    by = getattr(story.cast, person)
    with pytest.raises(NotAllowed):
        workflow.release(story.group, by, missing=1)
    workflow.release(story.group, story.cast.petra, missing=1)
    write_to_ines(story)
    with pytest.raises(NotAllowed):
        workflow.release(story.group, by)
    assert states()["Ines"] == "worded"


def test_whoever_follows_is_owed_and_reads_from_their_own_release_on(partly, on_the_day):
    on_the_day.move_to("2026-12-23T10:00:00Z")
    write_to_ines(partly)
    [owed] = workflow.release(partly.group, partly.cast.petra)
    assert (owed.person, owed.owner, owed.due_on) == (partly.cast.ines, partly.cast.noor, date(2026, 12, 30))
    opens = dict(Result.objects.values_list("subject__name", "opens_on"))
    assert opens == {"Ivan": date(2026, 12, 28), "Lena": date(2026, 12, 28), "Ines": date(2026, 12, 30)}
    assert Reminder.objects.filter(recipient=partly.cast.noor, due_on=date(2026, 12, 30)).count() == 1
    partly.group.refresh_from_db()
    assert partly.group.released_on == date(2026, 12, 21)
    assert Event.objects.filter(verb="release", thing="reviews.group").count() == 1
    assert Event.objects.filter(verb="release", about=partly.cast.ines, by=partly.cast.petra).count() == 1
    with pytest.raises(Conflict, match="released already"):
        workflow.release(partly.group, partly.cast.petra)


def test_words_that_follow_can_be_taken_back_until_they_are_released(partly):
    worded = write_to_ines(partly)
    assert workflow.reword(worded, partly.cast.noor).state == "standing"
    with pytest.raises(Conflict, match="The words to 1 person are not done yet: Ines"):
        workflow.release(partly.group, partly.cast.petra)
    write_to_ines(partly)
    workflow.release(partly.group, partly.cast.petra)
    with pytest.raises(Conflict, match="released, and stand"):
        workflow.reword(worded, partly.cast.noor)
    with pytest.raises(Conflict, match="released, and stand"):
        workflow.save_words(worded, partly.cast.noor, 1, Words("Other words."))


def test_after_the_close_the_words_can_still_be_written_and_released(partly):
    Group.objects.update(state="closed")
    write_to_ines(partly)
    partly.group.refresh_from_db()
    assert [message.person for message in workflow.release(partly.group, partly.cast.petra)] == [partly.cast.ines]
    assert Group.objects.get().state == "closed"


def test_on_its_day_what_followed_is_released_by_itself_once_nothing_is_missing(partly):
    workflow.release_due(date(2026, 12, 22))
    assert states()["Ines"] == "standing"
    write_to_ines(partly)
    workflow.release_due(date(2026, 12, 21))
    assert states()["Ines"] == "worded"
    workflow.release_due(date(2026, 12, 22))
    workflow.release_due(date(2026, 12, 22))
    assert states()["Ines"] == "released"
    assert Message.objects.count() == 3


def test_the_day_alone_releases_nobody_while_words_are_missing(story):
    word_all(story, but=("ines",))
    workflow.release_due(date(2026, 12, 22))
    assert set(states().values()) == {"worded", "standing"}


# -- what each of them sees ------------------------------------------------------------------------


def test_before_it_the_page_says_who_owes_words_to_whom(story, sign_in):
    word_all(story, but=("ines", "lena"))
    petra = sign_in(story.cast.petra)
    page = text(petra.get(finalising(story)))
    assert "The words to 2 people are not done yet. The release is planned for" in page
    owing = page.partition("Who still owes words")[2].partition("</table>")[0]
    assert [name in owing for name in ("Marco", "Lena", "Noor", "Ines", "Mei", "Ivan")] == [True] * 4 + [False] * 2
    assert 'name="missing" value="2"' in page
    assert "Release 1 of 3 in Engineering" in page
    done = text(petra.post(release(story), {"missing": "2"}, follow=True))
    assert "Released. 1 person is to be told." in done
    assert "0 of 1 person has been told." in done
    assert "of which 2 have no words yet" in done
    assert "Who still owes words" in done


def test_the_press_of_somebody_who_saw_other_names_releases_nothing_and_shows_the_page(story, sign_in):
    word_all(story, but=("ines", "lena"))
    refused = sign_in(story.cast.petra).post(release(story), {"missing": "1"})
    assert refused.status_code == 409
    page = text(refused)
    assert "The words to 2 people are not done yet: Ines, Lena. Nothing was released." in page
    assert 'name="missing" value="2"' in page


@pytest.mark.parametrize("missing", ["", "-1", "many", "99999999999999999999", "1\x00"])
def test_a_number_that_is_none_releases_nothing(story, sign_in, missing):
    word_all(story, but=("ines",))
    assert sign_in(story.cast.petra).post(release(story), {"missing": missing}).status_code == 409
    assert Message.objects.count() == 0


def test_whose_words_are_missing_is_said_as_far_as_people_ops_see_it(story, sign_in):
    """Petra keeps away from Ines: of her she reads the number, and can release the others all the same."""
    from reviews.models import Exclusion

    Exclusion.objects.create(group=story.group, person=story.cast.petra, subject=story.cast.ines)
    word_all(story, but=("ines",))
    petra = sign_in(story.cast.petra)
    page = text(petra.get(finalising(story)))
    assert "Ines" not in page
    assert "1 more is missing; whose is not shown to you." in page
    assert petra.post(release(story), {"missing": "1"}).status_code == 302
    assert states() == {"Ivan": "released", "Lena": "released", "Ines": "standing"}


def test_a_director_sees_who_owes_words_and_no_button(story, sign_in):
    word_all(story, but=("ines",))
    page = text(sign_in(story.cast.dana).get(finalising(story)))
    assert "Who still owes words" in page
    assert "<button" not in page.partition('id="main"')[2].partition("</main>")[0]


def test_those_who_follow_are_released_from_the_same_page(partly, sign_in):
    write_to_ines(partly)
    petra = sign_in(partly.cast.petra)
    page = text(petra.get(finalising(partly)))
    assert "Release 1 more in Engineering" in page
    assert "Released. 1 person is to be told." in text(petra.post(release(partly), follow=True))
    after = text(petra.get(finalising(partly)))
    assert "0 of 3 people have been told." in after
    assert "Not released yet" not in after


def test_today_asks_the_manager_for_the_words_and_people_ops_for_the_release(partly):
    cast = partly.cast
    assert asked_of(cast.noor) == ["Write the words to Ines, by Tuesday, 22 December, tomorrow"]
    assert asked_of(cast.petra) == []
    write_to_ines(partly)
    assert asked_of(cast.noor) == []
    assert asked_of(cast.petra) == [
        "Release those in Engineering whose words were missing and are done, by Tuesday, 22 December, tomorrow"
    ]
    workflow.release(partly.group, cast.petra)
    assert asked_of(cast.petra) == []


def test_the_manager_finds_the_words_still_to_be_written(partly, sign_in):
    noor = sign_in(partly.cast.noor)
    page = text(noor.get("/telling/"))
    assert "Words to write" in page
    assert "Not done yet; the others were released on" in page
    ines = Result.objects.get(subject=partly.cast.ines)
    assert "Ines follows when your words are done and People Ops release them." in text(
        noor.get(f"/results/{ines.pk}/words/")
    )


def test_the_person_left_out_learns_the_phase_and_that_no_day_is_set(partly, sign_in, on_the_day):
    ines = sign_in(partly.cast.ines)
    page = text(ines.get("/my-results/"))
    assert "The day on which you hear at the latest is not set yet. It will stand here." in page
    assert "28 December" not in page
    on_the_day.move_to("2026-12-29T10:00:00Z")
    result = Result.objects.get(subject=partly.cast.ines)
    ines = sign_in(partly.cast.ines)
    assert ines.get(f"/my-results/{result.pk}/").status_code == 404
    write_to_ines(partly)
    workflow.release(partly.group, partly.cast.petra)
    assert "Tuesday, 5 January 2027" in text(ines.get("/my-results/"))


def test_a_trial_may_be_released_in_parts_too(cast, on_the_day):
    story = make_story(cast, is_trial=True)
    word_all(story, but=("ines",))
    workflow.release(story.group, cast.petra, missing=1)
    write_to_ines(story)
    workflow.release(story.group, cast.petra)
    assert (Message.objects.count(), Reminder.objects.count()) == (3, 0)

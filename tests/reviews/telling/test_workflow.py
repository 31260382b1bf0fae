"""From the lock to the release: results, words, done, and who is owed what."""

from datetime import date, time, timedelta

import pytest

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from reviews.drafts import Stale
from reviews.models import Message, OneOnOne, Reminder, Result
from reviews.telling import board, workflow
from reviews.telling.workflow import Final, Words, make_results
from tests.reviews.telling.story import WORDS, make_story, word_all


def test_results_stand_with_the_ratings_and_the_assessor_as_author(story):
    ivan = story.results["ivan"]
    assert (ivan.state, ivan.author, ivan.overall.word) == ("standing", story.cast.mei, "meeting")
    rows = {(row.axis.code, row.against, row.against_role.code, row.point.word) for row in ivan.axes.all()}
    assert rows == {("craft", "current", "IC1", "meeting"), ("reach", "current", "IC1", "exceeding")}
    assert Event.objects.filter(verb="make", about=story.cast.ivan, by=story.cast.petra, after="standing").count() == 1


def test_results_are_made_once(story):
    with pytest.raises(Conflict, match="stand already"):
        make_results(story.group, {}, story.cast.petra)


def test_ratings_of_somebody_who_is_not_on_the_roster_lock_nothing(story):
    Result.objects.all().delete()
    with pytest.raises(Conflict, match="not on the roster"):
        make_results(story.group, {story.cast.tariq.pk: Final(None, {})}, story.cast.petra)
    assert Result.objects.count() == 0


def test_the_author_writes_and_the_draft_is_counted(story):
    saved = workflow.save_words(story.results["ivan"], story.cast.mei, 0, Words("First."))
    saved = workflow.save_words(saved, story.cast.mei, 1, Words("Second."))
    assert (saved.words, saved.draft_number, saved.state) == ("Second.", 2, "standing")
    assert Event.objects.filter(thing="reviews.result").exclude(verb="make").count() == 0


def test_the_later_of_two_writers_is_told_and_the_first_text_stands(story):
    workflow.save_words(story.results["ivan"], story.cast.mei, 0, Words("From the desk."))
    with pytest.raises(Stale) as told:
        workflow.save_words(story.results["ivan"], story.cast.mei, 0, Words("From the telephone."))
    assert told.value.stored.words == "From the desk."
    assert Result.objects.get(subject=story.cast.ivan).words == "From the desk."


def test_the_same_text_sent_twice_is_one_draft(story):
    workflow.save_words(story.results["ivan"], story.cast.mei, 0, Words("Once."))
    saved = workflow.save_words(story.results["ivan"], story.cast.mei, 0, Words("Once."))
    assert saved.draft_number == 1


@pytest.mark.parametrize("person", ["ivan", "marco", "dana", "petra", "hanne", "otto"])
def test_nobody_else_writes_or_says_done(story, person):
    by = getattr(story.cast, person)
    with pytest.raises(NotAllowed):
        workflow.save_words(story.results["ivan"], by, 0, Words("Mine."))
    with pytest.raises(NotAllowed):
        workflow.word(story.results["ivan"], by)
    with pytest.raises(NotAllowed):
        workflow.reword(story.results["ivan"], by)


def test_words_are_done_and_can_be_taken_back(story):
    saved = workflow.save_words(story.results["ivan"], story.cast.mei, 0, Words(WORDS))
    worded = workflow.word(saved, story.cast.mei)
    assert worded.state == "worded"
    with pytest.raises(Conflict, match="Take them back first"):
        workflow.save_words(worded, story.cast.mei, 1, Words("More."))
    with pytest.raises(Conflict, match="already"):
        workflow.word(worded, story.cast.mei)
    assert workflow.reword(worded, story.cast.mei).state == "standing"
    assert workflow.save_words(worded, story.cast.mei, 1, Words("More.")).words == "More."


def test_done_without_words_is_refused(story):
    with pytest.raises(Conflict, match="Write something to Ivan first"):
        workflow.word(story.results["ivan"], story.cast.mei)
    assert Result.objects.get(subject=story.cast.ivan).state == "standing"


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [
        ("asked", "Say what is asked of Ines, and on which axis."),
        ("asked_by_on", "Say by when."),
        ("support", "Say what support Ines gets."),
    ],
)
def test_below_standing_says_what_by_when_and_with_what_support(story, left_out, sentence):
    said = {
        "asked": "Reach: one page on the import, read by two teams.",
        "asked_by_on": date(2027, 2, 26),
        "support": "Noor reads each draft within two days.",
    }
    said[left_out] = None if left_out == "asked_by_on" else " "
    saved = workflow.save_words(
        story.results["ines"], story.cast.noor, 0, Words("Ines, here is how it stands.", **said)
    )
    with pytest.raises(Conflict) as refused:
        workflow.word(saved, story.cast.noor)
    assert refused.value.sentence == sentence


def test_what_is_asked_lies_ahead(story):
    saved = workflow.save_words(story.results["ivan"], story.cast.mei, 0, Words(WORDS, asked_by_on=date(2026, 12, 21)))
    assert workflow.missing(saved, date(2026, 12, 21)) == {"asked_by_on": "Choose a day to come."}
    assert workflow.missing(saved, date(2026, 12, 20)) == {}


def test_while_decisions_are_open_words_are_kept_and_not_done(cast, on_the_day):
    story = make_story(cast, state="deciding")
    saved = workflow.save_words(story.results["ivan"], cast.mei, 0, Words(WORDS))
    with pytest.raises(Conflict, match="once every decision"):
        workflow.word(saved, cast.mei)
    assert Result.objects.get(subject=cast.ivan).words == WORDS


# -- the release -----------------------------------------------------------------------------------


def test_without_everybody_s_words_nothing_is_released(story):
    word_all(story, but=("ivan", "ines"))
    with pytest.raises(Conflict) as refused:
        workflow.release(story.group, story.cast.petra)
    assert refused.value.sentence == "The words to 2 people are not done yet: Ines, Ivan. Nothing was released."
    story.group.refresh_from_db()
    assert (story.group.state, Message.objects.count(), story.group.released_on) == ("finalising", 0, None)


@pytest.mark.parametrize("person", ["pavel", "dana", "mei", "ivan", "otto", "oskar"])
def test_only_people_ops_of_the_group_release(story, person):
    word_all(story)
    with pytest.raises(NotAllowed):
        workflow.release(story.group, getattr(story.cast, person))
    assert Message.objects.count() == 0


def test_a_release_makes_each_result_a_message_owed_by_its_author(story):
    word_all(story)
    OneOnOne.objects.create(
        manager=story.cast.mei,
        report=story.cast.ivan,
        first_on=date(2026, 11, 5),
        at=time(14),
        time_zone="Europe/Berlin",
        every_weeks=1,
    )
    OneOnOne.objects.create(  # four weeks on: after the day on which Lena reads by herself
        manager=story.cast.marco,
        report=story.cast.lena,
        first_on=date(2026, 12, 17),
        at=time(9),
        time_zone="Europe/Berlin",
        every_weeks=4,
    )
    workflow.release(story.group, story.cast.petra)
    owed = {m.person.name: (m.owner.name, m.due_on, m.state) for m in Message.objects.all()}
    assert owed == {
        "Ivan": ("Mei", date(2026, 12, 24), "owed"),
        "Lena": ("Marco", date(2026, 12, 28), "owed"),
        "Ines": ("Noor", date(2026, 12, 28), "owed"),
    }
    story.group.refresh_from_db()
    assert (story.group.state, story.group.released_on) == ("telling", date(2026, 12, 21))
    assert set(Result.objects.values_list("state", "opens_on")) == {("released", date(2026, 12, 28))}
    assert set(Reminder.objects.values_list("recipient__name", "due_on")) == {
        ("Mei", date(2026, 12, 24)),
        ("Marco", date(2026, 12, 28)),
        ("Noor", date(2026, 12, 28)),
    }
    assert Event.objects.filter(verb="release", thing="reviews.result", by=story.cast.petra).count() == 3
    assert Event.objects.filter(verb="owe", thing="reviews.message").count() == 3


def test_a_talk_of_this_morning_is_not_the_next_one(story, on_the_day):
    word_all(story)
    OneOnOne.objects.create(
        manager=story.cast.mei,
        report=story.cast.ivan,
        first_on=date(2026, 12, 7),
        at=time(10, 30),  # in Berlin, half an hour before the release
        time_zone="Europe/Berlin",
    )
    workflow.release(story.group, story.cast.petra)
    assert Message.objects.get(person=story.cast.ivan).due_on == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("at", "due_on"),
    [
        (time(10, 59), date(2026, 12, 28)),  # over a minute before the release
        (time(11, 1), date(2026, 12, 21)),  # a minute after it: the next one, and owed there
    ],
)
def test_of_two_talks_on_the_day_of_the_release_only_one_that_comes_after_it_counts(story, at, due_on):
    """It is released at 11:00 in Berlin, and what is owed by a day is not overdue on that day."""
    word_all(story)
    OneOnOne.objects.create(
        manager=story.cast.mei, report=story.cast.ivan, first_on=date(2026, 12, 7), at=at, time_zone="Europe/Berlin"
    )
    workflow.release(story.group, story.cast.petra)
    message = Message.objects.get(person=story.cast.ivan)
    assert message.due_on == due_on
    assert board.told_of(story.group, date(2026, 12, 21)).past == 0


def test_a_second_release_is_a_conflict(story):
    word_all(story)
    workflow.release(story.group, story.cast.petra)
    with pytest.raises(Conflict, match="released already"):
        workflow.release(story.group, story.cast.petra)
    assert Message.objects.count() == 3


def test_a_trial_reminds_nobody(cast, on_the_day):
    story = make_story(cast, is_trial=True)
    word_all(story)
    workflow.release(story.group, cast.petra)
    workflow.hold(Message.objects.get(person=cast.ivan), cast.mei, date(2026, 12, 23))
    assert (Message.objects.count(), Reminder.objects.count()) == (3, 0)


def test_the_day_itself_releases_what_is_done_and_leaves_what_is_not(story):
    workflow.release_due(date(2026, 12, 22))
    assert Message.objects.count() == 0
    word_all(story)
    workflow.release_due(date(2026, 12, 21))
    assert Message.objects.count() == 0
    workflow.release_due(date(2026, 12, 22))
    workflow.release_due(date(2026, 12, 22))
    assert Message.objects.count() == 3
    assert set(Event.objects.filter(verb="release").values_list("by", flat=True)) == {None}


def test_a_result_is_never_released_alone(story):
    from accounts.moves import move

    word_all(story)
    with pytest.raises(NotAllowed):
        move(story.results["ivan"], "release", story.cast.petra)


def test_words_stand_once_released(story):
    word_all(story)
    workflow.release(story.group, story.cast.petra)
    with pytest.raises(Conflict, match="released, and stand"):
        workflow.save_words(story.results["ivan"], story.cast.mei, 0, Words("Other words."))
    with pytest.raises(Conflict, match="released, and stand"):
        workflow.reword(story.results["ivan"], story.cast.mei)
    assert Result.objects.get(subject=story.cast.ivan).words == WORDS


# -- telling ---------------------------------------------------------------------------------------


@pytest.fixture
def message(story):
    word_all(story)
    workflow.release(story.group, story.cast.petra)
    return Message.objects.get(person=story.cast.ivan)


def test_told_is_told_once_and_the_reminder_ends(story, message):
    told = workflow.tell(message, story.cast.mei)
    assert (told.state, told.result.state) == ("told", "told")
    assert told.result.told_at is not None
    assert Reminder.objects.get(object_id=str(message.pk)).is_off is True
    with pytest.raises(Conflict, match="already"):
        workflow.tell(message, story.cast.mei)
    assert Event.objects.filter(verb="tell", about=story.cast.ivan).count() == 2


@pytest.mark.parametrize("person", ["ivan", "marco", "dana", "petra", "hanne"])
def test_nobody_else_tells_or_holds(story, message, person):
    by = getattr(story.cast, person)
    for act in (workflow.tell, workflow.resume):
        with pytest.raises(NotAllowed):
            act(message, by)
    with pytest.raises(NotAllowed):
        workflow.hold(message, by, date(2026, 12, 23))


def test_it_can_be_held_until_the_person_reads_by_themselves(story, message):
    for day in (date(2026, 12, 21), date(2026, 12, 20), date(2026, 12, 29)):
        with pytest.raises(Conflict, match="Hold it until a day after today"):
            workflow.hold(message, story.cast.mei, day)
    Message.objects.filter(pk=message.pk).update(due_on=date(2026, 12, 23))
    held = workflow.hold(message, story.cast.mei, date(2026, 12, 28))
    assert (held.state, held.hold_until, held.due_on) == ("held", date(2026, 12, 28), date(2026, 12, 28))
    assert workflow.resume(held, story.cast.mei).state == "owed"


def test_holding_moves_the_reminder(story, message):
    Message.objects.filter(pk=message.pk).update(due_on=date(2026, 12, 23))
    Reminder.objects.filter(object_id=str(message.pk)).update(due_on=date(2026, 12, 23))
    workflow.hold(Message.objects.get(pk=message.pk), story.cast.mei, date(2026, 12, 25))
    rows = Reminder.objects.filter(object_id=str(message.pk)).values_list("due_on", "is_off")
    assert sorted(rows) == [(date(2026, 12, 23), True), (date(2026, 12, 25), False)]


def test_only_the_person_answers_and_only_after_told(story, message):
    for act in (workflow.confirm, workflow.not_yet):
        with pytest.raises(Conflict, match="once you have been told"):
            act(message, story.cast.ivan)
        with pytest.raises(NotAllowed):
            act(message, story.cast.mei)
    with pytest.raises(Conflict, match="once you have been told"):
        workflow.reply(message, story.cast.ivan, "Thank you.")
    with pytest.raises(NotAllowed):
        workflow.reply(message, story.cast.petra, "Thank you.")


def test_the_person_says_not_yet_and_later_confirms_for_good(story, message):
    workflow.tell(message, story.cast.mei)
    assert workflow.not_yet(message, story.cast.ivan).answer == "not_yet"
    assert workflow.confirm(message, story.cast.ivan).answer == "confirmed"
    assert workflow.confirm(message, story.cast.ivan).answer == "confirmed"
    with pytest.raises(Conflict, match="confirmed already"):
        workflow.not_yet(message, story.cast.ivan)
    assert Event.objects.filter(verb__in=["confirm", "not_yet"], by=story.cast.ivan).count() == 2


def test_a_reply_is_on_the_record_once(story, message):
    workflow.tell(message, story.cast.mei)
    workflow.reply(message, story.cast.ivan, "I want to take the export further.")
    workflow.reply(message, story.cast.ivan, "I want to take the export further.")
    with pytest.raises(Conflict, match="on the record already"):
        workflow.reply(message, story.cast.ivan, "Other words.")
    message.refresh_from_db()
    assert message.reply == "I want to take the export further."
    assert Event.objects.filter(verb="reply").count() == 1


def test_telling_stays_owed_after_the_close(story, message):
    type(story.group).objects.filter(pk=story.group.pk).update(state="closed")
    assert workflow.tell(message, story.cast.mei).state == "told"


def test_seven_days_are_a_setting(cast, on_the_day):
    story = make_story(cast, tell_within_days=3)
    word_all(story)
    workflow.release(story.group, cast.petra)
    assert set(Message.objects.values_list("due_on", flat=True)) == {date(2026, 12, 21) + timedelta(days=3)}

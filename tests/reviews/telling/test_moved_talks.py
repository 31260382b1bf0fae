"""A one-on-one that is moved after the release takes along what is still to be told, and its reminder."""

from datetime import date, time

import pytest

from reviews.models import Mail, Message, OneOnOne, Reminder
from reviews.telling import reminding, talks, workflow
from tests.reviews.telling.story import make_story, word_all

THURSDAYS = {"first_on": date(2026, 11, 5), "at": time(14), "time_zone": "Europe/Berlin", "every_weeks": 1}
TUESDAYS = THURSDAYS | {"first_on": date(2026, 11, 3)}


@pytest.fixture
def released(story):
    """Released on Monday, 21 December; Mei meets Ivan on Thursdays, and everybody reads from the next Monday on."""
    OneOnOne.objects.create(manager=story.cast.mei, report=story.cast.ivan, **THURSDAYS)
    word_all(story)
    workflow.release(story.group, story.cast.petra)
    assert due(story) == date(2026, 12, 24)
    return story


def owed(story) -> Message:
    return Message.objects.get(person=story.cast.ivan)


def due(story) -> date:
    return owed(story).due_on


def reminders(story) -> list[tuple[date, bool, bool]]:
    """Day, whether it is off, whether its mail is written."""
    rows = reminding.reminders_of(owed(story)).order_by("due_on")
    return [(row.due_on, row.is_off, row.mail_id is not None) for row in rows]


def test_the_day_follows_the_talk_and_the_reminder_follows_the_day(released):
    [moved] = talks.arrange(released.cast.mei, released.cast.ivan, **TUESDAYS)
    assert (moved.person, due(released)) == (released.cast.ivan, date(2026, 12, 22))
    assert reminders(released) == [(date(2026, 12, 22), False, False), (date(2026, 12, 24), True, False)]
    reminding.remind(date(2026, 12, 22))
    assert [mail.subject for mail in Mail.objects.all()] == ["You owe a talk to 1 person by Tuesday, 22 December"]


def test_moved_and_moved_back_it_is_reminded_of_on_the_old_day(released):
    talks.arrange(released.cast.mei, released.cast.ivan, **TUESDAYS)
    talks.arrange(released.cast.mei, released.cast.ivan, **THURSDAYS)
    assert reminders(released) == [(date(2026, 12, 22), True, False), (date(2026, 12, 24), False, False)]


def test_a_talk_after_the_day_of_reading_is_owed_by_that_day(released):
    talks.arrange(released.cast.mei, released.cast.ivan, **TUESDAYS | {"first_on": date(2027, 1, 5)})
    assert due(released) == date(2026, 12, 28)


def test_without_a_talk_any_more_it_is_owed_by_the_day_of_reading(released):
    talks.end(OneOnOne.objects.get(), released.cast.mei)
    assert due(released) == date(2026, 12, 28)
    assert reminders(released) == [(date(2026, 12, 24), True, False), (date(2026, 12, 28), False, False)]


def test_a_first_talk_draws_it_near(released):
    talks.arrange(released.cast.marco, released.cast.lena, **TUESDAYS)
    assert Message.objects.get(person=released.cast.lena).due_on == date(2026, 12, 22)


def test_a_mail_that_was_sent_stays_and_the_new_day_gets_its_own(released, on_the_day):
    on_the_day.move_to("2026-12-24T15:00:00Z")
    reminding.remind(date(2026, 12, 24))
    talks.arrange(released.cast.mei, released.cast.ivan, **THURSDAYS | {"first_on": date(2026, 11, 6)})
    assert due(released) == date(2026, 12, 25)
    assert reminders(released) == [(date(2026, 12, 24), False, True), (date(2026, 12, 25), False, False)]
    for _ in range(2):
        reminding.remind(date(2026, 12, 25))
    assert [mail.subject for mail in Mail.objects.order_by("made_at")] == [
        "You owe a talk to 1 person by Thursday, 24 December",
        "You owe a talk to 1 person by Friday, 25 December",
    ]


def test_a_hold_is_not_undone_by_an_earlier_talk(released):
    workflow.hold(owed(released), released.cast.mei, date(2026, 12, 26))
    talks.arrange(released.cast.mei, released.cast.ivan, **TUESDAYS)
    assert (due(released), owed(released).hold_until) == (date(2026, 12, 26), date(2026, 12, 26))


def test_what_was_told_and_what_others_owe_stays_where_it_was(released):
    workflow.tell(owed(released), released.cast.mei)
    assert talks.arrange(released.cast.mei, released.cast.ivan, **TUESDAYS) == []
    talks.arrange(released.cast.noor, released.cast.ines, **TUESDAYS)
    rows = Message.objects.values_list("person__name", "due_on")
    assert dict(rows) == {"Ivan": date(2026, 12, 24), "Ines": date(2026, 12, 22), "Lena": date(2026, 12, 28)}
    assert reminders(released) == [(date(2026, 12, 24), True, False)]


def test_a_trial_still_reminds_nobody(cast, on_the_day):
    story = make_story(cast, is_trial=True)
    word_all(story)
    workflow.release(story.group, cast.petra)
    talks.arrange(cast.mei, cast.ivan, **TUESDAYS)
    assert (due(story), Reminder.objects.count()) == (date(2026, 12, 22), 0)


def test_the_page_says_by_when_it_is_owed_now(released, sign_in):
    mei = sign_in(released.cast.mei)
    sent = {"report": released.cast.ivan.pk, "first_on": "2026-11-03", "at": "14:00"}
    sent |= {"time_zone": "Europe/Berlin", "every_weeks": "1"}
    page = mei.post("/one-on-ones/", sent, follow=True).content.decode()
    assert "What you have to tell Ivan is now owed by Tuesday, 22 December, tomorrow." in page
    again = mei.post("/one-on-ones/", sent, follow=True).content.decode()
    assert "What you have to tell" not in again
    ended = mei.post(f"/one-on-ones/{OneOnOne.objects.get().pk}/end/", follow=True).content.decode()
    assert "What you have to tell Ivan is now owed by Monday, 28 December, in seven days." in ended


# -- over the changes of the clocks: in Berlin on Sunday, 28 March 2027, in New York on Sunday, 14 March 2027 ----------


def owed_in_march(cast, on_the_day, released_at: str) -> None:
    on_the_day.move_to(released_at)
    story = make_story(cast)
    word_all(story)
    workflow.release(story.group, cast.petra)


@pytest.mark.parametrize(
    ("moved_at", "due_on"),
    [
        ("2027-03-28T00:59:00Z", date(2027, 3, 28)),  # 01:59 on the wall, a minute before the clocks go on
        ("2027-03-28T01:30:00Z", date(2027, 3, 28)),  # 03:30: half past two was left out, the talk is now
        ("2027-03-28T01:31:00Z", date(2027, 3, 30)),  # over; the next one lies after the day of reading
    ],
)
def test_a_talk_in_the_hour_that_is_left_out_is_held_an_hour_on(cast, on_the_day, moved_at, due_on):
    owed_in_march(cast, on_the_day, "2027-03-23T10:00:00Z")
    on_the_day.move_to(moved_at)
    talks.arrange(cast.mei, cast.ivan, **THURSDAYS | {"first_on": date(2027, 3, 21), "at": time(2, 30)})
    assert Message.objects.get(person=cast.ivan).due_on == due_on


def test_a_talk_moved_over_the_change_keeps_the_time_on_its_wall(cast, on_the_day):
    """Sunday evening in New York is Monday in UTC before and after the change; the day is New York's."""
    owed_in_march(cast, on_the_day, "2027-03-12T10:00:00Z")
    talks.arrange(
        *(cast.mei, cast.ivan),
        **THURSDAYS | {"first_on": date(2027, 3, 7), "at": time(20), "time_zone": "America/New_York"},
    )
    assert Message.objects.get(person=cast.ivan).due_on == date(2027, 3, 14)
    on_the_day.move_to("2027-03-15T00:00:00Z")  # 20:00 in New York, an hour earlier in UTC than a week before
    talks.arrange(
        *(cast.mei, cast.ivan),
        **THURSDAYS | {"first_on": date(2027, 3, 7), "at": time(20, 1), "time_zone": "America/New_York"},
    )
    assert Message.objects.get(person=cast.ivan).due_on == date(2027, 3, 15)  # today's, where the organisation is

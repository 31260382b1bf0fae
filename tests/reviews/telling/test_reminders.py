"""Reminders: rows that stand before anyone is late, one mail a recipient and day, without a name or a rating."""

from datetime import date

import pytest

from accounts.models import Person
from reviews.models import Mail, Message, Reminder, Result
from reviews.telling import reminding, workflow
from tests.reviews.telling.story import make_group, make_story, word_all


@pytest.fixture
def owed(story):
    """Released on Monday; Mei owes Ivan a talk by Thursday, Marco and Noor theirs by the next Monday."""
    word_all(story)
    workflow.release(story.group, story.cast.petra)
    message = Message.objects.get(person=story.cast.ivan)
    message.due_on = date(2026, 12, 24)
    message.save()
    reminding.plan_anew(message)
    return story


def mails():
    return list(Mail.objects.order_by("made_at").values_list("recipient__name", "subject"))


def test_nobody_is_reminded_before_the_day(owed):
    reminding.remind(date(2026, 12, 23))
    assert mails() == []


def test_on_the_day_one_mail_says_how_many_and_no_more(owed):
    reminding.remind(date(2026, 12, 24))
    assert mails() == [("Mei", "You owe a talk to 1 person by Thursday, 24 December")]
    body = Mail.objects.get().body
    assert body == (
        "Hello Mei,\n\nyou owe a talk about the outcome of a talent review:\n\n"
        "  Thursday, 24 December: 1 person\n\n"
        "Who it is, and what there is to say, stands here:\nhttp://localhost:8000/telling/\n\n"
        "Once you have said there that you told it, this reminder ends.\n"
    )


def test_ticks_do_not_repeat_it(owed):
    for _ in range(3):
        reminding.remind(date(2026, 12, 24))
    reminding.remind(date(2026, 12, 25))
    assert len(mails()) == 1


@pytest.mark.parametrize(
    ("left_on", "mailed"), [(date(2026, 12, 24), 0), (date(2026, 12, 23), 0), (date(2026, 12, 25), 1)]
)
def test_who_is_no_longer_here_on_that_day_gets_no_mail(owed, left_on, mailed):
    Person.objects.filter(pk=owed.cast.mei.pk).update(left_on=left_on)
    reminding.remind(date(2026, 12, 24))
    assert len(mails()) == mailed


def test_what_was_told_is_not_reminded_of(owed):
    workflow.tell(Message.objects.get(person=owed.cast.ivan), owed.cast.mei)
    reminding.remind(date(2026, 12, 24))
    assert mails() == []


def test_several_people_are_one_mail_a_day(owed, cast):
    other = make_group(cast, owed.ladder, name="Another 2026 Q4", covers_from=date(2026, 9, 1))
    from tests.reviews.telling.story import finals

    workflow.make_results(other, finals(cast, owed.ladder), cast.petra)
    type(other).objects.filter(pk=other.pk).update(state="finalising")
    owed.results = {r.subject.name.lower(): r for r in Result.objects.filter(group=other)}
    word_all(owed)
    other.refresh_from_db()
    workflow.release(other, cast.petra)
    reminding.remind(date(2026, 12, 28))
    assert sorted(mails()) == [
        ("Marco", "You owe a talk to 2 people by Monday, 28 December"),
        ("Mei", "You owe a talk to 2 people by Thursday, 24 December"),
        ("Noor", "You owe a talk to 2 people by Monday, 28 December"),
    ]
    mei = Mail.objects.get(recipient=cast.mei).body
    assert "  Thursday, 24 December: 1 person (the day has passed)\n  Monday, 28 December: 1 person\n" in mei


def test_what_falls_due_after_the_day_s_mail_waits_for_the_next(owed, cast):
    reminding.remind(date(2026, 12, 24))
    late = Message.objects.get(person=cast.lena)
    Message.objects.filter(pk=late.pk).update(owner=cast.mei)
    Reminder.objects.filter(object_id=str(late.pk)).update(recipient=cast.mei, due_on=date(2026, 12, 24))
    reminding.remind(date(2026, 12, 24))
    assert len(mails()) == 1
    reminding.remind(date(2026, 12, 25))
    assert len(mails()) == 2


def test_a_deactivated_account_gets_no_mail(owed, cast):
    cast.mei.is_active = False
    cast.mei.save()
    reminding.remind(date(2026, 12, 24))
    assert mails() == []


def test_a_reminder_is_one_row_however_often_it_is_planned(owed):
    message = Message.objects.get(person=owed.cast.ivan)
    reminding.plan(message)
    reminding.plan(message)
    assert Reminder.objects.filter(object_id=str(message.pk), is_off=False).count() == 1


def test_no_mail_says_who_it_is_about_or_what_stands(owed):
    reminding.remind(date(2026, 12, 28))
    said = " ".join(f"{m.subject} {m.body}" for m in Mail.objects.all())
    for word in ("Ivan", "Lena", "Ines", "meeting", "exceeding", "struggling", "IC1", "Engineering"):
        assert word not in said


def test_a_trial_mails_nobody(cast, on_the_day):
    story = make_story(cast, is_trial=True)
    word_all(story)
    workflow.release(story.group, cast.petra)
    reminding.remind(date(2027, 1, 31))
    assert mails() == []

"""Dates that draw near: who is reminded when, once, in one mail, and of what there is still to do."""

import re
from datetime import UTC, date, datetime

import pytest

from reviews.assessments import workflow as assessments
from reviews.cycles import nearing
from reviews.models import Assignment, Cycle, Group, Mail, Reminder
from reviews.telling import reminding
from reviews.telling.digest import Section, of_kind, sections
from tests.reviews.story import fresh, words
from tests.shared import shared


@shared
def nearly(story):
    """Launched on 1 December; to be assessed by Friday the 11th. Mei owes one, Marco two, Noor one."""
    Group.objects.update(launched_at=datetime(2026, 12, 1, 9, tzinfo=UTC))
    return story


def tick(day: date) -> None:
    nearing.plan(day)
    reminding.remind(day)


def mails() -> list[tuple[str, str]]:
    return sorted(Mail.objects.values_list("recipient__name", "subject"))


def test_nobody_is_reminded_four_days_before(nearly):
    tick(date(2026, 12, 7))
    assert mails() == []


def test_three_days_before_each_assessor_gets_one_mail(nearly):
    for _again in range(2):
        tick(date(2026, 12, 8))
    assert mails() == [
        ("Marco", "2 assessments are to be submitted by Friday, 11 December"),
        ("Mei", "1 assessment is to be submitted by Friday, 11 December"),
        ("Noor", "1 assessment is to be submitted by Friday, 11 December"),
    ]
    assert Mail.objects.get(recipient__name="Marco").body == (
        "Hello Marco,\n\nthese assessments are still to be submitted:\n\n"
        "  Engineering 2026 Q4: 2 by Friday, 11 December\n\n"
        "Whom they are about stands here:\nhttp://localhost:8000/my-team/\n\n"
        "Once they are submitted, this reminder ends.\n"
    )


def test_and_once_more_on_the_day_before(nearly):
    for day in (8, 9, 10, 11):
        tick(date(2026, 12, day))
    assert [name for name, _subject in mails()] == ["Marco", "Marco", "Mei", "Mei", "Noor", "Noor"]


def test_who_has_submitted_is_left_alone(nearly, cast):
    assessments.save_draft(nearly.ivan, cast.mei, 0, words(nearly))
    assessments.submit(fresh(nearly.ivan), cast.mei)
    tick(date(2026, 12, 8))
    assert [name for name, _subject in mails()] == ["Marco", "Noor"]


def test_who_submits_before_the_mail_goes_is_left_alone(nearly):
    nearing.plan(date(2026, 12, 8))
    Assignment.objects.filter(assessor__name="Mei").update(state="submitted")
    reminding.remind(date(2026, 12, 8))
    assert [name for name, _subject in mails()] == ["Marco", "Noor"]
    assert Reminder.objects.get(recipient__name="Mei").is_off


def test_a_lost_day_is_made_up_for_until_the_last(nearly):
    tick(date(2026, 12, 9))
    assert [name for name, _subject in mails()] == ["Marco", "Mei", "Noor"]
    tick(date(2026, 12, 12))
    assert len(mails()) == 3


def test_a_trial_mails_nobody(nearly):
    Cycle.objects.update(is_trial=True)
    tick(date(2026, 12, 8))
    assert mails() == []


def test_nobody_is_reminded_of_a_day_before_the_launch(nearly):
    Group.objects.update(launched_at=datetime(2026, 12, 9, 9, tzinfo=UTC))
    tick(date(2026, 12, 9))
    assert mails() == []
    tick(date(2026, 12, 10))
    assert len(mails()) == 3


@pytest.mark.parametrize(("said", "mailed_on"), [("5", [6]), ("3, 1", [8, 10]), ("0", [11]), ("", [])])
def test_the_days_are_a_setting(nearly, said, mailed_on):
    Cycle.objects.update(remind_days=said)
    found = []
    for day in range(4, 13):
        tick(date(2026, 12, day))
        found += [day] * (Mail.objects.filter(recipient__name="Mei").count() - len(found))
    assert found == mailed_on


@pytest.mark.parametrize("said", ["soon", "-1", "31", "1, 2, 3, 4, 5, 6", "1.5", "²"])
def test_other_days_are_refused(said):
    with pytest.raises(ValueError, match=re.escape(said)):
        nearing.days_before(said)


def test_everything_that_is_due_is_said_in_one_mail(nearly, cast, monkeypatch):
    def moved(recipient, reminders, today):
        rows = list(of_kind(reminders, "moved").values())
        where = "http://localhost:8000/cycles/"
        return (
            Section("Moved", "dates have moved:", ["Meet on Monday"], "See:", where, "That is all.", rows)
            if rows
            else None
        )

    monkeypatch.setattr(sections, "_functions", [*sections, moved])
    Reminder.objects.create(kind="moved", object_id="x", recipient=cast.mei, due_on=date(2026, 12, 8))
    tick(date(2026, 12, 8))
    mail = Mail.objects.get(recipient=cast.mei)
    assert mail.subject == "Talent review: what you owe, and what has changed"
    assert "  Engineering 2026 Q4: 1 by Friday, 11 December\n" in mail.body
    assert (
        "\ndates have moved:\n\n  Meet on Monday\n\nSee:\nhttp://localhost:8000/cycles/\n\nThat is all.\n" in mail.body
    )


def test_the_next_tick_of_the_day_writes_nothing(nearly, django_assert_num_queries):
    nearing.plan(date(2026, 12, 8))
    with django_assert_num_queries(2) as asked:
        nearing.plan(date(2026, 12, 8))
    assert [query["sql"].split()[0] for query in asked] == ["SELECT", "SELECT"]

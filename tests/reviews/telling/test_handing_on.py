"""After the lock somebody falls ill: the words and the telling are another's, with what is begun."""

from datetime import date, time

import pytest

from accounts.moves import Conflict
from reviews.cycles.acts.reassigning import reassign
from reviews.models import Message, OneOnOne, Reminder, Result, RosterEntry
from reviews.telling import reminding, workflow
from reviews.telling.workflow import Words


def entry_of(person) -> RosterEntry:
    return RosterEntry.objects.select_related("group__cycle", "subject", "assessor").get(subject=person)


def mails_for(kind: str) -> list[tuple[str, bool]]:
    rows = Reminder.objects.filter(kind=kind).order_by("recipient__name")
    return [(row.recipient.name, not row.is_off) for row in rows.select_related("recipient")]


def test_the_words_begun_go_along(story):
    cast = story.cast
    workflow.save_words(story.results["ivan"], cast.mei, 0, Words("What Mei began."))
    reassign(entry_of(cast.ivan), cast.petra, cast.sam)
    result = Result.objects.get(subject=cast.ivan)
    assert (result.author, result.words) == (cast.sam, "What Mei began.")
    assert list(Result.objects.visible_to(cast.sam)) == [result]
    workflow.word(result, cast.sam)


def test_what_is_owed_is_told_by_another_and_the_reminder_follows(released):
    cast = released.cast
    OneOnOne.objects.create(
        manager=cast.sam, report=cast.ivan, first_on=date(2026, 12, 23), at=time(10), time_zone="UTC"
    )
    Reminder.objects.all().update(is_off=False)
    reassign(entry_of(cast.ivan), cast.petra, cast.sam)
    message = Message.objects.get(person=cast.ivan)
    assert (message.owner, message.due_on) == (cast.sam, date(2026, 12, 23))
    assert mails_for(reminding.TELLING) == [("Marco", True), ("Mei", False), ("Noor", True), ("Sam", True)]
    workflow.tell(message, cast.sam)


def test_who_was_told_already_is_not_handed_on(released):
    cast = released.cast
    workflow.tell(Message.objects.get(person=cast.ivan), cast.mei)
    with pytest.raises(Conflict, match="told already"):
        reassign(entry_of(cast.ivan), cast.petra, cast.sam)
    assert entry_of(cast.ivan).assessor == cast.mei

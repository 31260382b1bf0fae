"""Reminders: rows written in the transaction that causes them, and one digest a recipient and day made of them."""

from collections import Counter
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Task
from accounts.models import Person
from accounts.viewing import viewing
from reviews.models import Mail, Message, Reminder
from reviews.telling.digest import Section, body, message_id, of_kind, sections

TELLING = "message"  # the kind of a reminder that someone is to be told something
THE_TASK = Task("reminders")


def plan(message: Message) -> None:
    """A reminder for the message's day: one row, however often this is called; on again where it went off."""
    Reminder.objects.update_or_create(
        kind=TELLING,
        object_id=str(message.pk),
        recipient_id=message.owner_id,
        due_on=message.due_on,
        defaults={"is_off": False},
    )


def plan_anew(message: Message) -> None:
    """After the day has moved: reminders of other days go off, one of the new day comes."""
    reminders_of(message).exclude(due_on=message.due_on).filter(mail__isnull=True).update(is_off=True)
    plan(message)


def end(message: Message) -> None:
    """Nothing is owed any more: every reminder of the message goes off."""
    reminders_of(message).update(is_off=True)


def reminders_of(message: Message):
    """The reminders of one message."""
    return Reminder.objects.filter(kind=TELLING, object_id=str(message.pk))


def remind(today: date) -> None:
    """On the tick: gathers what is due and still owed into one mail a recipient and day. Safe to run twice.

    Who is no longer here by that day gets none.
    """
    due = Reminder.objects.filter(is_off=False, mail__isnull=True, due_on__lte=today, recipient__is_active=True)
    for recipient in Person.objects.filter(pk__in=due.values("recipient")).exclude(left_on__lte=today):
        _digest(recipient, today)


@viewing(THE_TASK)
@transaction.atomic
def _digest(recipient: Person, today: date) -> Mail | None:
    due = list(
        Reminder.objects.select_for_update(skip_locked=True)
        .filter(is_off=False, mail__isnull=True, due_on__lte=today, recipient=recipient)
        .order_by("due_on")
    )
    of_the_day = message_id("owed", recipient, today)
    if not due or Mail.objects.filter(message_id=of_the_day).exists():
        return None  # what falls due after the day's mail stands on the first page, and in the next day's mail
    with translation.override(settings.LANGUAGE_CODE):
        said = [section for of_one_kind in sections if (section := of_one_kind(recipient, due, today))]
        answered = [one.pk for section in said for one in section.reminders]
        # what nobody owes any more is asked of nobody again
        Reminder.objects.filter(pk__in={one.pk for one in due} - set(answered)).update(is_off=True)
        if not said:
            return None
        mail = Mail.objects.create(
            recipient=recipient,
            address=recipient.email,
            message_id=of_the_day,
            subject=said[0].subject if len(said) == 1 else _("Talent review: what you owe, and what has changed"),
            body=body(recipient, said),
        )
    Reminder.objects.filter(pk__in=answered).update(mail=mail)
    return mail


def day_in_words(day: date) -> str:
    """The day with its weekday, as a mail says it."""
    return date_format(day, "l, j F")


def talks_owed(recipient: Person, reminders: list[Reminder], today: date) -> Section | None:
    """The talks that are still owed to people: how many by which day."""
    rows = of_kind(reminders, TELLING)
    owed = list(
        Message.objects.visible_to(THE_TASK)
        .filter(pk__in=list(rows), owner=recipient)
        .exclude(state=Message.State.TOLD)
    )
    if not owed:
        return None
    by_day = min(message.due_on for message in owed)
    said = ngettext(
        "You owe a talk to %(count)s person by %(day)s", "You owe a talk to %(count)s people by %(day)s", len(owed)
    )
    return Section(
        subject=said % {"count": len(owed), "day": day_in_words(by_day)},
        opening=_("you owe a talk about the outcome of a talent review:"),
        lines=_by_day(owed, today),
        where=_("Who it is, and what there is to say, stands here:"),
        link=settings.SITE_URL + reverse("telling"),
        closing=_("Once you have said there that you told it, this reminder ends."),
        reminders=[rows[str(message.pk)] for message in owed],
    )


def _by_day(owed: list[Message], today: date) -> list[str]:
    days = Counter(message.due_on for message in owed)
    lines = []
    for day, count in sorted(days.items()):
        said = ngettext("%(day)s: %(count)s person", "%(day)s: %(count)s people", count)
        line = said % {"day": day_in_words(day), "count": count}
        lines.append(line + (_(" (the day has passed)") if day < today else ""))
    return lines

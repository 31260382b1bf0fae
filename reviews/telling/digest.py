"""The digest: what each kind of reminder says in the one mail that a person gets in a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from accounts.hooks import Hook
from accounts.models import Person
from reviews.models import Reminder


@dataclass(frozen=True)
class Section:
    """What is said of one kind: no rating, and no name of whom a result is about, for a mail is read on many screens.

    `subject` heads the mail where this is all it says; `reminders` are those that are answered by it.
    """

    subject: str
    opening: str
    lines: list[str]
    where: str
    link: str
    closing: str
    reminders: list[Reminder]


# (recipient, their reminders of every kind that are due, today) → the section of one kind, where it has anything to say
sections: Hook[Callable[[Person, list[Reminder], date], Section | None]] = Hook()


def of_kind(reminders: list[Reminder], kind: str) -> dict[str, Reminder]:
    """By the id of the thing, those of one kind."""
    return {reminder.object_id: reminder for reminder in reminders if reminder.kind == kind}


def message_id(kind: str, recipient: Person, day: date) -> str:
    """Of the one mail of a kind that somebody gets in a day."""
    return f"<{kind}.{recipient.pk}.{day:%Y%m%d}@{urlsplit(settings.SITE_URL).hostname}>"


def body(recipient: Person, said: list[Section]) -> str:
    """The whole mail, as it is sent, and as it is shown before."""
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string("emails/owed.txt", {"recipient": recipient, "sections": said}).strip() + "\n"

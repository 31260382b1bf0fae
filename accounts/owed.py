"""What someone owes today, as every app says it and the first page shows it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.days import day_said, number
from accounts.models import Person

NAMED = 3


@dataclass(frozen=True)
class Owed:
    """One thing to be done: a sentence that names the person and the day, where to do it, and by when; of one that is
    to be done for several people, each with where it is done for them (`whom`: name and address)."""

    sentence: str
    url: str
    due_on: date | None = None
    whom: tuple[tuple[str, str], ...] = ()

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.due_on is not None and self.due_on < today


def due(what: str, url: str, day: date, today: date, whom: tuple[tuple[str, str], ...] = ()) -> Owed:
    """Something with a day, which the sentence says: by when, or once it has passed, when it was due."""
    said = {"what": what, "day": day_said(day, today)}
    if day < today:
        return Owed(_("%(what)s; this was due on %(day)s") % said, url, day, whom)
    return Owed(_("%(what)s, by %(day)s") % said, url, day, whom)


def told_apart(people: Iterable[Person]) -> list[str]:
    """What each of several people is called beside the others: the first name, the whole one where two share that."""
    people = list(people)
    shared = Counter(one.first_name for one in people)
    return [one.first_name if shared[one.first_name] == 1 else one.name for one in people]


def named(names: list[str], most: int = NAMED) -> str:
    """Several people in one sentence: so many by their names, of more one fewer and how many others there are."""
    if len(names) > most:
        more = _("%(number)s more") % {"number": number(len(names) - most + 1)}
        names = [*names[: most - 1], more]
    return get_text_list(names, _("and"))

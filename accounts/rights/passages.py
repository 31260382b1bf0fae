"""Where a person's name stands in texts about others. No machine can tell what such a passage says of whom, so People
Ops look at each, and take out what has to go."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import attrgetter, or_
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts import trail
from accounts.access import seen
from accounts.granting import covers_another, others_who_cover
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from accounts.rights.erasing import waiting_for, words_of
from accounts.rights.holding import hold_on
from accounts.rights.kinds import Held, kinds

TAKEN_OUT = "[…]"
AROUND = 240  # characters shown on either side
SHORTEST = 3  # of a part of a name that is looked for, and of what is taken out
MOST = 200


@dataclass(frozen=True)
class Passage:
    """One text in which the name stands: of what kind, about whom, in what, and the words around the name."""

    held: Held
    pk: Any
    column: str
    about: Person | None
    place: str
    before: str
    name: str
    after: str

    @property
    def key(self) -> str:
        """By which the text is found again."""
        return f"{self.held.model._meta.label_lower}:{self.pk}:{self.column}"


@dataclass(frozen=True)
class Found:
    """The passages that the viewer may read, and how many texts more hold the name that they may not (yet)."""

    passages: list[Passage]
    more: int


def pattern(person: Person) -> re.Pattern[str]:
    """Finds the person's name, each part of it, address and employee id, as words of their own."""
    words = [*words_of(person), *(part for part in person.name.split() if len(part) >= SHORTEST)]
    words.sort(key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def find(person: Person, viewer: Person) -> Found:
    """Every text about others in which the name stands."""
    looked_for = pattern(person)
    passages: list[Passage] = []
    for held in with_texts():
        for row in _readable(held, person, viewer):
            passages += _passages(held, row, looked_for)
    return Found(passages[:MOST], max(0, len(passages) - MOST))


def with_texts() -> list[Held]:
    """Each model with texts once, by the kind that says whom they are about."""
    found: dict[Any, Held] = {}
    for held in kinds():
        if held.texts:
            found.setdefault(held.model, held)
    return list(found.values())


def _naming(held: Held, rows: QuerySet[Any], person: Person) -> QuerySet[Any]:
    words = [*words_of(person), *(part for part in person.name.split() if len(part) >= SHORTEST)]
    return rows.filter(reduce(or_, [Q(**{f"{text}__icontains": word}) for text in held.texts for word in words]))


def _readable(held: Held, person: Person, viewer: Person) -> QuerySet[Any]:
    """Those that the viewer may read and that nobody works on any more; never what is about the viewer."""
    rows = held.model._default_manager.visible_to(viewer).filter(held.settled)  # type: ignore[attr-defined]
    named = _naming(held, rows, person).exclude(**{held.whose: person}).exclude(**{held.whose: viewer})
    return named.select_related(*(path for path in (held.whose, held.place) if path)).order_by("pk")


def _passages(held: Held, row: Any, looked_for: re.Pattern[str]) -> Iterator[Passage]:
    for column in held.texts:
        text = getattr(row, column)
        if match := looked_for.search(text):
            yield Passage(
                held=held,
                pk=row.pk,
                column=column,
                about=attrgetter(held.whose.replace("__", "."))(row),
                place=str(attrgetter(held.place.replace("__", "."))(row)) if held.place else "",
                before=("… " if match.start() > AROUND else "") + text[max(0, match.start() - AROUND) : match.start()],
                name=match.group(),
                after=text[match.end() : match.end() + AROUND] + (" …" if len(text) - match.end() > AROUND else ""),
            )


def is_for_two(person: Person, by: Person) -> bool:
    """Whether this person takes words out now: while an erasure waits that another of People Ops asked for.

    A file of people chooses the names in it, so one person alone could name a puppet by whatever words they want gone.
    Where nobody else deals with the person, one does it alone.
    """
    waiting = waiting_for(person)
    if waiting is not None and waiting.asked_by_id != by.pk:
        return True
    return not others_who_cover(person, by)


@transaction.atomic
def take_out(person: Person, key: str, words: str, by: Person) -> int:
    """Puts `[…]` in the place of these words, wherever they stand in one text; returns how often they did.

    Raises NotAllowed, Http404 for what the viewer may not read, and Conflict where no other person has asked for the
    erasure, where the words do not name the person or do not stand there (any more), or where what is held about its
    subject may not go.
    """
    if not covers_another(by, person):
        raise NotAllowed("take_out")
    if not is_for_two(person, by):
        said = _("It takes two: another person of People Ops asks for the erasure of %(name)s first.")
        raise Conflict(said % {"name": person.name})
    if not pattern(person).search(words):
        raise Conflict(_("Only words in which %(name)s is named can be taken out.") % {"name": person.name})
    held, pk, column = _parsed(key)
    rows = held.model._default_manager.filter(held.settled).exclude(**{held.whose: by})
    row = seen(rows, by, pk=pk)
    subject = attrgetter(held.whose.replace("__", "."))(row)
    if hold_on(subject):
        said = _("There is a hold: nothing that is held about %(name)s may go until it is lifted.")
        raise Conflict(said % {"name": subject.name})
    locked = held.model._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    text = getattr(locked, column)
    if not (times := text.count(words)):
        raise Conflict(_("These words do not stand in that text. Nothing was changed; look again."))
    setattr(locked, column, text.replace(words, TAKEN_OUT))
    locked.save(update_fields=[column])
    trail.record("take_out", locked, by, about=subject)
    return times


def _parsed(key: str) -> tuple[Held, str, str]:
    """The kind, the id and the column that a key names; Http404 for what names none."""
    label, _colon, rest = key.partition(":")
    pk, _colon, column = rest.partition(":")
    for held in with_texts():
        if held.model._meta.label_lower == label and column in held.texts and _is_key(held, pk):
            return held, pk, column
    raise Http404


def _is_key(held: Held, pk: str) -> bool:
    try:
        held.model._meta.pk.to_python(pk)
    except ValidationError:
        return False
    return True

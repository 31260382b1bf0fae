"""Who has read what is written about a person, as that person may know it: by phase within a review, by name outside.

Within: whoever took part in the review while it ran, and the room's screen. What became known of a pitch, a remark, a
vote, a decision or a change in the meeting is counted only once the person was told.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import clock
from accounts.days import number
from accounts.models import Event, Organisation, Person, ReadAbout
from accounts.models.confidential import IN_NO_GROUP
from accounts.readings import words_for
from reviews.models import Group, Part, Participant, Result
from reviews.models.cycles import RELEASED
from reviews.models.results import is_told
from reviews.telling.letter import PHASES


def may_know(subject: Person) -> Q:
    """Of what was read about them, what the subject may know: after the release, and part of it only once told; of what
    they were told elsewhere, at once."""
    released = Exists(Group.objects.filter(pk=OuterRef("group"), state__in=RELEASED))
    told = Exists(Result.objects.filter(is_told(clock.today()), group=OuterRef("group"), subject=subject))
    return Q(released) & (Q(closely=False) | Q(told)) | Q(group=IN_NO_GROUP, closely=False)


class One(NamedTuple):
    """One reading about the person."""

    group: UUID
    by: UUID | None
    at: datetime
    kinds: str


@dataclass
class Named:
    """Somebody who read outside the review."""

    name: str
    href: str
    kinds: list[str]
    days: str


@dataclass
class Review:
    """One review: a line for each phase in which somebody read, and who read outside it: by name, or how many. Without
    a group: the earlier results that were imported, which were read in none."""

    group: Group | None
    phases: list[dict[str, str]] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    unnamed: str = ""

    @property
    def title(self) -> str:
        """What it is called on the page."""
        return self.group.cycle.name if self.group else _("Earlier results, imported")


def groups_of(person: Person) -> QuerySet:
    """The groups in which somebody has read about the person, the one read last first; as rows of (group, instant)."""
    rows = ReadAbout.objects.visible_to(person).filter(subject=person)
    return rows.order_by().values_list("group").annotate(last=Max("at")).order_by("-last", "group")


def reviews(person: Person, groups: Iterable[UUID]) -> list[Review]:
    """What was read about the person in each of these groups; a constant number of queries."""
    wanted = list(groups)
    there = Group.objects.select_related("cycle").in_bulk(wanted)
    read: dict[UUID, list[One]] = defaultdict(list)
    rows = ReadAbout.objects.visible_to(person).filter(subject=person, group__in=wanted).order_by("at")
    for one in rows.values_list("group", "by_id", "at", "kinds"):
        read[one[0]].append(One(*one))
    known = {*there, IN_NO_GROUP}
    steps, parts = _steps(wanted), _parts(wanted, {one.by for some in read.values() for one in some})
    outside = {
        pk: [one for one in some if not _is_within(one, parts, steps[pk])] for pk, some in read.items() if pk in known
    }
    names_are_told = Organisation.objects.filter(readers_are_named=True).exists()
    people = Person.objects.in_bulk({one.by for some in outside.values() for one in some}) if names_are_told else {}
    return [
        Review(
            there.get(pk),
            _phases([one for one in read[pk] if one not in outside[pk]], steps[pk]),
            _named(outside[pk], people) if names_are_told else [],
            _readers(outside[pk]) if outside[pk] and not names_are_told else "",
        )
        for pk in wanted
        if pk in known
    ]


Steps = list[tuple[datetime, str]]


def _steps(groups: list[UUID]) -> dict[UUID, Steps]:
    """By group when it came into which state; that is open to everybody in it."""
    found: dict[UUID, Steps] = defaultdict(list)
    moved = Event.objects.filter(thing="reviews.group", thing_id__in=[str(pk) for pk in groups]).order_by("at")
    for pk, at, state in moved.exclude(after="").values_list("thing_id", "at", "after"):
        found[UUID(pk)].append((at, state))
    return found


def _parts(groups: list[UUID], readers: set[UUID | None]) -> dict[tuple[UUID, UUID], list[datetime | None]]:
    """By group and reader until when each of their parts lasts; being assessed is none."""
    found: dict[tuple[UUID, UUID], list[datetime | None]] = defaultdict(list)
    held = Participant.objects.filter(group__in=groups, person__in=readers - {None}).exclude(part=Part.SUBJECT)
    for group, reader, until in held.values_list("group", "person", "until_at"):
        found[group, reader].append(until)
    return found


def _state(at: datetime, steps: Steps) -> str:
    place = bisect_right(steps, at, key=lambda step: step[0])
    return steps[place - 1][1] if place else ""


def _is_within(one: One, parts: dict[tuple[UUID, UUID], list[datetime | None]], steps: Steps) -> bool:
    """Whether the reader took part then. After the close nobody does, and every reader is named."""
    if one.by is None:
        return True
    held = parts.get((one.group, one.by), [])
    return _state(one.at, steps) != Group.State.CLOSED and any(until is None or one.at <= until for until in held)


def _phases(read: list[One], steps: Steps) -> list[dict[str, str]]:
    """A line for each phase in which somebody read, as components/line.html takes it."""
    by_state: dict[str, list[One]] = defaultdict(list)
    for one in read:
        by_state[_state(one.at, steps)].append(one)
    labels = dict(PHASES)
    order = [*labels, *(state for state in by_state if state not in labels)]
    return [
        {"label": str(labels.get(state, _("While the review ran"))), "state": "done", "note": _readers(by_state[state])}
        for state in order
        if state in by_state
    ]


def _readers(read: list[One]) -> str:
    """How many people, and on which days."""
    count, days = len({one.by for one in read} - {None}), _days(one.at for one in read)
    if not count:
        return _("the screen in the room, %(days)s") % {"days": days}
    said = ngettext("%(number)s person, %(days)s", "%(number)s people, %(days)s", count)
    return said % {"number": number(count), "days": days}


def _named(read: list[One], people: dict[UUID, Person]) -> list[Named]:
    """Each reader once, who read last first."""
    by_reader: dict[UUID, list[One]] = defaultdict(list)
    for one in reversed(read):
        if one.by is not None:
            by_reader[one.by].append(one)
    return [
        Named(
            people[reader].name if reader in people else _("a former colleague"),
            reverse("person", args=[reader]) if reader in people else "",
            words_for(one.kinds for one in some),
            _days(one.at for one in some),
        )
        for reader, some in by_reader.items()
    ]


def _days(instants: Iterable[datetime]) -> str:
    """The days in the reader's zone: one, or from the first to the last."""
    days: list[date] = sorted({timezone.localtime(at).date() for at in instants})
    if len(days) == 1:
        return date_format(days[0], "j F Y")
    first, last = days[0], days[-1]
    shortened = (
        "j" if (first.year, first.month) == (last.year, last.month) else "j F" if first.year == last.year else "j F Y"
    )
    return _("%(first)s to %(last)s") % {"first": date_format(first, shortened), "last": date_format(last, "j F Y")}

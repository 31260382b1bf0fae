"""What People Ops see of the trail: acts and readings as lines, narrowed to a person, an act and days."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms import TrailForm
from accounts.importing.counts import Counts
from accounts.models import Event, Person, ReadAbout, Reading, Sealed
from accounts.readings import words_for
from accounts.sign_in_events import COMING_AND_GOING

NAMED = 4  # people named in one line


@dataclass(frozen=True)
class Line:
    """One line: when, who, what; about whom; and whether it is sealed."""

    at: datetime
    by: Person | None
    who: str
    verb: str
    what: str
    about: list[Person]
    more: int = 0
    note: str = ""
    is_sealed: bool = True

    @property
    def act(self) -> str:
        """The verb in words."""
        return self.verb.replace("_", " ")


def by_day(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """The lines under their days in the reader's zone, in their order."""
    days = groupby(lines, key=lambda line: timezone.localtime(line.at).date())
    return [{"day": day, "lines": list(some)} for day, some in days]


def acts(viewer: Person, asked: TrailForm, person: Person | None, coming_and_going: bool) -> QuerySet[Event]:
    """The acts that the viewer may see, as far as they are asked for: coming and going, or all others."""
    rows = Event.objects.visible_to(viewer).filter(asked.days())
    if person:
        rows = rows.filter(Q(by=person) | Q(about=person))
    if verb := asked.verb():
        rows = rows.filter(verb=verb)
    elif coming_and_going:
        rows = rows.filter(verb__in=COMING_AND_GOING)
    else:
        rows = rows.exclude(verb__in=COMING_AND_GOING)
    sealed = Exists(Sealed.objects.filter(row=OuterRef("pk")))
    return rows.annotate(is_sealed=sealed).select_related("by", "about").order_by("-at", "id")


def act_lines(rows: Iterable[Any]) -> list[Line]:
    """The acts as lines."""
    return [
        Line(
            at=row.at,
            by=row.by,
            who=_who(row.by_id, row.by, _("somebody") if row.verb in COMING_AND_GOING else _("the system")),
            verb=row.verb,
            what=_name_of(row.thing) if row.thing != "accounts.person" else "",
            about=[row.about] if row.about and row.about_id != row.by_id else [],
            note=_note(row),
            is_sealed=row.is_sealed,
        )
        for row in rows
    ]


def _note(row: Any) -> str:
    """From which state to which; of a file of people, which file it was and what it did."""
    if row.verb == "import":
        return _("file %(digest)s…: %(did)s") % {"digest": row.before[:12], "did": Counts.loads(row.after).words()}
    states = [said for said in (row.before, row.after) if said and not _is_an_id(said)]
    return " → ".join(states).replace("_", " ")


def _is_an_id(said: str) -> bool:
    """Whether this is whom something went to, and no state."""
    try:
        UUID(said)
    except ValueError:
        return False
    return True


def readings(viewer: Person, asked: TrailForm, person: Person | None) -> QuerySet[Reading]:
    """The readings that the viewer may see, as far as they are asked for."""
    rows = Reading.objects.visible_to(viewer).filter(asked.days())
    if person:
        known = ReadAbout.objects.visible_to(viewer).exclude(subject=viewer)  # no more than its lines say
        about = known.filter(reading=OuterRef("pk"), subject=person)
        rows = rows.filter(Q(by=person) | Q(Exists(about)))
    return rows.select_related("by").order_by("-at", "id")


def reading_lines(viewer: Person, rows: Iterable[Reading]) -> list[Line]:
    """The readings as lines: of those they were about, the ones that the viewer may see, by name."""
    read: dict[UUID, dict[UUID, set[str]]] = defaultdict(lambda: defaultdict(set))
    about = ReadAbout.objects.visible_to(viewer).exclude(subject=viewer).filter(reading__in=[row.pk for row in rows])
    for reading, subject, kinds in about.values_list("reading", "subject", "kinds"):
        read[reading][subject].add(kinds)
    people = Person.objects.in_bulk({subject for subjects in read.values() for subject in subjects})
    found = []
    for row in rows:
        there = sorted((people[pk] for pk in read[row.pk] if pk in people), key=lambda one: one.name)
        found.append(
            Line(
                at=row.at,
                by=row.by,
                who=_("the screen in the room") if row.screen else _who(row.by_id, row.by),
                verb=_("read") if row.method in ("GET", "HEAD") else _("worked on"),
                what=", ".join(words_for(kinds for some in read[row.pk].values() for kinds in some)),
                about=there[:NAMED],
                more=len(read[row.pk]) - len(there[:NAMED]),
                note=row.route.replace("_", " "),
            )
        )
    return found


def _who(pk: UUID | None, person: Person | None, nobody: str = "") -> str:
    """By whom, as it is said: a person, somebody whose row is gone, or nobody who is known."""
    if person is not None:
        return person.name
    return _("a former colleague") if pk else nobody


def _name_of(thing: str) -> str:
    """A model as it is named in a sentence; what is no model any more, as it stands."""
    try:
        return str(apps.get_model(thing)._meta.verbose_name)
    except (LookupError, ValueError):
        return thing

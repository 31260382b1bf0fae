"""What of a group is new to a reader, in the order of reading: the level, then the name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts import clock
from accounts.doors import Door
from accounts.models import Person
from frameworks.models import ScalePoint, VersionRole
from reviews.models import Assessment, Assignment, Group, Input, Looked, Remark, RosterEntry

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def to_read(group: Group | UUID, viewer: Person) -> QuerySet[RosterEntry]:
    """Those of the group whom the viewer may read, each with `rank` and `is_unread`: somebody else has submitted,
    changed, contributed or remarked something since the viewer looked. Through the door of `readable_by`: what was
    handed in of those is theirs to read."""
    about = {"group": OuterRef("group"), "subject": OuterRef("subject")}
    looked = Looked.objects.filter(**about, reader=viewer).values("at")[:1]
    level = VersionRole.objects.filter(version=OuterRef("version"), role=OuterRef("role"))
    said = Assessment.objects.handed_in().filter(**about, submitted_at__gt=OuterRef("looked_at"))
    remarked = Remark.objects.visible_to(viewer).filter(**about, written_at__gt=OuterRef("looked_at"))
    rows = RosterEntry.objects.readable_by(viewer).filter(group=group, treatment=RosterEntry.Treatment.ASSESS)
    rows = rows.annotate(
        rank=Coalesce(Subquery(level.values("version_level__rank")[:1]), 0),
        looked_at=Coalesce(Subquery(looked), Value(NEVER)),
    )
    contributed = Input.objects.visible_to(viewer).filter(
        **about, state=Input.State.SUBMITTED, submitted_at__gt=OuterRef("looked_at")
    )
    new = reduce(or_, (Exists(found.exclude(author=viewer)) for found in (said, remarked, contributed)))
    return rows.annotate(is_unread=new).order_by("rank", "subject__name", "pk")


def look(entry: RosterEntry, reader: Person, at: datetime | None = None) -> None:
    """Notes that the reader has seen what is written of a subject; `at`: before it was read, so that what came
    meanwhile stays new."""
    row = Looked(group_id=entry.group_id, subject_id=entry.subject_id, reader=reader, at=at or clock.now())
    columns = ["group", "subject", "reader"]
    Looked.objects.bulk_create([row], update_conflicts=True, unique_fields=columns, update_fields=["at"])


# -- all of a group in short ------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """A subject in the order of reading."""

    subject: UUID
    rank: int
    level: str
    is_unread: bool
    assessor: UUID
    assessor_name: str
    name: str
    is_owed: bool


@dataclass(frozen=True, order=True)
class Assessor:
    """Somebody by whom one may ask."""

    name: str
    pk: UUID


@dataclass
class Level:
    """A level of the group: how many are on it, and how many of them have something new."""

    rank: int
    name: str
    people: int = 0
    unread: int = 0


def _placed(viewer: Person, group: UUID) -> QuerySet[RosterEntry, tuple[Any, ...]]:
    owed = Assignment.objects.filter(group=OuterRef("group"), subject=OuterRef("subject"), state=Assignment.State.OPEN)
    columns = ("subject_id", "rank", "role__level__code", "is_unread", "assessor_id", "assessor__name")
    rows = to_read(group, viewer).annotate(is_owed=Exists(owed))
    return rows.values_list(*columns, "subject__name", "is_owed")


PLACED = Door(_placed)


def places(group: Group, viewer: Person) -> list[Place]:
    """Everyone of `to_read`, in order; one query."""
    return [Place(*row) for row in PLACED(viewer, group.pk)]


def levels(there: list[Place]) -> list[Level]:
    """The levels, lowest first."""
    found: dict[int, Level] = {}
    for one in there:
        level = found.setdefault(one.rank, Level(one.rank, one.level))
        level.people += 1
        level.unread += one.is_unread
    return list(found.values())


def beside(there: list[Place], subject: UUID) -> dict[str, UUID | None]:
    """Whom one reads before and after a subject, and the next of whom something is new: from here on, else from the
    beginning."""
    at = next((number for number, one in enumerate(there) if one.subject == subject), None)
    if at is None:
        return {}
    round_again = [one.subject for one in [*there[at + 1 :], *there[:at]] if one.is_unread]
    return {
        "before": there[at - 1].subject if at else None,
        "after": there[at + 1].subject if at + 1 < len(there) else None,
        "unread": next(iter(round_again), None),
    }


# -- some of them -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Narrowed:
    """Whom a reader asks for; empty: everyone."""

    name: str = ""
    assessor: str = ""
    rating: str = ""
    level: str = ""
    unread: bool = False

    def __bool__(self) -> bool:
        return self != Narrowed()

    @property
    def asked(self) -> dict[str, str]:
        """The same as an address has it."""
        said = {name: str(value) for name, value in vars(self).items() if value}
        return said | ({"unread": "1"} if self.unread else {})


def narrowed(asked: Mapping[str, Any], assessors: list[Assessor], ratings: list[str], there: list[Level]) -> Narrowed:
    """What was asked for, as far as it is on offer; the rest is not asked."""

    def one_of(name: str, offered: list[str]) -> str:
        return asked[name] if asked.get(name) in offered else ""

    return Narrowed(
        " ".join(str(asked.get("name", "")).replace("\0", " ").split())[:80],
        one_of("assessor", [str(person.pk) for person in assessors]),
        one_of("rating", ratings),
        one_of("level", [str(level.rank) for level in there]),
        asked.get("unread") == "1",
    )


def narrow(rows: QuerySet[RosterEntry], by: Narrowed) -> QuerySet[RosterEntry]:
    """The rows of `to_read` that are asked for."""
    if by.name:
        rows = rows.filter(subject__name__icontains=by.name)
    if by.assessor:
        rows = rows.filter(assessor=by.assessor)
    if by.level:
        rows = rows.filter(rank=int(by.level))
    if by.rating:
        rated = Assessment.objects.handed_in().filter(overall__word=by.rating)
        rows = rows.filter(Exists(rated.filter(group=OuterRef("group"), subject=OuterRef("subject"))))
    if by.unread:
        rows = rows.filter(Q(is_unread=True))
    return rows


def offered(rows: QuerySet[RosterEntry], there: list[Place]) -> tuple[list[Assessor], list[str]]:
    """By whom and by which rating one may ask: the assessors by name, and the words of the scales; one query."""
    assessors = {Assessor(one.assessor_name, one.assessor) for one in there}
    words = ScalePoint.objects.filter(scale__in=rows.order_by().values("version__scale")).order_by("order", "word")
    return sorted(assessors), list(dict.fromkeys(words.values_list("word", flat=True)))

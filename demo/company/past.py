"""Three closed quarters: what was assessed, what stood after the meeting, and that it was told."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from accounts.models import Person
from demo.company import texts
from demo.company.people import SEED, Company
from frameworks.models import Placement, Role, ScalePoint, Version, VersionAxis
from reviews.models import (
    Assessment,
    Assignment,
    AxisRating,
    Cycle,
    Group,
    Message,
    Part,
    Participant,
    Result,
    ResultAxis,
    RosterEntry,
)

QUARTERS = (
    (1, date(2026, 1, 1), date(2026, 3, 31)),
    (2, date(2026, 4, 1), date(2026, 6, 30)),
    (3, date(2026, 7, 1), date(2026, 9, 30)),
)

# what the story needs to be so: (key, quarter) → (overall, on every axis against the next role or None)
SET = {
    ("lena", 1): ("meeting", None),
    ("lena", 2): ("exceeding", None),
    ("lena", 3): ("exceeding", "meeting"),
    ("ivan", 1): ("meeting", None),
    ("ivan", 2): ("meeting", None),
    ("ivan", 3): ("meeting", None),
    ("noor", 3): ("exceeding", None),
}
# where only some axes were rated against the next role: Marco claims the rest when he pitches Lena
AHEAD = {("lena", 3): ("proficiency", "execution")}


def at(day: date, hour: int = 10) -> datetime:
    """That day at that hour, in UTC."""
    return datetime.combine(day, time(hour), UTC)


class Book:
    """The frameworks' rows, read once: versions, scale points, axes and the next role of each."""

    def __init__(self) -> None:
        self.version = {v.framework.slug: v for v in Version.objects.current().select_related("framework", "scale")}
        self.points = {
            slug: {p.code: p for p in ScalePoint.objects.filter(scale=v.scale)} for slug, v in self.version.items()
        }
        self.axes = {
            slug: [va.axis for va in VersionAxis.objects.filter(version=v).select_related("axis").order_by("order")]
            for slug, v in self.version.items()
        }
        self.role = {(r.framework.slug, r.code): r for r in Role.objects.select_related("framework")}

    def next_role(self, slug: str, code: str) -> Role | None:
        """The next rung of the engineering and support ladders."""
        if slug not in ("engineering", "support") or code >= "IC5":
            return None
        return self.role[slug, f"IC{int(code[2]) + 1}"]


def closed_cycle(name: str, first: date, last: date) -> Cycle:
    """A cycle over these days that was launched two weeks before their end and closed forty days after it."""
    return Cycle.objects.create(
        name=name,
        covers_from=first,
        covers_to=last,
        assess_by=last + timedelta(days=7),
        preview_by=last + timedelta(days=10),
        meet_on=last + timedelta(days=11),
        release_on=last + timedelta(days=18),
        launched_at=at(last - timedelta(days=14)),
        closed_at=at(last + timedelta(days=40)),
    )


def build(company: Company) -> list[Cycle]:
    """Writes the three quarters and returns their cycles, oldest first."""
    book = Book()
    cycles = []
    for quarter, first, last in QUARTERS:
        cycle = closed_cycle(f"Engineering 2026 Q{quarter}", first, last)
        engineering = company.on("engineering")
        managers = [key for key in company.on("ladders") if key not in ("salma", "rune", "tess")]
        parts = Parts(directors=("dana", "dilan"), outside="oskar", observer="petra")
        for name, keys in (("Engineering", engineering), ("Managers", managers)):
            close_group(company, book, cycle, name, keys, quarter, parts)
        cycles.append(cycle)
    return cycles


@dataclass(frozen=True)
class Parts:
    """Who directs a group, who comes from outside, and who observes; by key."""

    directors: tuple[str, ...]
    outside: str
    observer: str


def director_of(company: Company, key: str, directors: tuple[str, ...]) -> str:
    """Which of the directors a person is under; the first where none is above them."""
    above = company.manager.get(key)
    while above is not None and above not in directors:
        above = company.manager.get(above)
    return above or directors[0]


def close_group(
    company: Company, book: Book, cycle: Cycle, name: str, keys: list[str], quarter: int, parts: Parts
) -> Group:
    """Writes one group of a closed cycle: roster, parts, assessments, results and messages; returns the group."""
    people = company.people
    released = cycle.release_on
    group = Group.objects.create(
        cycle=cycle,
        name=name,
        state=Group.State.CLOSED,
        launched_at=cycle.launched_at,
        locked_at=at(cycle.meet_on, 15),
        released_on=released,
        closed_at=cycle.closed_at,
    )
    chance = random.Random(f"{SEED}{cycle.name}{name}")  # noqa: S311 - a demo
    since = {p.person_id: p.from_on for p in Placement.objects.filter(person__in=[people[key] for key in keys])}
    rows: dict[type, list] = {
        model: []
        for model in (RosterEntry, Assignment, Assessment, AxisRating, Result, ResultAxis, Message, Participant)
    }
    for key in keys:
        director = company.people[director_of(company, key, parts.directors)]
        _subject(company, book, group, key, quarter, chance, since, rows, released, director)
    for person, part in parts_of(company, keys, parts):
        rows[Participant].append(
            Participant(group=group, person=person, part=part, from_at=group.launched_at, until_at=group.closed_at)
        )
    for model, made in rows.items():
        model._default_manager.bulk_create(made, batch_size=1000)
    return group


def parts_of(company: Company, keys: list[str], given: Parts) -> list[tuple[Person, str]]:
    """Who takes part in a group, and as what."""
    people = company.people
    assessors = dict.fromkeys(company.manager[key] for key in keys)
    parts = [(people[key], Part.SUBJECT) for key in keys]
    parts += [(people[key], Part.ASSESSOR) for key in assessors]
    for key in given.directors:
        parts += [(people[key], Part.DIRECTOR), (people[key], Part.DECIDER)]
    return [*parts, (people[given.outside], Part.OUTSIDE_DIRECTOR), (people[given.observer], Part.OBSERVER)]


def _subject(company, book, group, key, quarter, chance, since, rows, released, director) -> None:
    subject, author = company.people[key], company.people[company.manager[key]]
    slug, code = company.placed[key]
    role, points = book.role[slug, code], book.points[slug]
    overall, beyond = SET.get((key, quarter)) or (
        chance.choices(("struggling", "meeting", "exceeding"), (1, 9, 3))[0],
        None,
    )
    standing = points[overall].standing
    said = texts.statement(chance, key, quarter, (slug, code), standing)
    written, told = group.cycle.covers_to + timedelta(days=4), released + timedelta(days=chance.randrange(1, 7))
    rows[RosterEntry].append(
        RosterEntry(
            group=group,
            subject=subject,
            role=role,
            version=book.version[slug],
            role_since=since[subject.pk],
            assessor=author,
            director=director,
        )
    )
    rows[Assignment].append(
        Assignment(group=group, subject=subject, assessor=author, state="submitted", submitted_at=at(written))
    )
    assessment = Assessment(
        group=group,
        subject=subject,
        author=author,
        role=role,
        state=Assessment.State.SEALED,
        overall=points[overall],
        statement=said,
        submitted_at=at(written),
        told_lowest="yes" if standing == "below" else "",
        told_lowest_on=written - timedelta(days=20) if standing == "below" else None,
        next_role=book.next_role(slug, code) if beyond else None,
    )
    rows[Assessment].append(assessment)
    result = Result(
        group=group,
        subject=subject,
        author=author,
        role=role,
        version=book.version[slug],
        state=Result.State.TOLD,
        overall=points[overall],
        words=texts.words_to(subject.first_name, standing),
        worded_at=at(released, 8),
        opens_on=released + timedelta(days=7),
        told_at=at(told),
    )
    if standing == "below":
        result.asked = "The dates of the plan hold for two months in a row."
        result.asked_by_on = told + timedelta(days=75)
        result.support = "We look at the plan together every Monday."
    rows[Result].append(result)
    for axis in book.axes[slug]:
        point = points[overall if chance.random() < 0.7 else "meeting"]
        rows[AxisRating].append(AxisRating(assessment=assessment, axis=axis, point=point))
        rows[ResultAxis].append(ResultAxis(result=result, axis=axis, point=point, against_role=role))
        if beyond and axis.code in AHEAD.get((key, quarter), (axis.code,)):
            ahead = book.next_role(slug, code)
            rows[AxisRating].append(AxisRating(assessment=assessment, axis=axis, point=points[beyond], against="next"))
            rows[ResultAxis].append(
                ResultAxis(result=result, axis=axis, point=points[beyond], against="next", against_role=ahead)
            )
    rows[Message].append(
        Message(
            result=result,
            person=subject,
            owner=author,
            state=Message.State.TOLD,
            due_on=told,
            told_at=at(told),
            answer="confirmed",
            answered_at=at(told, 12),
        )
    )

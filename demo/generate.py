"""A synthetic company of any size with full closed cycles: what the benchmarks are run on. No text is a person's."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from accounts import people as acts
from accounts.models import Event, Grant, Organisation, Person, ReportingLine, Team
from demo.company import texts
from demo.company.past import Book, Parts, close_group, closed_cycle
from demo.company.people import FIRST, LAST, NOBODY, Company
from frameworks.models import Placement
from reviews.models import Assessment, Cycle, Group, Remark, Result

SPAN = 8  # reports of each manager
GROUP = 100  # people of a group; fewer in a small company, so that there are always two groups
ROLES = ("IC1", "IC1", "IC2", "IC2", "IC2", "IC3", "IC3", "IC3", "IC4", "IC5")
FIRST_DAY = date(2016, 1, 4)
# the last to be hired have parts of their own in every group, and are not assessed
OPS, OUTSIDE, SCRIBE = "ops", "outside", "scribe"


def company_of(people: int, cycles: int, seed: int, say: Callable[[str], None], under_way: bool = False) -> Company:
    """Writes so many people in a tree of eight reports each, and so many closed quarters, the newest ending 2026-09-30.

    `under_way` adds a quarter that is being assessed, read and met about. Needs the engineering framework published
    and no organisation yet; everything in one transaction.
    """
    chance = random.Random(seed)  # noqa: S311 - a synthetic company
    with transaction.atomic():
        made = _people(people, chance)
        say(f"{people} people")
        book = Book()
        for number, (first, last) in enumerate(_quarters(cycles), start=1):
            cycle = closed_cycle(f"{first.year} Q{(first.month + 2) // 3}", first, last)
            _close(made, book, cycle, number, chance)
            say(f"{cycle.name}: closed")
        if under_way:
            from demo import under_way as running

            say(f"{running.start(made, book, chance).name}: under way")
    return made


def groups_of(company: Company) -> list[tuple[str, list[str], Parts]]:
    """Everyone who is assessed, in groups of a hundred: name, keys and parts of each."""
    keys = [key for key in company.people if key not in ("p0", OPS, OUTSIDE, SCRIBE)]
    size = min(GROUP, 1 + len(keys) // 2)
    found = []
    for start in range(0, len(keys), size):
        part = keys[start : start + size]
        above = tuple(dict.fromkeys(company.manager.get(company.manager[key], "p0") for key in part))[:2]
        found.append((f"Group {1 + start // size:04}", part, Parts(directors=above, outside=OUTSIDE, observer=OPS)))
    return found


def _people(count: int, chance: random.Random) -> Company:
    company = Company()
    Organisation.objects.create(name="Synthetic company", time_zone="UTC")
    teams = Team.objects.bulk_create(Team(name=f"Team {number:05}") for number in range(1 + count // SPAN))
    last = {count - 1: OPS, count - 2: OUTSIDE, count - 3: SCRIBE}
    for number in range(count):
        key = last.get(number, f"p{number}")
        company.people[key] = Person(
            name=f"{chance.choice(FIRST)} {chance.choice(LAST)}",
            email=f"{key}@synthetic.example",
            employee_id=f"S{number:06}",
            team=teams[number // SPAN],
            hired_on=FIRST_DAY + timedelta(days=chance.randrange(3000)),
            onboarded_on=FIRST_DAY + timedelta(days=3100),
            password=NOBODY,
        )
        if number:
            company.manager[key] = f"p{(number - 1) // SPAN}"
        company.placed[key] = ("engineering", chance.choice(ROLES))
    Person.objects.bulk_create(company.people.values(), batch_size=2000)
    ReportingLine.objects.bulk_create(
        (
            ReportingLine(person=company.people[key], manager=company.people[above], from_on=FIRST_DAY)
            for key, above in company.manager.items()
        ),
        batch_size=2000,
    )
    acts.rebuild_closure()
    Grant.objects.create(
        person=company.people[OPS], kind="people_ops", reason="Synthetic", from_at=datetime(2016, 1, 4, tzinfo=UTC)
    )
    book = Book()
    Placement.objects.bulk_create(
        (
            Placement(person=company.people[key], role=book.role[placed], from_on=date(2020, 1, 1))
            for key, placed in company.placed.items()
        ),
        batch_size=2000,
    )
    return company


def _quarters(count: int) -> list[tuple[date, date]]:
    """So many quarters up to the third of 2026, oldest first."""
    year, quarter, found = 2026, 3, []
    for _ in range(count):
        first = date(year, 3 * quarter - 2, 1)
        after = date(year + (quarter == 4), 1 if quarter == 4 else 3 * quarter + 1, 1)
        found.append((first, after - timedelta(days=1)))
        year, quarter = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
    return found[::-1]


def _close(company: Company, book: Book, cycle: Cycle, number: int, chance: random.Random) -> None:
    """Every group of the quarter, with remarks and a trail."""
    for name, keys, parts in groups_of(company):
        group = close_group(company, book, cycle, name, keys, number, parts)
        remark(company, group, keys, chance)
        _trail(group)


def remark(company: Company, group: Group, keys: list[str], chance: random.Random) -> None:
    """Two remarks on each person, by assessors of the group."""
    readers = list(dict.fromkeys(company.manager[key] for key in keys))
    remarks = []
    for key in keys:
        for author in chance.sample(readers, k=min(2, len(readers))):
            if author != key:
                kind = chance.choice(list(texts.REMARKS))
                remarks.append(
                    Remark(
                        group=group, subject=company.people[key], author=company.people[author], kind=kind,
                        text=chance.choice(texts.REMARKS[kind]), example=texts.EXAMPLES.get(kind, ""),
                    )
                )  # fmt: skip
    Remark.objects.bulk_create(remarks, batch_size=2000)


def _trail(group: Group) -> None:
    trail = []
    for model, verb, before, after in (
        (Assessment, "submit", "draft", "submitted"),
        (Assessment, "seal", "submitted", "sealed"),
        (Result, "tell", "released", "told"),
    ):
        for pk, author, subject in model._base_manager.filter(group=group).values_list("pk", "author", "subject"):
            trail.append(
                Event(
                    verb=verb, thing=model._meta.label_lower, thing_id=str(pk), by_id=author, about_id=subject,
                    before=before, after=after,
                )
            )  # fmt: skip
    Event.objects.bulk_create(trail, batch_size=2000)

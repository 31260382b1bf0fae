"""The cast: the people of one small company, the same in every test, in the demo and in the documentation."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts import people as acts
from accounts.models import Grant, Organisation, Person, ReportingLine, Team

# first name: (what they are, manager, team)
PEOPLE = {
    "hanne": ("head of the company", None, "Office"),
    "petra": ("People Ops, whole organisation", "hanne", "People"),
    "pavel": ("People Ops for support only", "petra", "People"),
    "dana": ("director of engineering", "hanne", "Engineering"),
    "dilan": ("director of engineering", "hanne", "Engineering"),
    "oskar": ("director of support", "hanne", "Support"),
    "mei": ("engineering manager", "dana", "Search"),
    "marco": ("engineering manager", "dilan", "Storage"),
    "sam": ("engineering manager", "dana", "Web"),
    "noor": ("IC4 and team lead", "marco", "Storage"),
    "ivan": ("IC1", "mei", "Search"),
    "lena": ("IC3", "marco", "Storage"),
    "ines": ("IC2", "noor", "Storage"),
    "tariq": ("IC2 on Support", "oskar", "Support"),
    "frida": ("framework editor", "petra", "People"),
    "otto": ("operator", "hanne", "Office"),
}


@dataclass(frozen=True)
class Cast:
    """Everyone by first name."""

    hanne: Person
    petra: Person
    pavel: Person
    dana: Person
    dilan: Person
    oskar: Person
    mei: Person
    marco: Person
    sam: Person
    noor: Person
    ivan: Person
    lena: Person
    ines: Person
    tariq: Person
    frida: Person
    otto: Person


def day_of(person: Person) -> date:
    """The day it is where the person lives: around midnight another one than in a test."""
    return timezone.localdate(timezone=ZoneInfo(person.time_zone))


def make_cast() -> Cast:
    """Makes the company: people, reporting lines with their closure, and four grants."""
    Organisation.objects.create(name="Demo company", time_zone="Europe/Berlin")
    teams = {name: Team.objects.create(name=name) for name in dict.fromkeys(t for _, _, t in PEOPLE.values())}
    people = {
        first: Person(
            name=first.capitalize(),
            email=f"{first}@demo.example",
            employee_id=f"E{number:03}",
            team=teams[team],
            hired_on=date(2023, 1, 9),
            onboarded_on=date(2023, 4, 1),
            time_zone="Europe/Berlin",
            password="!",
        )
        for number, (first, (_, _, team)) in enumerate(PEOPLE.items(), start=1)
    }
    Person.objects.bulk_create(people.values())
    ReportingLine.objects.bulk_create(
        ReportingLine(person=people[first], manager=people[manager], from_on=date(2023, 1, 9))
        for first, (_, manager, _) in PEOPLE.items()
        if manager
    )
    acts.rebuild_closure()
    since = datetime(2023, 1, 9, tzinfo=UTC)
    for first, kind, scope in [
        ("petra", "people_ops", None),
        ("pavel", "people_ops", "oskar"),
        ("frida", "framework_editor", None),
        ("otto", "operator", None),
    ]:
        Grant.objects.create(
            person=people[first],
            kind=kind,
            scope=people[scope] if scope else None,
            reason="First grant",
            from_at=since,
        )
    return Cast(**people)

"""The hundred and twenty people of the demo company, who reports to whom, and which role each holds."""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from unicodedata import normalize

from accounts import clock
from accounts import people as acts
from accounts.models import Grant, Organisation, Person, ReportingLine, Team
from demo.cast import CAST, DOMAIN
from frameworks.models import Placement, Role
from reviews.models import OneOnOne

FOUNDED = date(2021, 3, 1)
SEED = 20261209
NOBODY = "!"  # a mark that no password fits

FIRST = [
    "Aiko",
    "Alma",
    "Amir",
    "Anneke",
    "Anton",
    "Arjun",
    "Astrid",
    "Bea",
    "Bilal",
    "Björn",
    "Carla",
    "Cem",
    "Chidi",
    "Clara",
    "Daria",
    "Deniz",
    "Diego",
    "Edith",
    "Elif",
    "Emeka",
    "Emil",
    "Esra",
    "Eva",
    "Farah",
    "Felix",
    "Fiona",
    "Gabor",
    "Greta",
    "Hadi",
    "Hana",
    "Henrik",
    "Hugo",
    "Ida",
    "Ilse",
    "Imran",
    "Ingrid",
    "Iris",
    "Jana",
    "Javier",
    "Jin",
    "Jonas",
    "Joya",
    "Julia",
    "Kaan",
    "Kamila",
    "Karim",
    "Kofi",
    "Laila",
    "Lars",
    "Leo",
    "Lin",
    "Linnea",
    "Luca",
    "Maja",
    "Malik",
    "Mara",
    "Mateo",
    "Mila",
    "Mina",
    "Nadia",
    "Nils",
    "Nina",
    "Olga",
    "Omar",
    "Pia",
    "Priya",
    "Rafael",
    "Rania",
    "Rosa",
    "Rune",
    "Ruth",
    "Salma",
    "Sana",
    "Selin",
    "Sofia",
    "Stefan",
    "Sven",
    "Tamar",
    "Tess",
    "Thea",
    "Tomás",
    "Uma",
    "Vera",
    "Viktor",
    "Wanda",
    "Wei",
    "Yara",
    "Yusuf",
    "Zoe",
    "Zora",
    "Ada",
    "Basil",
    "Coen",
    "Dunya",
    "Enno",
    "Fatou",
    "Gil",
    "Hedda",
    "Ismail",
    "Juno",
    "Kerem",
    "Lotte",
    "Mirko",
    "Nour",
    "Otis",
    "Paula",
    "Quinn",
    "Remi",
    "Saskia",
    "Tove",
    "Ulla",
    "Veit",
    "Wiktor",
    "Xenia",
]
LAST = [
    "Abe",
    "Akin",
    "Andersen",
    "Bakker",
    "Baumann",
    "Berg",
    "Bianchi",
    "Bose",
    "Castro",
    "Costa",
    "Dahl",
    "Demir",
    "Duarte",
    "Eriksen",
    "Farouk",
    "Fontaine",
    "Garcia",
    "Gruber",
    "Haas",
    "Hansen",
    "Ito",
    "Jansen",
    "Kaplan",
    "Keller",
    "Khan",
    "Kim",
    "Kowalski",
    "Larsen",
    "Lopez",
    "Madsen",
    "Mendes",
    "Meyer",
    "Mwangi",
    "Nakamura",
    "Novak",
    "Olsen",
    "Osei",
    "Park",
    "Patel",
    "Peeters",
    "Pereira",
    "Rao",
    "Rossi",
    "Saito",
    "Santos",
    "Schmid",
    "Silva",
    "Singh",
    "Sørensen",
    "Tahir",
    "Tan",
    "Toth",
    "Vega",
    "Vidal",
    "Wagner",
    "Weber",
    "Wójcik",
    "Yilmaz",
    "Zhang",
    "Zimmer",
]

# team, its manager, the director, the framework, and the roles of those who are not of the cast
TEAMS = (
    ("Search", "mei", "engineering", "IC1 IC2 IC2 IC3 IC3 IC4"),
    ("Web", "sam", "engineering", "IC1 IC1 IC2 IC2 IC3 IC3 IC4"),
    ("Editor", "anneke", "engineering", "IC1 IC2 IC2 IC2 IC3 IC3 IC4"),
    ("Mobile", "chidi", "engineering", "IC1 IC1 IC2 IC2 IC3 IC3 IC5"),
    ("Storage", "marco", "engineering", "IC1 IC2 IC3 IC3"),
    ("Platform", "greta", "engineering", "IC1 IC2 IC2 IC3 IC3 IC4 IC5"),
    ("Billing", "hadi", "engineering", "IC1 IC2 IC2 IC3 IC3 IC4"),
    ("Reliability", "linnea", "engineering", "IC2 IC2 IC3 IC3 IC4 IC4"),
    ("Support desk", "salma", "support", "IC1 IC1 IC2 IC2 IC2 IC3 IC3 IC3 IC4"),
    ("Data", "rune", "points", "P1 P2 P2 P3"),
    ("Studio", "tess", "growth", "junior engineer senior principal"),
)
MANAGERS = {
    "anneke": ("dana", "Editor", "EM5"),
    "chidi": ("dana", "Mobile", "EM6"),
    "greta": ("dilan", "Platform", "EM6"),
    "hadi": ("dilan", "Billing", "EM5"),
    "linnea": ("dilan", "Reliability", "EM5"),
    "salma": ("oskar", "Support desk", "EM5"),
    "rune": ("dilan", "Data", "EM5"),
    "tess": ("dana", "Studio", "EM5"),
}
OTHERS = (("Product", "hanne", 10), ("Sales", "hanne", 14), ("Office", "hanne", 5))
NOORS_OTHER = "Ilse"


@dataclass
class Company:
    """Everyone by key (first name in lower case; first.last where that is taken), and where they are placed."""

    people: dict[str, Person] = field(default_factory=dict)
    manager: dict[str, str] = field(default_factory=dict)
    placed: dict[str, tuple[str, str]] = field(default_factory=dict)
    team: dict[str, str] = field(default_factory=dict)

    def on(self, framework: str) -> list[str]:
        """Keys of those placed on that framework, in order of joining the list."""
        return [key for key, (slug, _) in self.placed.items() if slug == framework]


def build() -> Company:
    """Makes the organisation, its people with their lines, roles, grants and one-on-ones."""
    company, names = Company(), _names()
    _list_cast(company)
    _list_teams(company, names)
    _save(company)
    _give_grants(company.people)
    _place(company)
    _meet_weekly(company)
    return company


def _names():
    """Names that no one has had yet, the same at every run."""
    chance = random.Random(SEED)  # noqa: S311 - names, not secrets
    taken = {member.first for member in CAST} | {key.capitalize() for key in MANAGERS} | {NOORS_OTHER}
    firsts = [first for first in FIRST if first not in taken]
    chance.shuffle(firsts)
    lasts = LAST * 4
    chance.shuffle(lasts)
    yield from zip(firsts, lasts, strict=False)


def address(key: str) -> str:
    """Where somebody's mails go: Björn's to bjorn@, as mail servers take it."""
    return f"{normalize('NFKD', key).encode('ascii', 'ignore').decode()}@{DOMAIN}"


def _add(company: Company, key: str, name: str, manager: str | None, team: str, placed: tuple[str, str] | None) -> None:
    number = len(company.people) + 1
    company.people[key] = Person(name=name, email=address(key), employee_id=f"P{number:04}", password=NOBODY)
    company.team[key] = team
    if manager:
        company.manager[key] = manager
    if placed:
        company.placed[key] = placed


def _list_cast(company: Company) -> None:
    for member in CAST:
        placed = (member.framework, member.role) if member.role else None
        _add(company, member.first.lower(), member.name, member.manager, member.team, placed)


def _list_teams(company: Company, names) -> None:
    chance = random.Random(SEED + 1)  # noqa: S311 - a demo
    for key, (director, team, role) in MANAGERS.items():
        _add(company, key, f"{key.capitalize()} {chance.choice(LAST)}", director, team, ("ladders", role))
    _add(company, "ilse", "Ilse Baumann", "noor", "Storage", ("engineering", "IC1"))
    for team, manager, framework, roles in TEAMS:
        for role in roles.split():
            first, last = next(names)
            _add(company, first.lower(), f"{first} {last}", manager, team, (framework, role))
    for team, manager, count in OTHERS:
        for _ in range(count):
            first, last = next(names)
            _add(company, first.lower(), f"{first} {last}", manager, team, None)


def _save(company: Company) -> None:
    Organisation.objects.create(
        name="The demo company",
        time_zone="Europe/Berlin",
        is_demo=True,
        today_on=STARTS_ON,
        today_began_at=clock.nine_in_the_morning(),
    )
    teams = {name: Team.objects.create(name=name) for name in dict.fromkeys(company.team.values())}
    chance = random.Random(SEED + 2)  # noqa: S311 - a demo
    for key, person in company.people.items():
        person.team = teams[company.team[key]]
        person.time_zone = "Europe/Berlin"
        person.hired_on = date(2021 + chance.randrange(4), chance.randrange(1, 13), 1 + chance.randrange(27))
        person.onboarded_on = date(person.hired_on.year, person.hired_on.month, 28)
    Person.objects.bulk_create(company.people.values())
    ReportingLine.objects.bulk_create(
        ReportingLine(
            person=company.people[key], manager=company.people[above], from_on=max(FOUNDED, _hired(company, key))
        )
        for key, above in company.manager.items()
    )
    acts.rebuild_closure()


def _hired(company: Company, key: str) -> date:
    return company.people[key].hired_on


def _give_grants(people: dict[str, Person]) -> None:
    since = datetime(2025, 1, 6, 9, tzinfo=UTC)
    for key, kind, scope, giver, reason in (
        ("petra", "people_ops", None, None, "First grant, made at set-up"),
        ("pavel", "people_ops", "oskar", "petra", "Runs the reviews of support"),
        ("frida", "framework_editor", None, "petra", "Keeps the frameworks"),
        ("otto", "operator", None, "petra", "Runs this site"),
    ):
        Grant.objects.create(
            person=people[key],
            kind=kind,
            scope=people[scope] if scope else None,
            given_by=people[giver] if giver else None,
            reason=reason,
            from_at=since,
        )


def _place(company: Company) -> None:
    roles = {(role.framework.slug, role.code): role for role in Role.objects.select_related("framework")}
    chance = random.Random(SEED + 4)  # noqa: S311 - a demo
    Placement.objects.bulk_create(
        Placement(
            person=company.people[key],
            role=roles[placed],
            from_on=max(_hired(company, key), chance.choice([date(2024, 4, 1), date(2025, 1, 1), date(2025, 7, 1)])),
        )
        for key, placed in company.placed.items()
    )


def _meet_weekly(company: Company) -> None:
    """A one-on-one for everyone who is assessed. Mei holds hers on Tuesdays, the one with Ivan at half past ten."""
    chance = random.Random(SEED + 3)  # noqa: S311 - a demo
    made = []
    for key in company.placed:
        day, hour = chance.randrange(5), chance.randrange(9, 17)
        if company.manager[key] == "mei":
            day, hour = 1, 10 if key == "ivan" else hour
        made.append(
            OneOnOne(
                manager=company.people[company.manager[key]],
                report=company.people[key],
                first_on=date(2026, 1, 5 + day),
                at=datetime(2026, 1, 5, hour, 30, tzinfo=UTC).time(),
                time_zone="Europe/Berlin",
            )
        )
    OneOnOne.objects.bulk_create(made)


STARTS_ON = date(2026, 12, 9)

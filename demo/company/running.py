"""What runs when the demo opens: engineering's fourth quarter in assessing, support's half-year ready to meet."""

import random
from datetime import date

from accounts.models import Person
from demo.company import texts
from demo.company.past import Book, at
from demo.company.people import SEED, Company
from reviews.assessments import workflow as assessing
from reviews.assessments.workflow import AxisValue, Draft
from reviews.cycles import workflow as cycles
from reviews.cycles.presets import Dates
from reviews.models import Assessment, Cycle, Group, Part, RosterEntry

ENGINEERING = Dates(
    covers_from=date(2026, 10, 1),
    covers_to=date(2026, 12, 31),
    assess_by=date(2026, 12, 11),
    preview_by=date(2026, 12, 14),
    meet_on=date(2026, 12, 15),
    release_on=date(2026, 12, 22),
)
SUPPORT = Dates(
    covers_from=date(2026, 7, 1),
    covers_to=date(2026, 12, 31),
    assess_by=date(2026, 12, 4),
    preview_by=date(2026, 12, 8),
    meet_on=date(2026, 12, 10),
    release_on=date(2026, 12, 17),
)
# whose assessments are still to be filed: by Mei, Marco and Noor
OPEN = ("ivan", "lena", "ines")
# what the story needs: the overall rating of some who are assessed already
SET = {"noor": "exceeding", "ilse": "meeting", "sam": "meeting"}


def build(company: Company) -> None:
    """Plans and launches both cycles through the acts that their pages use, and files what is to be filed."""
    people = company.people
    engineering = cycles.plan(
        people["petra"],
        name="Engineering 2026 Q4",
        preset=Cycle.Preset.FULL,
        every=Cycle.Every.QUARTER,
        remind_days="1",  # on the day after the one on which the demo begins
        dates=ENGINEERING,
        groups=[
            _group("Engineering", _chosen(company, "engineering"), company),
            _group("Managers", [p for p in _chosen(company, "ladders") if p != people["salma"]], company),
        ],
    )
    cycles.launch(engineering, people["petra"])
    _file(company, engineering, 4)
    support = cycles.plan(
        people["pavel"],
        name="Support 2026 H2",
        preset=Cycle.Preset.HALF_YEARLY,
        every=Cycle.Every.HALF_YEAR,
        has_common_text=True,
        dates=SUPPORT,
        groups=[
            cycles.GroupPlan(
                "Support",
                Person.objects.filter(pk__in=[p.pk for p in _chosen(company, "support")]),
                {
                    Part.DIRECTOR: [people["oskar"]],
                    Part.OUTSIDE_DIRECTOR: [people["dana"]],
                    Part.OBSERVER: [people["pavel"]],
                    Part.DECIDER: [people["oskar"], people["dana"]],
                    Part.SCRIBE: [people["pavel"]],
                    Part.MODERATOR: [people["oskar"]],
                },
            )
        ],
    )
    cycles.launch(support, people["pavel"])
    _file(company, support, 2)
    for group in support.groups.all():
        cycles.open_preview(group, people["pavel"])
        _remark(company, group)
    for cycle, day in ((engineering, date(2026, 12, 1)), (support, date(2026, 11, 23))):
        Cycle.objects.filter(pk=cycle.pk).update(launched_at=at(day))
        cycle.groups.update(launched_at=at(day))


def _chosen(company: Company, framework: str) -> list[Person]:
    return [company.people[key] for key in company.on(framework)]


def _group(name: str, subjects: list[Person], company: Company) -> cycles.GroupPlan:
    people = company.people
    directors = [people["dana"], people["dilan"]]
    return cycles.GroupPlan(
        name,
        Person.objects.filter(pk__in=[person.pk for person in subjects]),
        {
            Part.DIRECTOR: directors,
            Part.DECIDER: directors,
            Part.OUTSIDE_DIRECTOR: [people["oskar"]],
            Part.OBSERVER: [people["petra"]],
            Part.MODERATOR: [people["dana"]],
            Part.SCRIBE: [people["dilan"]],
        },
    )


def _file(company: Company, cycle: Cycle, quarter: int) -> None:
    """Files every assessment of the cycle but the three that the story files."""
    book, key_of = Book(), {person.pk: key for key, person in company.people.items()}
    chance = random.Random(f"{SEED}{cycle.name}")  # noqa: S311 - a demo
    rows = Assessment.objects.filter(group__cycle=cycle).select_related("author", "role").order_by("subject__name")
    for assessment in rows:
        key = key_of[assessment.subject_id]
        if key in OPEN:
            continue
        slug, code = company.placed[key]
        points = book.points[slug]
        overall = SET.get(key) or chance.choices(("struggling", "meeting", "exceeding"), (1, 9, 3))[0]
        standing = points[overall].standing
        said = Draft(
            overall=points[overall],
            statement=texts.statement(chance, key, quarter, (slug, code), standing),
            told_lowest="yes" if standing == "below" else "",
            told_lowest_on=date(2026, 11, 17) if standing == "below" else None,
            axes={
                (axis.pk, "current"): AxisValue(points[overall if chance.random() < 0.7 else "meeting"])
                for axis in book.axes[slug]
            },
        )
        assessing.save_and_submit(assessment, assessment.author, assessment.draft_number, said)


def _remark(company: Company, group: Group) -> None:
    """A few remarks by those who read the group, none on their own reports."""
    readers = [company.people[key] for key in ("oskar", "dana")]
    chance = random.Random(f"{SEED}{group.name}")  # noqa: S311 - a demo
    for entry in RosterEntry.objects.filter(group=group).order_by("subject__name")[:5]:
        kind = chance.choice(list(texts.REMARKS))
        said = chance.choice(texts.REMARKS[kind])
        assessing.remark(entry, chance.choice(readers), kind, said, example=texts.EXAMPLES.get(kind, ""))

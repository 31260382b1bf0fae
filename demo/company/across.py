"""A half-year of two small groups that have both met: what the directors' check across groups is walked with.

Every word to a person is written, so that the release waits for nothing but the check.
"""

import random
from datetime import date

from accounts.models import Person
from calibration import workflow as meeting
from calibration.models import Attendance, Meeting, Sitting
from calibration.workflow.steering import what_follows
from demo.company import texts
from demo.company.past import Book, at
from demo.company.people import SEED, Company
from demo.others import write_their_words
from promotions import workflow as deciding
from reviews.assessments import workflow as assessing
from reviews.assessments.workflow import AxisValue, Draft
from reviews.cycles import workflow as cycles
from reviews.cycles.presets import Dates
from reviews.models import Assessment, Cycle, Group, Part

LAUNCHED_ON = date(2026, 11, 9)
MET_ON = date(2026, 12, 1)
DATES = Dates(
    covers_from=date(2026, 7, 1),
    covers_to=date(2026, 12, 31),
    assess_by=date(2026, 11, 24),
    preview_by=date(2026, 11, 27),
    meet_on=MET_ON,
    release_on=date(2026, 12, 18),
)
# framework, its group, who directs it, and the overall ratings of its people in the order of the roster
GROUPS = (
    ("points", "Data", "dilan", ("sound", "strong", "sound", "outstanding")),
    ("growth", "Studio", "dana", ("and-more", "and-more", "not-yet", "and-more")),
)
# whose texts fit a role: those of the engineering role
AS = {"P1": "IC1", "P2": "IC2", "P3": "IC3", "junior": "IC1", "engineer": "IC2", "senior": "IC3", "principal": "IC4"}


def build(company: Company) -> None:
    """Plans and launches the cycle, files what is assessed, holds both meetings and writes the words."""
    people = company.people
    cycle = cycles.plan(
        people["petra"],
        name="Data and Studio 2026 H2",
        preset=Cycle.Preset.HALF_YEARLY,
        every=Cycle.Every.HALF_YEAR,
        has_check_across=True,
        measures_time=False,
        dates=DATES,
        groups=[_group(company, *one) for one in GROUPS],
    )
    cycles.launch(cycle, people["petra"])
    for slug, name, director, ratings in GROUPS:
        group = cycle.groups.select_related("cycle").get(name=name)
        _file(company, group, slug, ratings)
        _meet(group, people[director], people["petra"])
        deciding.finish(group, people["petra"])
    write_their_words()
    _on_their_days(cycle)


def _group(company: Company, slug: str, name: str, director: str, ratings: tuple[str, ...]) -> cycles.GroupPlan:
    people = company.people
    return cycles.GroupPlan(
        name,
        Person.objects.filter(pk__in=[people[key].pk for key in company.on(slug)]),
        {
            Part.DIRECTOR: [people[director]],
            Part.DECIDER: [people["dana"], people["dilan"]],
            Part.OBSERVER: [people["petra"]],
            Part.MODERATOR: [people[director]],
            Part.SCRIBE: [people[director]],
        },
    )


def _file(company: Company, group: Group, slug: str, ratings: tuple[str, ...]) -> None:
    """Files every assessment, each axis as the whole."""
    book, chance = Book(), random.Random(f"{SEED}{group.name}")  # noqa: S311 - a demo
    rows = Assessment.objects.filter(group=group).select_related("author", "role").order_by("subject__employee_id")
    for assessment, rating in zip(rows, ratings, strict=True):
        point = book.points[slug][rating]
        as_role = ("engineering", AS[assessment.role.code])
        said = Draft(
            overall=point,
            statement=texts.statement(chance, "", 4, as_role, point.standing),
            told_lowest="yes" if point.standing == "below" else "",
            told_lowest_on=date(2026, 11, 12) if point.standing == "below" else None,
            axes={(axis.pk, "current"): AxisValue(point) for axis in book.axes[slug]},
        )
        assessing.save_and_submit(assessment, assessment.author, assessment.draft_number, said)


def _meet(group: Group, director: Person, observer: Person) -> None:
    """The group's meeting, from its agenda to its lock: everybody is looked at, and nothing is changed."""
    group = cycles.open_meeting(cycles.open_preview(group, observer), observer)
    held = meeting.prepare(group, director, seed=1)
    for person in (director, observer):
        meeting.check_in(held, person)
    meeting.attest(held, observer)
    meeting.take_seat(held, director, "scribe")
    meeting.start(held, director)
    while what_follows(held, director):
        meeting.go_next(held, director)
    meeting.close_stop(held, director)
    meeting.lock(held, director)


def _on_their_days(cycle: Cycle) -> None:
    """Dates what was done just now."""
    Cycle.objects.filter(pk=cycle.pk).update(launched_at=at(LAUNCHED_ON))
    cycle.groups.update(launched_at=at(LAUNCHED_ON), locked_at=at(MET_ON, 11))
    held = Meeting.objects.filter(group__cycle=cycle)
    held.update(locked_at=at(MET_ON, 11))
    Sitting.objects.filter(meeting__in=held).update(opened_at=at(MET_ON), closed_at=at(MET_ON, 11))
    Attendance.objects.filter(meeting__in=held).update(
        from_at=at(MET_ON), until_at=at(MET_ON, 11), seen_at=at(MET_ON, 11)
    )

"""The synthetic company's quarter under way: the first group writes, the second meets, all others read.

The first two are planned, launched and moved by the acts that the pages use, and their assessments filed in bulk.
The others are there to make the tables long, and are written plainly.
"""

import random
from datetime import date, timedelta

from accounts import clock
from accounts.models import Person
from calibration import workflow as meeting
from calibration.models import Round
from demo import generate
from demo.company import texts
from demo.company.past import Book, parts_of
from demo.company.people import Company
from reviews.cycles import workflow as cycles
from reviews.cycles.presets import Dates
from reviews.models import Assessment, Assignment, AxisRating, Cycle, Group, Part, Participant, RosterEntry

OPEN = 3  # assessments of the writing group that are not filed yet


def start(company: Company, book: Book, chance: random.Random) -> Cycle:
    """Launches the fourth quarter of 2026 for everyone, and brings its groups to where they are."""
    ops = company.people[generate.OPS]
    groups = generate.groups_of(company)
    day = clock.today()
    cycle = cycles.plan(
        ops,
        name="2026 Q4",
        preset=Cycle.Preset.FULL,
        dates=Dates(
            covers_from=date(2026, 10, 1),
            covers_to=date(2026, 12, 31),
            assess_by=day + timedelta(days=7),
            preview_by=day + timedelta(days=10),
            meet_on=day + timedelta(days=11),
            release_on=day + timedelta(days=18),
        ),
        groups=[_planned(company, *group) for group in groups[:2]],
    )
    cycles.launch(cycle, ops)
    writes, meets = cycle.groups.select_related("cycle").order_by("name")
    _file(book, writes, chance, leave=OPEN)
    _file(book, meets, chance, leave=0)
    meets = cycles.open_preview(meets, ops)
    generate.remark(company, meets, groups[1][1], chance)
    _meet(company, meets)
    for name, keys, parts in groups[2:]:
        _read(company, book, cycle, name, keys, parts, chance)
    return cycle


def _read(company: Company, book: Book, cycle: Cycle, name: str, keys: list[str], parts, chance) -> None:
    """Writes a group that reads what all its assessors have filed."""
    now, people = clock.now(), company.people
    group = Group.objects.create(cycle=cycle, name=name, state=Group.State.PREVIEWING, launched_at=now)
    director = people[parts.directors[0]]
    rosters, assigned, assessments, ratings = [], [], [], []
    for key in keys:
        subject, author = people[key], people[company.manager[key]]
        slug, code = company.placed[key]
        role, points = book.role[slug, code], book.points[slug]
        rating = chance.choices(("struggling", "meeting", "exceeding"), (1, 9, 3))[0]
        rosters.append(
            RosterEntry(
                group=group, subject=subject, role=role, version=book.version[slug], role_since=date(2020, 1, 1),
                assessor=author, director=director,
            )
        )  # fmt: skip
        assigned.append(Assignment(group=group, subject=subject, assessor=author, state="submitted", submitted_at=now))
        assessment = Assessment(
            group=group, subject=subject, author=author, role=role, state=Assessment.State.SUBMITTED,
            overall=points[rating], statement=texts.statement(chance, "", 4, (slug, code), points[rating].standing),
            draft_number=2, saved_at=now, submitted_at=now,
        )  # fmt: skip
        assessments.append(assessment)
        ratings += [AxisRating(assessment=assessment, axis=axis, point=points[rating]) for axis in book.axes[slug]]
    for model, rows in ((RosterEntry, rosters), (Assignment, assigned), (Assessment, assessments)):
        model._default_manager.bulk_create(rows, batch_size=1000)
    AxisRating.objects.bulk_create(ratings, batch_size=2000)
    Participant.objects.bulk_create(
        Participant(group=group, person=person, part=part, from_at=now)
        for person, part in parts_of(company, keys, parts)
    )
    generate.remark(company, group, keys, chance)


def _planned(company: Company, name: str, keys: list[str], parts) -> cycles.GroupPlan:
    people = company.people
    directors = [people[key] for key in parts.directors]
    return cycles.GroupPlan(
        name,
        Person.objects.filter(pk__in=[people[key].pk for key in keys]),
        {
            Part.DIRECTOR: directors,
            Part.DECIDER: directors,
            Part.OUTSIDE_DIRECTOR: [people[parts.outside]],
            Part.OBSERVER: [people[parts.observer]],
            Part.MODERATOR: directors[:1],
            Part.SCRIBE: [people[generate.SCRIBE]],
        },
    )


def _file(book: Book, group: Group, chance: random.Random, leave: int) -> None:
    """Files all but `leave` of the group's assessments."""
    rows = list(Assessment.objects.filter(group=group).select_related("role").order_by("subject__email"))[leave:]
    points, now, ratings = book.points["engineering"], clock.now(), []
    for row in rows:
        code = chance.choices(("struggling", "meeting", "exceeding"), (1, 9, 3))[0]
        row.overall, row.state = points[code], Assessment.State.SUBMITTED
        row.statement = texts.statement(chance, "", 4, ("engineering", row.role.code), points[code].standing)
        if points[code].standing == "below":
            row.told_lowest, row.told_lowest_on = "yes", clock.today() - timedelta(days=20)
        row.draft_number, row.saved_at, row.submitted_at = 2, now, now
        for axis in book.axes["engineering"]:
            point = points[code if chance.random() < 0.7 else "meeting"]
            ratings.append(AxisRating(assessment=row, axis=axis, point=point))
    written = ["overall", "state", "statement", "told_lowest", "told_lowest_on", "draft_number", "saved_at"]
    Assessment.objects.bulk_update(rows, [*written, "submitted_at"], batch_size=500)
    AxisRating.objects.bulk_create(ratings, batch_size=2000)
    Assignment.objects.filter(group=group, subject__in=[row.subject_id for row in rows]).update(
        state=Assignment.State.SUBMITTED, submitted_at=now
    )


def _meet(company: Company, group: Group) -> None:
    """Opens the group's meeting and shows the board of its largest round."""
    ops, outside, scribe = (company.people[key] for key in (generate.OPS, generate.OUTSIDE, generate.SCRIBE))
    group = cycles.open_meeting(group, ops)
    held = meeting.prepare(group, scribe, seed=1)
    for person in (ops, outside, scribe):
        meeting.check_in(held, person)
    meeting.attest(held, ops)
    meeting.take_seat(held, scribe, "scribe")
    meeting.start(held, scribe)
    largest = max(Round.objects.filter(meeting=held), key=lambda one: one.stops.count())
    meeting.show_board(held, scribe, largest)

"""A group on the day of its meeting: the cast's engineers on four levels, assessed, with one pitch."""

import re
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from django.utils import timezone

from accounts.models import Person
from calibration import workflow
from calibration.models import Attendance, Meeting, Round, Stop
from calibration.workflow.looking import waits_for
from frameworks.models import Role
from promotions.models import Pitch
from reviews.models import Assessment, AxisRating, Cycle, Group, Participant, RosterEntry
from tests.cast import Cast
from tests.chance import markup
from tests.ladder import publish_ladder

LAUNCHED = datetime(2026, 10, 1, 8, tzinfo=UTC)
SUBMITTED = datetime(2026, 12, 10, 8, tzinfo=UTC)
AXES = ("Proficiency", "Execution", "Teamwork")
LEVELS = {"IC1": 10, "IC2": 20, "IC3": 30, "IC4": 40, "IC5": 50}
TITLES = {
    "IC1": "Engineer I",
    "IC2": "Engineer II",
    "IC3": "Senior engineer",
    "IC4": "Staff engineer",
    "IC5": "Principal",
}


def make_ladder(slug: str = "meeting-ladder") -> SimpleNamespace:
    """Five levels of one track on three axes, with three points: struggling, meeting, exceeding."""
    return publish_ladder(
        slug,
        "Engineering",
        {code: (rank, TITLES[code]) for code, rank in LEVELS.items()},
        list(AXES),
        {"struggling": "Struggling", "meeting": "Meeting", "exceeding": "Exceeding"},
        published_at=LAUNCHED,
        rule_kind="across-the-board",
        high_months=3,
        high_standing="above",
        next_months=3,
        next_standing="at",
        next_axes="all",
    )


def make_group(cast: Cast, ladder: SimpleNamespace, name: str = "Engineering 2026 Q4", **settings) -> Group:
    """A group whose preview has ended, with everyone who comes to its meeting, and nobody on its roster yet."""
    cycle = Cycle.objects.create(
        name=name,
        covers_from=date(2026, 10, 1),
        covers_to=date(2026, 12, 31),
        assess_by=date(2026, 12, 11),
        preview_by=date(2026, 12, 14),
        meet_on=date(2026, 12, 15),
        release_on=date(2026, 12, 22),
        launched_at=LAUNCHED,
        **settings,
    )
    group = Group.objects.create(cycle=cycle, name="Engineering", state="calibrating", launched_at=LAUNCHED)
    parts = [
        (cast.mei, "assessor"),
        (cast.marco, "assessor"),
        (cast.noor, "assessor"),
        (cast.dana, "director"),
        (cast.dana, "decider"),
        (cast.dilan, "director"),
        (cast.dilan, "decider"),
        (cast.oskar, "outside_director"),
        (cast.petra, "observer"),
        (cast.sam, "guest"),
    ]
    Participant.objects.bulk_create(
        Participant(group=group, person=person, part=part, from_at=LAUNCHED) for person, part in parts
    )
    return group


def add_subject(group, ladder, person, code, assessor, overall="meeting", statement="", next_code="", **axes):
    """One more on the roster, with the assessment handed in: `Teamwork="exceeding"` sets one axis."""
    Participant.objects.create(group=group, person=person, part="subject", from_at=LAUNCHED)
    RosterEntry.objects.create(
        group=group, subject=person, role=ladder.roles[code], version=ladder.version, assessor=assessor
    )
    assessment = Assessment.objects.create(
        group=group,
        subject=person,
        author=assessor,
        role=ladder.roles[code],
        next_role=ladder.roles[next_code] if next_code else None,
        state="submitted",
        overall=ladder.points[overall],
        statement=statement,
        submitted_at=SUBMITTED,
    )
    for against in ["current", "next"] if next_code else ["current"]:
        AxisRating.objects.bulk_create(
            AxisRating(
                assessment=assessment,
                axis=ladder.axes[axis],
                against=against,
                point=ladder.points[axes.get(axis, "meeting")],
            )
            for axis in AXES
        )
    return assessment


def make_company(cast: Cast, name: str = "Engineering 2026 Q4", **settings) -> SimpleNamespace:
    """Ivan (IC1), Ines (IC2, assessed by Noor), Lena (IC3, pitched to IC4) and Noor (IC4) before their meeting."""
    ladder = make_ladder()
    group = make_group(cast, ladder, name, **settings)
    add_subject(group, ladder, cast.ivan, "IC1", cast.mei, "struggling", IVAN, Execution="struggling")
    add_subject(group, ladder, cast.ines, "IC2", cast.noor, "meeting", "Ines keeps the storage jobs quiet.")
    add_subject(group, ladder, cast.lena, "IC3", cast.marco, "exceeding", LENA, next_code="IC4")
    add_subject(group, ladder, cast.noor, "IC4", cast.marco, "meeting", NOOR)
    pitch = Pitch.objects.create(
        group=group,
        subject=cast.lena,
        author=cast.marco,
        role=ladder.roles["IC3"],
        target=ladder.roles["IC4"],
        version=ladder.version,
        state="submitted",
        summary="Two teams plan by what Lena writes down.",
        submitted_at=SUBMITTED,
    )
    return SimpleNamespace(ladder=ladder, group=group, pitch=pitch, cycle=group.cycle)


def pitch_noor(meeting, cast: Cast) -> Stop:
    """A round of IC5 with one turn: the cohort check of Noor."""
    own = Stop.objects.get(meeting=meeting, subject=cast.noor)
    role = Role.objects.get(framework__slug="meeting-ladder", code="IC5")
    five = Round.objects.create(meeting=meeting, number=5, name="IC5", rank=50)
    return Stop.objects.create(
        meeting=meeting,
        group=own.group,
        subject=cast.noor,
        round=five,
        role=role,
        rank=50,
        kind="cohort",
        order=1,
    )


def crowd(company, cast, number):
    """That many more people on IC3, all in the running meeting."""
    for one in range(number):
        person = Person.objects.create_user(f"c{one}@demo.example", f"Colleague Nr. {one}", employee_id=f"C{one}")
        add_subject(company.group, company.ladder, person, "IC3", cast.marco, statement="A line about the quarter.")


def text(response):
    return markup(response)


def title(response):
    return re.search(r"<title>(.*?)</title>", text(response)).group(1)


IVAN = "Ivan answers quickly; what he hands over still comes back."
LENA = "Lena took the import apart and left three pieces that can each be tested."
NOOR = "Noor leads the storage team through the move without a lost night."


def stay_seen(meeting: Meeting) -> None:
    """Whoever is here stays seen for a day: a walk over every page may take longer than a screen may be silent."""
    here = Attendance.objects.filter(meeting=meeting, until_at__isnull=True)
    here.update(seen_at=timezone.now() + timedelta(days=1))


def seen_by_all(meeting: Meeting) -> None:
    """Every manager for whom the lock waits says that they have seen what was changed."""
    for one in waits_for(meeting):
        workflow.see_changes(meeting, one.manager, Meeting.objects.get(pk=meeting.pk).version)

"""What the reviews' tests begin from: a small ladder, the cast placed on it, and "Engineering 2026 Q4"."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import uuid4

from accounts.models import Person
from frameworks.models import Behaviour, BehaviourIdentity, Expectation, Placement, VersionLevel
from reviews.assessments.workflow import AxisValue, Draft
from reviews.cycles import presets, workflow
from reviews.models import Assessment
from tests.chance import markup
from tests.ladder import draft_ladder, fix

LEVELS = [("IC1", 10), ("IC2", 20), ("IC3", 30), ("IC4", 40), ("IC6", 60)]
AXES = ["proficiency", "execution", "teamwork"]
DATES = presets.Dates(
    covers_from=date(2026, 10, 1),
    covers_to=date(2026, 12, 31),
    assess_by=date(2026, 12, 11),
    preview_by=date(2026, 12, 14),
    meet_on=date(2026, 12, 15),
    release_on=date(2026, 12, 22),
)


def make_ladder() -> SimpleNamespace:
    """A framework of five levels (IC6 without text) on three axes, and its scale; published."""
    ladder = draft_ladder(
        "engineers",
        "Engineers",
        {code: (rank, f"Engineer {code[2:]}") for code, rank in LEVELS},
        [code.capitalize() for code in AXES],
        {"struggling": "Struggling", "meeting": "Meeting", "exceeding": "Exceeding"},
        published_at=datetime(2026, 1, 5, tzinfo=UTC),
        cumulative=True,
        rule_kind="across-the-board",
        digest=uuid4().hex,
    )
    ladder.axes = {name.lower(): axis for name, axis in ladder.axes.items()}
    VersionLevel.objects.filter(version=ladder.version, level__code="IC6").update(status="unfinished")
    for code, described in ladder.version_roles.items():
        for order, (name, axis) in enumerate(ladder.version_axes.items()):
            if code != "IC6":
                _write(
                    ladder,
                    described,
                    axis,
                    order,
                    f"{name} as {code} asks it.",
                    f"An example of {name.lower()} at {code}.",
                )
    return fix(ladder)


def _write(ladder, described, axis, order: int, summary: str, example: str) -> None:
    version = ladder.version
    expectation = Expectation.objects.create(
        version=version, version_role=described, version_axis=axis, order=order, summary=summary
    )
    identity = BehaviourIdentity.objects.create(framework=ladder.framework)
    Behaviour.objects.create(version=version, order=0, identity=identity, expectation=expectation, text=example)


def place(ladder: SimpleNamespace, **codes: Person) -> None:
    """Places people: `place(ladder, IC1=[cast.ivan])`; whatever they held before is forgotten."""
    for code, people in codes.items():
        for person in people:
            Placement.objects.filter(person=person).delete()
            Placement.objects.create(person=person, role=ladder.roles[code], from_on=date(2025, 3, 3))


def place_engineers(ladder: SimpleNamespace, cast) -> None:
    """Ivan IC1, Ines IC2, Lena IC3, Noor IC4."""
    place(ladder, IC1=[cast.ivan], IC2=[cast.ines], IC3=[cast.lena], IC4=[cast.noor])


def engineering_plan(cast) -> workflow.GroupPlan:
    """The group of the story: four engineers, two directors, Oskar from outside, Petra observing."""
    subjects = Person.objects.filter(pk__in=[cast.ivan.pk, cast.ines.pk, cast.lena.pk, cast.noor.pk])
    parts = {"director": [cast.dana, cast.dilan], "outside_director": [cast.oskar], "observer": [cast.petra]}
    return workflow.GroupPlan("Engineering", subjects, parts)


def plan_engineering(cast, **more):
    """ "Engineering 2026 Q4", planned by Petra."""
    return workflow.plan(
        cast.petra,
        name="Engineering 2026 Q4",
        preset="full",
        dates=DATES,
        groups=[engineering_plan(cast)],
        **more,
    )


def launch_engineering(cast) -> SimpleNamespace:
    """The story's cycle, launched: ladder, cycle, group, and the assessments by first name."""
    ladder = make_ladder()
    place_engineers(ladder, cast)
    cycle = workflow.launch(plan_engineering(cast), cast.petra)
    group = cycle.groups.get()
    drafts = {a.subject.name.lower(): a for a in Assessment.objects.select_related("subject", "author", "group")}
    return SimpleNamespace(ladder=ladder, cycle=cycle, group=group, **drafts)


def words(story, overall: str = "meeting", statement: str = "Ran the import alone.", **ratings: str) -> Draft:
    """A draft with a rating on every axis: `words(story, proficiency="exceeding")` for the others "meeting"."""
    points, axes = story.ladder.points, story.ladder.axes
    return Draft(
        overall=points[overall],
        statement=statement,
        axes={(axes[code].pk, "current"): AxisValue(points[ratings.get(code, "meeting")]) for code in AXES},
    )


def form_data(story, version: int = 0, overall: str = "meeting", statement: str = "Ran the import alone.", **more):
    """What the browser sends for such a draft."""
    points, axes = story.ladder.points, story.ladder.axes
    data = {"version": str(version), "overall": str(points[overall].pk) if overall else "", "statement": statement}
    data |= {f"rating-{axes[code].pk}": str(points["meeting"].pk) for code in AXES}
    return data | more


def fresh(assessment) -> Assessment:
    """As the database has it now."""
    return Assessment.objects.select_related("group", "subject").get(pk=assessment.pk)


def page(client, person, address: str, **more) -> str:
    """A page as that person sees it."""
    client.force_login(person)
    return markup(client.get(address, **more))

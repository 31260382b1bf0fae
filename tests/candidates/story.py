"""Mei looks for the level of somebody she calls Heron, with Noor, against a ladder of three roles: three axes have
steps, and on the fourth each role says in its own words what it asks."""

from types import SimpleNamespace

from candidates import workflow
from candidates.models import Interviewer
from candidates.workflow import Said
from frameworks import reading
from frameworks import workflow as frameworks
from frameworks.format.document import (
    Axis,
    Behaviour,
    Document,
    Expectation,
    Level,
    Point,
    Role,
    Rule,
    Scale,
    Step,
    Track,
)
from frameworks.loading import load
from frameworks.models import Version

STEPPED = ("technology", "system", "people")
STEPS = tuple(
    Step(number=number, name=name, summary=f"{name} what is there.", behaviours=(Behaviour(text=f"{name} it daily."),))
    for number, name in enumerate(["Learns", "Uses", "Owns", "Leads"], start=1)
)
ROLES = {
    "E1": ("Engineer", 1, "Writes notes."),
    "E2": ("Senior", 2, "Writes plans."),
    "E3": ("Staff", 3, "Writes books."),
}


def small_ladder() -> Version:
    """The ladder in force; loaded once."""
    found = Version.objects.filter(framework__slug="small").first()
    if found:
        return found
    document = Document(
        framework="small",
        title="Small ladder",
        version="1",
        language="en",
        cumulative=False,
        rule=Rule(kind="manual"),
        scale=Scale(code="small", name="One point", points=(Point(code="met", word="met", standing="at"),)),
        axes=(
            *(Axis(code=code, name=code.title(), steps=STEPS) for code in STEPPED),
            Axis(code="writing", name="Writing"),
        ),
        tracks=(Track(code="ic", name="IC"),),
        levels=tuple(Level(code=f"L{rank}", rank=rank) for _title, rank, _words in ROLES.values()),
        roles=tuple(
            Role(
                code=code,
                level=f"L{rank}",
                tracks=("ic",),
                title=title,
                expectations=(
                    *(Expectation(axis=axis, step=rank) for axis in STEPPED),
                    Expectation(axis="writing", summary=words),
                ),
            )
            for code, (title, rank, words) in ROLES.items()
        ),
    )
    return frameworks.publish(load(document), by=None)


def opened(cast, *invited) -> SimpleNamespace:
    """A candidate of Mei's; `invited`: who says what they found, Mei and Noor where nobody is named."""
    version = small_ladder()
    people = list(invited) or [cast.mei, cast.noor]
    candidate = workflow.open_one(cast.mei, "Heron", version, None, people)
    return SimpleNamespace(version=version, candidate=candidate)


def part_of(story, person) -> Interviewer:
    return Interviewer.objects.select_related("candidate", "person").get(candidate=story.candidate, person=person)


def sheet(story, text="Seen in the interview.", **found):
    """What was found: axis → the number of a step, or the code of a role."""
    axes, steps, roles = reading.axes(story.version), reading.steps(story.version), reading.roles(story.version)
    return {
        axes[code].pk: Said(role=roles[at].pk, text=text)
        if isinstance(at, str)
        else Said(step=steps[code, at].pk, text=text)
        for code, at in found.items()
    }


def hand_in(story, person, text="Seen in the interview.", **found) -> Interviewer:
    part = part_of(story, person)
    workflow.save(part, person, part.draft_number, sheet(story, text, **found))
    return workflow.hand_in(part, person)


AS_E3 = {"technology": 3, "system": 3, "people": 3, "writing": "E3"}


def together(cast) -> SimpleNamespace:
    """Both found E3, but for Noor on one axis; brought together."""
    story = opened(cast)
    hand_in(story, cast.mei, "Mei saw it.", **AS_E3)
    hand_in(story, cast.noor, "Noor saw it.", **AS_E3 | {"people": 4})
    story.candidate = workflow.bring_together(story.candidate, cast.mei)
    return story

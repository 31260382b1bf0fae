"""A framework in which something is asked in every way there is: of a role, besides by a department, of all roles of a
level, of everybody, and by a step, one of which nobody is asked; an example in each."""

from typing import NamedTuple

from frameworks import workflow
from frameworks.format.document import Document
from frameworks.loading import load
from frameworks.models import Behaviour, Version
from frameworks.wordings import Wording
from tests.frameworks.features.bakery import document

AXES = """\
axes:
  - code: dough
    name: Dough
    question: Does it rise?
    steps:
      - {number: 0, name: Starts, summary: Washes hands., behaviours: [Wears a cap.]}
      - {number: 1, name: Mixes, summary: Follows the card., behaviours: [Weighs twice.]}
  - {code: heat, name: Heat}
"""
TRACKS = """\
tracks:
  - {code: hand, name: By hand}
  - {code: night, name: By night}
"""
LEVELS = """\
levels:
  - code: B1
    rank: 10
    expectations: {heat: {summary: Calls when it smokes., behaviours: [Knows the bell.]}}
  - {code: B2, rank: 20}
  - {code: B3, rank: 30, status: unfinished}
"""
ROLES = """\
roles:
  - code: B1
    level: B1
    tracks: [hand]
    title: Helper
    expectations: {dough: {step: 1}, heat: {summary: Watches the oven., behaviours: [Opens it once.]}}
  - {code: N1, level: B1, tracks: [night], title: Night helper, expectations: {dough: {step: 1}}}
  - {code: B2, level: B2, tracks: [hand], title: Baker, expectations: {heat: {not_applicable: Somebody else does.}}}
"""
EVERYBODY = "expectations: {heat: {summary: Keeps the door shut., behaviours: [Looks behind first.]}}\n"
LAYERS = """\
layers:
  - code: city
    name: City bakeries
    roles: {B1: {dough: {summary: Shapes rolls too., behaviours: [Sixty in an hour.]}}}
"""
HERE = "/frameworks/bakery/"


class Cell(NamedTuple):
    """A cell of that framework: what it says, its example, what it is called, and where one reads it."""

    wording: Wording
    says: str
    example: str
    title: str
    page: str
    mark: str


CELLS = {
    "role": Cell(
        Wording(role="B1", axis="heat"),
        *("Watches the oven.", "Opens it once.", "B1, Helper: Heat", "roles/B1/", "axis-heat"),
    ),
    "step": Cell(
        Wording(axis="dough", step=1),
        *("Follows the card.", "Weighs twice.", "Dough, step 1 Mixes", "axes/dough/", "step-1"),
    ),
    "step of nobody": Cell(
        Wording(axis="dough", step=0),
        *("Washes hands.", "Wears a cap.", "Dough, step 0 Starts", "axes/dough/", "step-0"),
    ),
    "everybody": Cell(
        Wording(axis="heat", everybody=True),
        *("Keeps the door shut.", "Looks behind first.", "Heat, asked of everybody", "axes/heat/", "everybody"),
    ),
    "level": Cell(
        Wording(axis="heat", level="B1"),
        *("Calls when it smokes.", "Knows the bell.", "Level B1: Heat, asked of every role", "axes/heat/", "level-B1"),
    ),
    "layer": Cell(
        Wording(axis="dough", role="B1", layer="city"),
        *("Shapes rolls too.", "Sixty in an hour.", "B1, Helper: Dough, asked besides in City bakeries"),
        *("roles/B1/", "axis-dough-in-city"),
    ),
}


def bakery(**parts: str) -> Document:
    """The document, with some parts written anew."""
    given = {
        "axes": AXES,
        "tracks": TRACKS,
        "levels": LEVELS,
        "roles": ROLES,
        "expectations": EVERYBODY,
        "layers": LAYERS,
    }
    return document(**(given | parts))


def publish() -> Version:
    """The same in force."""
    return workflow.publish(load(bakery()), by=None)


def example(version: Version, cell: Cell) -> Wording:
    """The one example of a cell."""
    found = Behaviour.objects.get(version=version, text=cell.example)
    return cell.wording._replace(behaviour=str(found.identity_id))

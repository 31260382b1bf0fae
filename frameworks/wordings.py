"""Which wording of a version is meant, and what it says there. Pure: a ladder in, plain values out."""

from typing import NamedTuple

from frameworks.asked import Asked, Ladder
from frameworks.format.document import Behaviour


class Wording(NamedTuple):
    """By codes: of a level, a role, an axis, a role on an axis; or one example, by its identity, with the role and the
    axis at which it stands. Of none of them: the version as a whole."""

    level: str = ""
    role: str = ""
    axis: str = ""
    behaviour: str = ""


def stands(ladder: Ladder, wording: Wording) -> bool:
    """Whether the version has it. What a role does not ask on an axis is there as well: it may be missed."""
    level, role, axis, behaviour = wording
    if level:
        return level in ladder.levels and not (role or axis or behaviour)
    if (role and role not in ladder.roles) or (axis and axis not in ladder.axes):
        return False
    return not behaviour or example(ladder, wording) is not None


def text_of(ladder: Ladder, wording: Wording) -> str:
    """What it says; empty where nothing is written there, or where the version does not have it."""
    if not stands(ladder, wording):
        return ""
    level, role, axis, behaviour = wording
    if behaviour:
        found = example(ladder, wording)
        return found.text if found else ""
    if role and axis:
        one = asked(ladder, role, axis)
        return (one.summary or one.not_applicable or (one.step.name if one.step else "")) if one else ""
    if role:
        return ladder.roles[role].summary
    if axis:
        return ladder.axes[axis].question
    return ladder.levels[level].summary if level else ladder.document.about


def own_text(ladder: Ladder, wording: Wording) -> str:
    """What is written there itself: of a role on an axis without the words of the step that it names."""
    if wording.role and wording.axis and not wording.behaviour and stands(ladder, wording):
        own = ladder.roles[wording.role].expectations
        return next((one.summary for one in own if one.axis == wording.axis), "")
    return text_of(ladder, wording)


def asked(ladder: Ladder, role: str, axis: str) -> Asked | None:
    """What the role asks on the axis, if it does."""
    return next((one for one in ladder.asked(role) if one.axis == axis), None)


def examples(ladder: Ladder, wording: Wording) -> tuple[Behaviour, ...]:
    """The examples at a role's axis, each of which is a wording of its own."""
    if not (wording.role and wording.axis):
        return ()
    one = asked(ladder, wording.role, wording.axis)
    return tuple(each for each in one.behaviours if each.identity) if one else ()


def example(ladder: Ladder, wording: Wording) -> Behaviour | None:
    """The example of that identity at its role and axis."""
    return next((one for one in examples(ladder, wording) if one.identity == wording.behaviour), None)

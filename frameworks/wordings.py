"""Which wording of a version is meant, and what it says there. Pure: a ladder in, plain values out."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from frameworks.asked import Asked, Ladder
from frameworks.format.document import Behaviour, Expectation, Step

LONGEST_CODE = 80
MOST_DIGITS = 9  # of the number of a step
YES = "yes"


class Wording(NamedTuple):
    """By codes: of a level, a role, an axis; of a cell of the axis: what a role asks there, what a layer adds to that,
    what all roles of a level are asked, what everybody is asked, or a step; or one example of a cell, by its identity.
    Of none of them: the version as a whole."""

    level: str = ""
    role: str = ""
    axis: str = ""
    behaviour: str = ""
    step: int | None = None
    layer: str = ""
    everybody: bool = False

    @property
    def is_one(self) -> bool:
        """Whether it is one of these, and not of two."""
        if self._whose > 1 or (self.layer and not (self.role and self.axis)):
            return False
        only_on_an_axis = self.step is not None or self.everybody or self.behaviour
        return bool(self.axis or not only_on_an_axis) and (self._whose == 1 or not self.behaviour)

    @property
    def is_cell(self) -> bool:
        """Whether examples stand there; no example itself."""
        return bool(self.is_one and self.axis and self._whose) and not self.behaviour

    @property
    def is_of_role(self) -> bool:
        """Whether it is what a role itself asks on an axis, or an example there."""
        return bool(self.role and self.axis and not self.layer)

    @property
    def said(self) -> dict[str, str]:
        """The same by names, as addresses and forms have it."""
        texts = self._asdict() | {"everybody": YES if self.everybody else ""}
        return {name: str(value) for name, value in texts.items() if value not in ("", None)}

    @property
    def mark(self) -> str:
        """What marks it on the page on which it stands; nothing where the page is its own."""
        if self.behaviour:
            return f"example-{self.behaviour}"
        if not self.is_cell:
            return ""
        if self.role:
            return f"axis-{self.axis}" + (f"-in-{self.layer}" if self.layer else "")
        if self.step is not None:
            return f"step-{self.step}"
        return f"level-{self.level}" if self.level else "everybody"

    @property
    def _whose(self) -> int:
        return sum((bool(self.level), bool(self.role), self.step is not None, self.everybody))


def named(given: Mapping[str, Any]) -> Wording | None:
    """The wording that an address or a form names; None where no version can have it."""
    level, role, axis, layer = (given.get(name, "")[:LONGEST_CODE] for name in ("level", "role", "axis", "layer"))
    step, everybody = given.get("step", ""), given.get("everybody", "")
    is_number = step.isascii() and step.isdecimal() and len(step) <= MOST_DIGITS
    if not f"{level}{role}{axis}{layer}".isprintable() or (step and not is_number) or everybody not in ("", YES):
        return None
    try:
        behaviour = str(UUID(given["behaviour"])) if given.get("behaviour") else ""
    except ValueError:
        return None
    found = Wording(level, role, axis, behaviour, int(step) if step else None, layer, bool(everybody))
    return found if found.is_one else None


def wording_of(row: Any) -> Wording:
    """Which wording a flag, a comment, one that is held, or a proposal is on."""
    codes = {name: one.code for name in ("level", "role", "axis") if (one := getattr(row, name, None))}
    behaviour = getattr(row, "behaviour_id", None) or getattr(row, "behaviour", None)
    step = getattr(row, "step", None)
    return Wording(
        **codes,
        behaviour=str(behaviour) if behaviour else "",
        step=step.number if step else None,
        layer=getattr(row, "layer", ""),
        everybody=getattr(row, "is_for_everybody", False),
    )


def stands(ladder: Ladder, wording: Wording) -> bool:
    """Whether the version has it. What is not asked on an axis is there as well, where it can be: it may be missed."""
    level, role, axis, behaviour, step, _layer, _everybody = wording
    if not wording.is_one or (level and level not in ladder.levels) or (role and role not in ladder.roles):
        return False
    if (axis and axis not in ladder.axes) or (step is not None and step_of(ladder, axis, step) is None):
        return False
    if not _may_be_asked(ladder, wording):
        return False
    return not behaviour or example(ladder, wording) is not None


def _may_be_asked(ladder: Ladder, wording: Wording) -> bool:
    """A level that is not written yet asks its roles nothing; a layer adds where the role itself asks something."""
    if wording.level and wording.axis:
        return ladder.levels[wording.level].status != "unfinished"
    if wording.layer:
        own = ladder.roles[wording.role].expectations
        there = {one.code for one in ladder.document.layers}
        return wording.layer in there and any(one.axis == wording.axis and not one.not_applicable for one in own)
    return True


def followed(then: Ladder, now: Ladder, wording: Wording) -> Wording | None:
    """What another version calls the same wording; None where its step is not there. A step goes by its name where
    that is one step's alone in both, else by its number, unless another step has come there."""
    if wording.step is None or wording.axis not in then.axes or wording.axis not in now.axes:
        return wording
    before = {one.number: one.name for one in then.axes[wording.axis].steps}
    steps, name = now.axes[wording.axis].steps, before.get(wording.step, "")
    same = [one.number for one in steps if one.name == name]
    if len(same) == 1 and list(before.values()).count(name) == 1:
        return wording._replace(step=same[0])
    there = step_of(now, wording.axis, wording.step)
    is_another = there is not None and there.name != name and there.name in before.values()
    return None if there is None or is_another else wording


def text_of(ladder: Ladder, wording: Wording) -> str:
    """What it says; empty where nothing is written there, or where the version does not have it."""
    if not stands(ladder, wording):
        return ""
    if wording.behaviour:
        found = example(ladder, wording)
        return found.text if found else ""
    if wording.is_of_role:
        one = asked(ladder, wording.role, wording.axis)
        return (one.summary or one.not_applicable or (one.step.name if one.step else "")) if one else ""
    if wording.is_cell:
        cell = _cell(ladder, wording)
        return cell.summary if cell else ""
    if wording.role:
        return ladder.roles[wording.role].summary
    if wording.axis:
        return ladder.axes[wording.axis].question
    return ladder.levels[wording.level].summary if wording.level else ladder.document.about


def own_text(ladder: Ladder, wording: Wording) -> str:
    """What is written there itself: of a role on an axis without the words of the step that it names."""
    if wording.is_of_role and not wording.behaviour and stands(ladder, wording):
        own = ladder.roles[wording.role].expectations
        return next((one.summary for one in own if one.axis == wording.axis), "")
    return text_of(ladder, wording)


def asked(ladder: Ladder, role: str, axis: str) -> Asked | None:
    """What the role asks on the axis, if it does."""
    return next((one for one in ladder.asked(role) if one.axis == axis), None)


def step_asked(ladder: Ladder, wording: Wording) -> Wording | None:
    """The step that a role asks on an axis, as a wording of its own; None where it asks none."""
    one = asked(ladder, wording.role, wording.axis) if wording.is_of_role and stands(ladder, wording) else None
    return Wording(axis=wording.axis, step=one.step.number) if one and one.step else None


def step_of(ladder: Ladder, axis: str, number: int) -> Step | None:
    """The step of that number."""
    return next((one for one in ladder.axes[axis].steps if one.number == number), None)


def examples(ladder: Ladder, wording: Wording) -> tuple[Behaviour, ...]:
    """The examples of a cell, each of which is a wording of its own; of a role also those of the step that it asks."""
    where = wording._replace(behaviour="")
    cell = _cell(ladder, where) if where.is_cell else None
    return tuple(each for each in cell.behaviours if each.identity) if cell else ()


def example(ladder: Ladder, wording: Wording) -> Behaviour | None:
    """The example of that identity in its cell."""
    return next((one for one in examples(ladder, wording) if one.identity == wording.behaviour), None)


def _cell(ladder: Ladder, wording: Wording) -> Asked | Expectation | Step | None:
    """What stands in a cell, if anything does."""
    level, role, axis, _behaviour, step, layer, everybody = wording
    if wording.is_of_role:
        return asked(ladder, role, axis) if role in ladder.roles else None
    if step is not None:
        return step_of(ladder, axis, step) if axis in ladder.axes else None
    among: tuple[Expectation, ...] = ()
    if everybody:
        among = ladder.document.expectations
    elif layer:
        there = (one for each in ladder.document.layers if each.code == layer for one in each.roles)
        among = next((one.expectations for one in there if one.role == role), ())
    elif level in ladder.levels:
        among = ladder.levels[level].expectations
    return next((one for one in among if one.axis == axis), None)

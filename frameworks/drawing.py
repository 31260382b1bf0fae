"""From roles to their radar, and to the same numbers as a table. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frameworks.asked import Ladder, short_name
from frameworks.format.document import Axis, Step
from frameworks.radar import AT_LEAST, Radar, radar


@dataclass(frozen=True)
class Numbers:
    """An axis with the step that each role asks for; None where nothing is asked."""

    axis: Axis
    steps: tuple[Step | None, ...]


@dataclass(frozen=True)
class Drawing:
    """The radar of some roles and its numbers; `names` are what the roles of `codes` and the people are called."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    radar: Radar
    rows: tuple[Numbers, ...]

    @property
    def keys(self) -> list[dict[str, object]]:
        """Where the key of each role stands below a drawing that stands by itself."""
        left = [-210 + 105 * number for number in range(len(self.names))]
        return [
            {"name": name if len(name) <= 11 else name[:10] + "…", "x": x, "x2": x + 24, "text": x + 30}
            for name, x in zip(self.names, left, strict=True)
        ]


def can_be_drawn(ladder: Ladder) -> bool:
    """Whether a version has the steps that a radar is made of."""
    return len([axis for axis in ladder.document.axes if axis.steps]) >= AT_LEAST


def drawing(
    ladder: Ladder, codes: Sequence[str], people: Sequence[tuple[str, Mapping[str, int]]] = ()
) -> Drawing | None:
    """Roles over the axes that have steps; None where fewer than three do, or where none of the roles has a step.

    `people`: names with the number of the step that somebody was found at, by axis; a step that the version does not
    have is left out.
    """
    axes = [axis for axis in ladder.document.axes if axis.steps]
    steps = {
        code: {asked.axis: asked.step for asked in ladder.asked(code) if asked.step}
        for code in dict.fromkeys(codes)
        if code in ladder.roles
    }
    for name, numbers in people:
        steps[name] = {axis.code: step for axis in axes for step in axis.steps if numbers.get(axis.code) == step.number}
    if len(axes) < AT_LEAST or not any(steps.values()):
        return None
    drawn = radar(
        [(axis.name, max(step.number for step in axis.steps)) for axis in axes],
        [(code, [_number(found.get(axis.code)) for axis in axes]) for code, found in steps.items()],
    )
    rows = tuple(Numbers(axis, tuple(found.get(axis.code) for found in steps.values())) for axis in axes)
    names = tuple(short_name(ladder.roles[code]) if code in ladder.roles else code for code in steps)
    return Drawing(tuple(steps), names, drawn, rows)


def _number(step: Step | None) -> int | None:
    return None if step is None else step.number

"""From roles to their radar, and to the same numbers as a table. Pure."""

from dataclasses import dataclass

from frameworks.asked import Ladder
from frameworks.format.document import Axis, Step
from frameworks.radar import AT_LEAST, Radar, radar


@dataclass(frozen=True)
class Numbers:
    """An axis with the step that each role asks for; None where nothing is asked."""

    axis: Axis
    steps: tuple[Step | None, ...]


@dataclass(frozen=True)
class Drawing:
    """The radar of some roles and its numbers."""

    codes: tuple[str, ...]
    radar: Radar
    rows: tuple[Numbers, ...]

    @property
    def keys(self) -> list[dict[str, object]]:
        """Where the key of each role stands below a drawing that stands by itself."""
        left = [-210 + 105 * number for number in range(len(self.codes))]
        return [
            {"code": code if len(code) <= 11 else code[:10] + "…", "x": x, "x2": x + 24, "text": x + 30}
            for code, x in zip(self.codes, left, strict=True)
        ]


def drawing(ladder: Ladder, codes: list[str]) -> Drawing | None:
    """Roles over the axes that have steps; None where fewer than three do, or where none of the roles has a step."""
    axes = [axis for axis in ladder.document.axes if axis.steps]
    steps = {
        code: {asked.axis: asked.step for asked in ladder.asked(code) if asked.step}
        for code in dict.fromkeys(codes)
        if code in ladder.roles
    }
    if len(axes) < AT_LEAST or not any(steps.values()):
        return None
    drawn = radar(
        [(axis.name, max(step.number for step in axis.steps)) for axis in axes],
        [(code, [_number(found.get(axis.code)) for axis in axes]) for code, found in steps.items()],
    )
    rows = tuple(Numbers(axis, tuple(found.get(axis.code) for found in steps.values())) for axis in axes)
    return Drawing(tuple(steps), drawn, rows)


def _number(step: Step | None) -> int | None:
    return None if step is None else step.number

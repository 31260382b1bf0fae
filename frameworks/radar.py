"""Where the points of a radar lie: one spoke an axis, one ring a step. Pure geometry, in units of the drawing.

The centre is (0, 0), y grows downward, the first spoke points up and the others follow clockwise. On every axis the
outermost step lies on the rim (radius 100), whatever number the axis has of them, and nothing lies in the centre.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

RADIUS = 100.0
LABEL = 114.0  # where the names stand
LINE = 16  # characters of a name in one line
AT_LEAST = 3  # fewer spokes make no area


@dataclass(frozen=True)
class Dot:
    """A place in the drawing, rounded to a tenth."""

    x: float
    y: float

    def __str__(self) -> str:
        return f"{self.x:g},{self.y:g}"


@dataclass(frozen=True)
class Spoke:
    """An axis: its end on the rim, and where its name stands, in lines."""

    end: Dot
    name: str
    lines: tuple[str, ...]
    label: Dot
    anchor: str


@dataclass(frozen=True)
class Shape:
    """One role: its corners in the order of the spokes, as `points` of a polygon and one by one."""

    name: str
    dots: tuple[Dot, ...]

    @property
    def points(self) -> str:
        """For the attribute of that name."""
        return " ".join(str(dot) for dot in self.dots)


@dataclass(frozen=True)
class Radar:
    """Everything a template needs to draw it."""

    spokes: tuple[Spoke, ...]
    rings: tuple[str, ...]
    shapes: tuple[Shape, ...]


def radar(axes: Sequence[tuple[str, int]], roles: Sequence[tuple[str, Sequence[int | None]]]) -> Radar:
    """The drawing of roles over axes.

    `axes`: names with the number of the highest step; `roles`: names with the step on each axis, None where nothing
    is asked. Raises ValueError with fewer than three axes, or where a role has not one value an axis.
    """
    if len(axes) < AT_LEAST:
        raise ValueError("a radar needs at least three axes")
    if any(len(values) != len(axes) for _name, values in roles):
        raise ValueError("a role needs one value an axis")
    count = len(axes)
    rings = max(highest for _name, highest in axes) or 1
    return Radar(
        spokes=tuple(_spoke(number, count, name) for number, (name, _highest) in enumerate(axes)),
        rings=tuple(_ring(RADIUS * ring / min(rings, 10), count) for ring in range(1, min(rings, 10) + 1)),
        shapes=tuple(
            Shape(
                name,
                tuple(
                    at(number, count, RADIUS * (value or 0) / (axes[number][1] or 1))
                    for number, value in enumerate(values)
                ),
            )
            for name, values in roles
        ),
    )


def at(number: int, count: int, radius: float) -> Dot:
    """The point of a spoke at a radius."""
    angle = 2 * pi * number / count
    return Dot(round(radius * sin(angle), 1) + 0.0, round(-radius * cos(angle), 1) + 0.0)


def _ring(radius: float, count: int) -> str:
    return " ".join(str(at(number, count, radius)) for number in range(count))


def _spoke(number: int, count: int, name: str) -> Spoke:
    label = at(number, count, LABEL)
    lines = in_lines(name)
    anchor = "middle" if abs(label.x) < 12 else "start" if label.x > 0 else "end"
    rise = 6 * (len(lines) - 1) * (1 if label.y < -60 else 0 if label.y > 60 else 0.5)
    return Spoke(at(number, count, RADIUS), name, lines, Dot(label.x, round(label.y - 2 * rise + 4, 1)), anchor)


def in_lines(name: str) -> tuple[str, ...]:
    """A name in at most two lines; what is longer is cut off and ends in dots."""
    words, lines = name.split(), [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= LINE or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > 2:
        lines = [lines[0], lines[1] + "…"]
    return tuple(line if len(line) <= LINE + 5 else line[: LINE + 3] + "…" for line in lines)

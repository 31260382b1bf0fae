"""Where words stand in a version, by codes and identities: they outlive the rows, which a new structure renews."""

from dataclasses import asdict, dataclass
from typing import Literal
from urllib.parse import urlencode
from uuid import UUID


@dataclass(frozen=True)
class Place:
    """A cell: what a role is asked on an axis (or all roles of a level, or everybody, where neither is named; or what a
    layer adds to a role); or, with `step`, a step of the axis."""

    axis: str
    role: str = ""
    level: str = ""
    layer: str = ""
    step: int | None = None

    @property
    def query(self) -> str:
        """The same in an address."""
        return urlencode({name: value for name, value in asdict(self).items() if value not in ("", None)})


@dataclass(frozen=True)
class Example:
    """One example, wherever it stands."""

    identity: UUID

    @property
    def query(self) -> str:
        """The same in an address."""
        return urlencode({"example": str(self.identity)})


Kind = Literal["head", "rule", "level", "axis", "role", "track"]


@dataclass(frozen=True)
class Part:
    """What is said of a level, an axis, a role, a track; or, without a code, of the framework itself and its rule."""

    kind: Kind
    code: str = ""

    @property
    def query(self) -> str:
        """The same in an address."""
        return urlencode({self.kind: self.code or "yes"})


Where = Place | Example | Part


def where_from(asked: dict[str, str]) -> Where | None:
    """What an address names, or None: `axis` with `role`, `level`, `layer` or `step` is a cell; one of them alone, the
    part of that name; `everybody` with `axis` what everybody is asked."""
    given = {name: asked.get(name, "")[:80] for name in ("axis", "role", "level", "layer", "step", "track")}
    if example := asked.get("example"):
        try:
            return Example(UUID(example))
        except ValueError:
            return None
    if "head" in asked or "rule" in asked:
        return Part("head" if "head" in asked else "rule")
    named = [name for name, value in given.items() if value]
    if len(named) == 1 and named[0] in ("level", "axis", "role", "track") and "everybody" not in asked:
        return Part(named[0], given[named[0]])  # type: ignore[arg-type]
    if not given["axis"] or given["track"]:
        return None
    if given["step"]:
        if not given["step"].isdecimal() or len(given["step"]) > 9 or len(named) > 2:
            return None
        return Place(given["axis"], step=int(given["step"]))
    if (given["level"] and (given["role"] or given["layer"])) or (given["layer"] and not given["role"]):
        return None
    return Place(given["axis"], given["role"], given["level"], given["layer"])

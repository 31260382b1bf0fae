"""What a role asks, axis by axis, with what comes from before. Pure: a document in, plain values out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from frameworks.format.document import Axis, Behaviour, Document, Expectation, Layer, Level, Role, Step, Track


def short_name(role: Role) -> str:
    """What a role is called in a word: its code, or its title where the code is only a part of that ("senior")."""
    part = role.code.replace("-", " ").casefold()
    return role.title if part in role.title.casefold() else role.code


def full_name(role: Role) -> str:
    """Code and title: "IC2, Engineer II"; the title alone where the code is only a part of it."""
    short = short_name(role)
    return short if short == role.title or not role.title else f"{short}, {role.title}"


@dataclass(frozen=True)
class Inherited:
    """What an earlier level, or an earlier step of the axis, adds: `code` is what the role is called; or the step."""

    summary: str
    behaviours: tuple[Behaviour, ...]
    code: str = ""
    step: Step | None = None


@dataclass(frozen=True)
class Added:
    """What is asked besides the role's own words: of everybody, of all roles of its level, or by a layer. `source`: the
    level's code, or the layer with those around it, whose own code is `code`."""

    kind: Literal["everybody", "level", "layer"]
    source: str
    summary: str
    link: str
    behaviours: tuple[Behaviour, ...]
    code: str = ""


@dataclass(frozen=True)
class Asked:
    """What a role asks on one axis. `inherited` is what it includes besides, nearest first.

    `step_summary` is the step's own sentence where the role has another one in `summary`. `usual_name` is the axis's
    name elsewhere, where it has another one here; `replaces` the name of the axis whose place it takes. `also` is asked
    of more than this role; `layers` is what departments and specialties add, the outer ones first.
    """

    axis: str
    name: str
    question: str = ""
    summary: str = ""
    step: Step | None = None
    step_summary: str = ""
    steps: tuple[Step, ...] = ()
    behaviours: tuple[Behaviour, ...] = ()
    not_applicable: str = ""
    link: str = ""
    day_one: bool = False
    usual_name: str = ""
    replaces: str = ""
    inherited: tuple[Inherited, ...] = ()
    also: tuple[Added, ...] = ()
    layers: tuple[Added, ...] = ()

    @property
    def sources(self) -> str:
        """Where the inherited text comes from: codes of roles, or names of steps."""
        return ", ".join(one.step.name if one.step else one.code for one in self.inherited)

    @property
    def has_examples(self) -> bool:
        """Whether any example stands here, of its own or from before."""
        beside = [one.behaviours for one in self.inherited] + [one.behaviours for one in (*self.also, *self.layers)]
        return bool(self.behaviours or any(beside))


class Leveled(Protocol):
    """A level, of a text or as a row."""

    @property
    def personal_profile(self) -> bool: ...
    @property
    def status(self) -> str: ...


def is_personal(level: Leveled) -> bool:
    """Whether what a level asks is written for each person: it says so, or has no text."""
    return level.personal_profile or level.status == "unfinished"


@dataclass(frozen=True, eq=False)
class Ladder:
    """A document with its parts by code, for looking things up; what was asked of it once is remembered."""

    document: Document
    levels: dict[str, Level] = field(init=False)
    roles: dict[str, Role] = field(init=False)
    axes: dict[str, Axis] = field(init=False)
    tracks: dict[str, Track] = field(init=False)
    _asked: dict[str, tuple[Asked, ...]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("levels", "roles", "axes", "tracks"):
            object.__setattr__(self, name, {part.code: part for part in getattr(self.document, name)})

    def level_of(self, code: str) -> Level:
        """The level of a role."""
        return self.levels[self.roles[code].level]

    def is_personal(self, code: str) -> bool:
        """Whether what a role asks is written for each person who holds it."""
        return is_personal(self.level_of(code))

    def rank(self, code: str) -> int:
        """The rank of a role: of its level, over the whole organisation."""
        return self.level_of(code).rank

    def on_track(self, track: str) -> list[Role]:
        """The roles of a track, lowest rank first."""
        found = (role for role in self.document.roles if track in role.tracks)
        return sorted(found, key=lambda role: self.rank(role.code))

    def axes_of(self, track: str) -> list[Axis]:
        """The axes used on a track, in the order of the framework."""
        named = self.tracks[track].axes
        return [axis for axis in self.document.axes if named is None or axis.code in named]

    def axes_of_role(self, code: str) -> dict[str, Axis]:
        """The axes of the tracks of a role, by code: those it may be judged on."""
        return {axis.code: axis for track in self.roles[code].tracks for axis in self.axes_of(track)}

    def before(self, code: str) -> list[Role]:
        """The roles whose text this one includes, nearest first; none where levels do not include those before.

        A level that is a different role begins anew: what stands before it is not taken over.
        """
        if not self.document.cumulative:
            return []
        role, found = self.roles[code], []
        earlier = {
            r.code: r for track in role.tracks for r in self.on_track(track) if self.rank(r.code) < self.rank(code)
        }
        if self.level_of(code).is_different_role:
            return []
        for one in sorted(earlier.values(), key=lambda r: -self.rank(r.code)):
            found.append(one)
            if self.level_of(one.code).is_different_role:
                break
        return found

    def asked(self, code: str) -> tuple[Asked, ...]:
        """What the role asks on each axis that it names, in the order of the framework's axes."""
        if code not in self._asked:
            self._asked[code] = self._read(code)
        return self._asked[code]

    def replaced(self, code: str) -> set[str]:
        """The axes whose place another one takes at a role."""
        return {self.axes[item.axis].replaces for item in self.roles[code].expectations} - {""}

    def weights(self, code: str) -> dict[str, int]:
        """How much each axis that the role asks counts: as its level says, else its tracks, else once."""
        said = {one.axis: one.weight for track in self.roles[code].tracks for one in self.tracks[track].weights}
        said |= {one.axis: one.weight for one in self.level_of(code).weights}
        return {one.axis: said.get(one.axis, 1) for one in self.asked(code) if not one.not_applicable}

    def equals(self, code: str) -> list[Role] | None:
        """The roles of other tracks that stand level with a role; None where nothing is said of it."""
        named = self.roles[code].equals
        back = [role for role in self.document.roles if code in (role.equals or ())]
        if named is None and not back:
            return None
        return [role for role in self.document.roles if role.code in (named or ()) or role in back]

    def _read(self, code: str) -> tuple[Asked, ...]:
        role, level = self.roles[code], self.level_of(code)
        expected = {item.axis: item for item in role.expectations}
        shared = () if level.status == "unfinished" else (*self.document.expectations, *level.expectations)
        used = set(self.axes_of_role(code)) - self.replaced(code)
        for item in shared:
            if item.axis in used:
                expected.setdefault(item.axis, Expectation(axis=item.axis))
        before = self.before(code)
        return tuple(
            self._on_axis(self.axes[axis.code], expected[axis.code], before, code)
            for axis in self.document.axes
            if axis.code in expected
        )

    def of_everybody(self, axis: str) -> Iterable[Added]:
        """What everybody is asked on an axis, if anything."""
        for item in self.document.expectations:
            if item.axis == axis:
                yield Added("everybody", "", item.summary, item.link, item.behaviours)

    def of_level(self, level: Level, axis: str) -> Iterable[Added]:
        """What all roles of a level are asked on an axis, if anything; nothing while its text is not written."""
        for item in level.expectations if level.status != "unfinished" else ():
            if item.axis == axis:
                yield Added("level", level.code, item.summary, item.link, item.behaviours)

    def _layers(self, axis: str, code: str) -> Iterable[Added]:
        layers = {layer.code: layer for layer in self.document.layers}
        for layer in self.document.layers:
            for added in layer.roles:
                for item in added.expectations if added.role == code else ():
                    if item.axis == axis:
                        source = _path(layer, layers)
                        yield Added("layer", source, item.summary, item.link, item.behaviours, layer.code)

    def _on_axis(self, axis: Axis, item: Expectation, before: list[Role], code: str) -> Asked:
        step = next((step for step in axis.steps if step.number == item.step), None)
        also = (*self.of_everybody(axis.code), *self.of_level(self.level_of(code), axis.code))
        inherited = [] if item.not_applicable else [*self._lower_steps(axis, step), *_from(before, axis.code)]
        return Asked(
            axis=axis.code,
            name=item.called or axis.name,
            usual_name=axis.name if item.called and item.called != axis.name else "",
            replaces=self.axes[axis.replaces].name if axis.replaces else "",
            question=axis.question,
            link=item.link,
            summary=item.summary or (step.summary if step else ""),
            step=step,
            step_summary=step.summary if step and item.summary else "",
            steps=axis.steps,
            behaviours=item.behaviours + (step.behaviours if step else ()),
            not_applicable=item.not_applicable,
            day_one=item.day_one,
            inherited=tuple(inherited),
            also=() if item.not_applicable else also,
            layers=tuple(self._layers(axis.code, code)),
        )

    def _lower_steps(self, axis: Axis, step: Step | None) -> list[Inherited]:
        if step is None or not self.document.cumulative:
            return []
        lower = [one for one in axis.steps if one.number < step.number]
        return [Inherited(one.summary, one.behaviours, step=one) for one in reversed(lower)]


def _from(before: Iterable[Role], axis: str) -> list[Inherited]:
    """What earlier roles say in words of their own."""
    return [
        Inherited(item.summary, item.behaviours, code=short_name(role))
        for role in before
        for item in role.expectations
        if item.axis == axis and (item.behaviours or item.summary)
    ]


def _path(layer: Layer, layers: dict[str, Layer]) -> str:
    """A layer with those around it, the outermost first."""
    return f"{_path(layers[layer.within], layers)}, {layer.name}" if layer.within in layers else layer.name

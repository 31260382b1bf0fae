"""The sheet of a candidate: on which axes one may be found, at which steps or as which roles say, in the words of the
version; and the way between what is stored (ids) and what the rule compares (numbers and codes)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from candidates.models import Candidate
from candidates.nearest import Choices, Found, choices
from candidates.workflow import Said, Sheet
from frameworks import reading
from frameworks.asked import Ladder, full_name
from frameworks.format.document import Behaviour
from frameworks.format.document import Role as RoleText
from frameworks.models import Axis, Role, Version
from frameworks.remembering import remembered
from frameworks.sentences import sentence

MANY = 40  # roles that word one axis; the page of an axis is read track by track from there on, too


@dataclass(frozen=True)
class Option:
    """One place to be found at: its value in the form, what it is called, and its text."""

    value: str
    label: str
    summary: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class AxisRow:
    """One axis with the places one may be found at, the lowest first."""

    axis: Axis
    name: str
    question: str
    options: tuple[Option, ...]

    def label_of(self, said: Said) -> str:
        """What a place is called; that it was not seen where none was chosen."""
        value = value_of(said)
        return next((one.label for one in self.options if one.value == value), str(_("not seen")))


def value_of(said: Said) -> str:
    """A place as a value of the form; empty where none was chosen."""
    return str(said.step or said.role or "")


choices_of = remembered(choices)


def has_many(ladder: Ladder) -> bool:
    """Whether so many roles word an axis that nobody reads them all: then it is asked which one somebody is meant
    for."""
    return any(len(one.roles) > MANY for one in choices_of(ladder).values())


class Asked:
    """The axes of one version, as rows, and by what they are stored. Of very many roles only those that share a track
    with the one somebody is meant for are places to be found at."""

    def __init__(self, version: Version, meant_for: str = "") -> None:
        self.ladder: Ladder = reading.ladder(version)
        self.meant_for = meant_for
        self._axes = reading.axes(version)
        self._steps = reading.steps(version)
        self._roles = reading.roles(version)

    @classmethod
    def of(cls, candidate: Candidate) -> "Asked":
        """Those that a candidate is levelled by."""
        return cls(candidate.version, candidate.meant_for.code if candidate.meant_for else "")

    @cached_property
    def rows(self) -> list[AxisRow]:
        """One row an axis on which some role asks something."""
        return [self._row(code, one) for code, one in choices_of(self.ladder).items()]

    def role_of(self, code: str) -> Role:
        """The row of a role."""
        return self._roles[code]

    def said(self, axis: UUID, value: str, text: str) -> Said:
        """What was chosen and written on one axis, from the form."""
        codes = {row.pk: code for code, row in self._axes.items()}
        steps = {str(step.pk): step.pk for (code, _number), step in self._steps.items() if code == codes[axis]}
        if value in steps:
            return Said(step=steps[value], text=text)
        return Said(role=UUID(value) if value else None, text=text)

    def found(self, sheet: Sheet) -> dict[str, Found]:
        """What stands, as the rule compares it: by the code of the axis."""
        axes = {row.pk: code for code, row in self._axes.items()}
        steps = {step.pk: number for (_code, number), step in self._steps.items()}
        roles = {role.pk: code for code, role in self._roles.items()}
        return {
            axes[axis]: Found(steps.get(said.step), roles.get(said.role, ""))
            for axis, said in sheet.items()
            if axis in axes
        }

    def stored(self, found: Mapping[str, Found]) -> Sheet:
        """The other way: what the rule says, by the id of the axis, without words."""
        return {
            self._axes[code].pk: Said(
                step=self._steps[code, one.step].pk if one.step is not None else None,
                role=self._roles[one.role].pk if one.role else None,
            )
            for code, one in found.items()
        }

    def _offered(self, roles: tuple[RoleText, ...]) -> list[RoleText]:
        meant_for = self.ladder.roles.get(self.meant_for)
        if meant_for is None or not has_many(self.ladder):
            return list(roles)
        return [role for role in roles if set(role.tracks) & set(meant_for.tracks)]

    def _row(self, code: str, one: Choices) -> AxisRow:
        steps = [
            Option(
                str(self._steps[code, step.number].pk),
                f"{step.number}, {step.name}",
                step.summary,
                _read(step.behaviours),
            )
            for step in one.steps
        ]
        roles = []
        for role in self._offered(one.roles):
            asked = next(asked for asked in self.ladder.asked(role.code) if asked.axis == code)
            level = tuple(behaviour for added in asked.also if added.kind == "level" for behaviour in added.behaviours)
            summary = asked.summary or next((added.summary for added in asked.also if added.kind == "level"), "")
            examples = _read((*asked.behaviours, *level))
            roles.append(Option(str(self._roles[role.code].pk), full_name(role), summary, examples))
        return AxisRow(self._axes[code], one.axis.name, one.axis.question, (*steps, *roles))


def _read(behaviours: tuple[Behaviour, ...]) -> tuple[str, ...]:
    return tuple(sentence(behaviour) for behaviour in behaviours)

"""The axes of what is written: of a note, those of the ladder on which the person stands today; of a self-reflection,
those on which the role of the roster asks something."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from accounts import clock
from accounts.models import Person
from frameworks import reading
from frameworks.models import Axis, Role, Version
from frameworks.placements import role_on
from reviews.assessments.sheet import expected, role_texts


@dataclass(frozen=True)
class AxisChoice:
    """One axis: its row, its code in addresses, and its name as the version in force has it."""

    axis: Axis
    name: str

    @property
    def code(self) -> str:
        return self.axis.code


def axes_of(person: Person) -> list[AxisChoice]:
    """The axes in the version in force of the framework of the person's role; none where they hold no role."""
    placement = role_on(person, clock.today())
    if placement is None:
        return []
    version = Version.objects.in_force(placement.role.framework_id)
    if version is None:
        return []
    names, rows = reading.names(version).axes, reading.axes(version)
    return [AxisChoice(axis, names.get(axis.pk, code)) for code, axis in rows.items()]


@dataclass(frozen=True)
class AskedAxis:
    """One axis of a role: its row, its name, and what the role asks there, as the page shows it."""

    axis: Axis
    name: str
    expected: SafeString


def asked_of(version: Version, role: Role) -> list[AskedAxis]:
    """The axes on which a role asks something in a version."""
    texts, axes = reading.ladder(version), reading.axes(version)
    shown = expected(texts, role.code)
    return [
        AskedAxis(axes[code], text.name, shown[code])
        for code, text in role_texts(texts, role.code).items()
        if not text.not_applicable
    ]

"""The text of a role as an assessor reads it: by axis, with what comes from the roles before folded away."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from frameworks.format.document import Axis, Behaviour, Document, Expectation, Role


@dataclass(frozen=True)
class Said:
    """One behaviour, ready to read."""

    text: str
    measure: str = ""
    day_one: bool = False
    from_role: str = ""


@dataclass(frozen=True)
class AxisText:
    """What a role asks on one axis, in the words of components/expectation.html."""

    code: str
    name: str
    question: str = ""
    summary: str = ""
    step: str = ""
    not_applicable: str = ""
    behaviours: list[Said] = field(default_factory=list)
    from_before: list[Said] = field(default_factory=list)


def role_text(document: Document, code: str) -> list[AxisText]:
    """The text of the role `code`, one entry an axis of its tracks; empty where the document has no such role."""
    role = next((role for role in document.roles if role.code == code), None)
    if role is None:
        return []
    earlier = _earlier(document, role) if document.cumulative else []
    return [_axis_text(axis, role, earlier) for axis in axes_of(document, role)]


def axes_of(document: Document, role: Role) -> list[Axis]:
    """The axes that the role's tracks use, in the order of the document."""
    used: set[str] = set()
    for track in document.tracks:
        if track.code in role.tracks:
            used |= {axis.code for axis in document.axes} if track.axes is None else set(track.axes)
    return [axis for axis in document.axes if axis.code in used]


def _earlier(document: Document, role: Role) -> list[Role]:
    """Roles of a lower rank on the same tracks, the nearest first."""
    rank = {level.code: level.rank for level in document.levels}
    below = [
        other
        for other in document.roles
        if rank[other.level] < rank[role.level] and set(other.tracks) & set(role.tracks)
    ]
    return sorted(below, key=lambda other: -rank[other.level])


def _axis_text(axis: Axis, role: Role, earlier: list[Role]) -> AxisText:
    asked = _asked(role, axis.code)
    step = next((step for step in axis.steps if asked and step.number == asked.step), None)
    own = list(asked.behaviours) if asked else []
    if step and not own:
        own = list(step.behaviours)
    before = [
        _said(behaviour, other.code)
        for other in earlier
        if (expected := _asked(other, axis.code))
        for behaviour in expected.behaviours
    ]
    return AxisText(
        code=axis.code,
        name=axis.name,
        question=axis.question,
        summary=(asked.summary if asked else "") or (step.summary if step else ""),
        step=_("Step %(number)d: %(name)s") % {"number": step.number, "name": step.name} if step else "",
        not_applicable=asked.not_applicable if asked else "",
        behaviours=[_said(behaviour) for behaviour in own],
        from_before=before,
    )


def _asked(role: Role, axis: str) -> Expectation | None:
    return next((expectation for expectation in role.expectations if expectation.axis == axis), None)


def _said(behaviour: Behaviour, from_role: str = "") -> Said:
    measure = behaviour.measure
    said = " ".join(part for part in (measure.name, measure.value, measure.unit) if part) if measure else ""
    return Said(behaviour.text, said, behaviour.day_one, from_role)

"""The text of a role as an assessor reads it: by axis, in the words of components/expectation.html."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from frameworks.asked import Added, Asked, Inherited, Ladder
from frameworks.format.document import Behaviour, Document
from frameworks.sentences import measure_text, need_text
from frameworks.team_examples import Shown


@dataclass(frozen=True)
class Said:
    """One behaviour, ready to read."""

    text: str
    measure: str = ""
    day_one: bool = False
    from_role: str = ""
    identity: str = ""
    of_team: tuple[Shown, ...] = ()  # what the subject's team put beside it


@dataclass(frozen=True)
class AxisText:
    """What a role asks on one axis."""

    code: str
    name: str
    question: str = ""
    summary: str = ""
    step: str = ""
    not_applicable: str = ""
    behaviours: list[Said] = field(default_factory=list)
    from_before: list[Said] = field(default_factory=list)


def role_text(document: Document, code: str) -> list[AxisText]:
    """The text of the role `code`, one entry an axis; empty where the document has no such role.

    A role without a text yet (an unfinished level) is judged on the axes of its tracks, without their words.
    """
    ladder = Ladder(document)
    if code not in ladder.roles:
        return []
    asked = ladder.asked(code)
    if asked:
        return [_axis_text(one) for one in asked]
    axes = ladder.axes_of_role(code).values()
    return [AxisText(code=axis.code, name=axis.name, question=axis.question) for axis in axes]


def _axis_text(asked: Asked) -> AxisText:
    step = asked.step
    return AxisText(
        code=asked.axis,
        name=asked.name,
        question=asked.question,
        summary=asked.summary,
        step=_("Step %(number)d: %(name)s") % {"number": step.number, "name": step.name} if step else "",
        not_applicable=asked.not_applicable,
        behaviours=[_said(behaviour) for behaviour in asked.behaviours],
        from_before=[
            *(said for one in asked.also for said in _added(one)),
            *(said for one in asked.inherited for said in _inherited(one)),
        ],
    )


def _inherited(one: Inherited) -> list[Said]:
    """An earlier role's (or step's) own sentence first, then its examples."""
    origin = one.code or (one.step.name if one.step else "")
    own = [Said(one.summary, from_role=origin)] if one.summary else []
    return own + [_said(behaviour, origin) for behaviour in one.behaviours]


def _added(one: Added) -> list[Said]:
    """What is asked of more than this role."""
    origin = one.source or _("everybody")
    own = [Said(one.summary, from_role=origin)] if one.summary else []
    return own + [_said(behaviour, origin) for behaviour in one.behaviours]


def _said(behaviour: Behaviour, from_role: str = "") -> Said:
    beside = ", ".join(filter(None, (need_text(behaviour), measure_text(behaviour.measure))))
    return Said(behaviour.text, beside, behaviour.day_one, from_role, behaviour.identity)

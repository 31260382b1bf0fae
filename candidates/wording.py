"""What is said of how a role fits: a sentence for the whole, and for each axis what it asks, what was found, and by how
much they differ."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.days import number
from candidates.nearest import Fit, Found, Line
from frameworks.asked import Ladder, short_name
from frameworks.format.document import Axis, Role


@dataclass(frozen=True)
class LineSaid:
    """One axis of a role, ready to read."""

    axis: str
    asks: str
    found: str
    gap: str
    standing: str


@dataclass(frozen=True)
class FitSaid:
    """One role, ready to read."""

    role: Role
    sentence: str
    lines: list[LineSaid]
    is_meant: bool  # whether it is the one somebody is meant for


def fit_said(ladder: Ladder, fit: Fit, meant_for: str = "") -> FitSaid:
    """A role and why it is near."""
    lines = [_line(ladder, fit, line) for line in fit.lines]
    return FitSaid(fit.role, _whole(fit), lines, fit.role.code == meant_for)


def _whole(fit: Fit) -> str:
    if fit.fits:
        return _("Everything it asks was found.") if not fit.over else _("Everything it asks was found, and more.")
    said = []
    if fit.below:
        said.append(
            ngettext(
                "On %(count)s axis less was found than it asks.",
                "On %(count)s axes less was found than it asks.",
                fit.below,
            )
            % {"count": number(fit.below)}
        )
    if fit.unseen:
        said.append(
            ngettext(
                "On %(count)s axis it is not known.",
                "On %(count)s axes it is not known.",
                fit.unseen,
            )
            % {"count": number(fit.unseen)}
        )
    return " ".join(said)


def _line(ladder: Ladder, fit: Fit, line: Line) -> LineSaid:
    return LineSaid(line.axis.name, _asks(fit, line), _found(ladder, line.axis, line.found), _gap(line), line.standing)


def _asks(fit: Fit, line: Line) -> str:
    if line.asked is None:
        return _("nothing")
    if line.asked.not_applicable:
        return _("does not apply")
    if line.asked.step is None:
        return short_name(fit.role) if line.standing != "unasked" else _("nothing")
    return f"{line.asked.step.number}, {line.asked.step.name}"


def _found(ladder: Ladder, axis: Axis, found: Found) -> str:
    if found.step is not None:
        return next(f"{step.number}, {step.name}" for step in axis.steps if step.number == found.step)
    return short_name(ladder.roles[found.role]) if found.role else _("nothing yet")


def _gap(line: Line) -> str:
    if line.standing == "unseen":
        return _("cannot be compared") if line.found else _("not known")
    if line.standing == "unasked":
        return _("more than asked") if line.gap else ""
    if line.standing == "at":
        return _("as asked")
    count = abs(line.gap)
    if line.standing == "above":
        return ngettext("%(count)s above", "%(count)s above", count) % {"count": count}
    return ngettext("%(count)s below", "%(count)s below", count) % {"count": count}

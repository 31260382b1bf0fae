"""How a wording of which people speak is called, where it stands, and where one speaks of it."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from frameworks import reading
from frameworks.asked import Ladder, full_name, short_name
from frameworks.models import Proposal, Version
from frameworks.wordings import Wording


def wording_of(row: Any) -> Wording:
    """Which wording a flag, a comment or a proposal is on."""
    level, behaviour = getattr(row, "level", None), row.behaviour_id
    return Wording(
        level.code if level else "",
        row.role.code if row.role else "",
        row.axis.code if row.axis else "",
        str(behaviour) if behaviour else "",
    )


def text_for(viewer: Person, version: Version) -> Ladder | None:
    """The text of a version of which somebody spoke; None where it is its editors' alone: a draft again, or
    discarded."""
    of_editors = version.state in (Version.State.DRAFT, Version.State.DISCARDED)
    if of_editors and not Version.objects.visible_to(viewer).filter(pk=version.pk).exists():
        return None
    return reading.ladder(version)


def title(ladder: Ladder | None, wording: Wording, is_short: bool = False) -> str:
    """What it is called: "IC2, Engineer II: Execution"; by its codes where this version does not have it any more, or
    is not for the reader."""
    level, role, axis, _behaviour = wording
    name = short_name if is_short else full_name
    parts = []
    if role:
        parts.append(name(ladder.roles[role]) if ladder and role in ladder.roles else role)
    if axis:
        parts.append(ladder.axes[axis].name if ladder and axis in ladder.axes else axis)
    if level:
        parts.append(_("Level %(code)s") % {"code": level})
    return (", " if is_short else ": ").join(parts) or _("The framework as a whole")


def title_within(ladder: Ladder | None, wording: Wording) -> str:
    """The same within a sentence: "What is said of the framework as a whole"."""
    if not any(wording):
        return _("the framework as a whole")
    if wording.level:
        return _("level %(code)s") % {"code": wording.level}
    return title(ladder, wording)


def query(version: Version, wording: Wording | None = None, **more: str) -> str:
    """The end of an address: the version where it is not the one in force, and the wording."""
    said = {} if version.state == Version.State.PUBLISHED else {"version": version.label}
    said |= {name: code for name, code in (wording._asdict() if wording else {}).items() if code}
    said |= more
    return f"?{urlencode(said)}" if said else ""


def talk_url(version: Version, wording: Wording, **more: str) -> str:
    """Where one speaks of it."""
    return reverse("framework_wording", args=[version.framework.slug]) + query(version, wording, **more)


def propose_url(version: Version, wording: Wording, kind: str = Proposal.Kind.REWORD) -> str:
    """Where one proposes something of it."""
    more = {} if kind == Proposal.Kind.REWORD else {"kind": kind}
    return reverse("framework_propose", args=[version.framework.slug]) + query(version, wording, **more)


def talk_address(version: Version, wording: Wording) -> str:
    """The same; empty for a draft, of which nobody speaks here."""
    return "" if version.state == Version.State.DRAFT else talk_url(version, wording)


def stands_url(version: Version, wording: Wording) -> str:
    """The page on which it stands."""
    slug, (level, role, axis, behaviour) = version.framework.slug, wording
    mark = f"#example-{behaviour}" if behaviour else ""
    if role:
        return reverse("role", args=[slug, role]) + query(version) + (mark or (f"#axis-{axis}" if axis else ""))
    if axis:
        return reverse("framework_axis", args=[slug, axis]) + query(version) + mark
    if level:
        return reverse("framework_level", args=[slug, level]) + query(version)
    return reverse("framework", args=[slug]) + query(version)

"""How a wording of which people speak is called, where it stands, and where one speaks of it."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from frameworks import reading, wordings
from frameworks.asked import Ladder, full_name, short_name
from frameworks.models import Proposal, Version
from frameworks.wordings import Wording


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
    return _title(ladder, wording, is_short, _("Level %(code)s")) or _("The framework as a whole")


def title_within(ladder: Ladder | None, wording: Wording) -> str:
    """The same within a sentence: "What is said of the framework as a whole"."""
    return _title(ladder, wording, False, _("level %(code)s")) or _("the framework as a whole")


def _title(ladder: Ladder | None, wording: Wording, is_short: bool, of_level: str) -> str:
    role, name, parts = wording.role, short_name if is_short else full_name, []
    if role:
        parts.append(name(ladder.roles[role]) if ladder and role in ladder.roles else role)
    if wording.level:
        parts.append(of_level % {"code": wording.level})
    if wording.axis:
        parts.append(_on_axis(ladder, wording))
    return (", " if is_short else ": ").join(parts)


def _on_axis(ladder: Ladder | None, wording: Wording) -> str:
    """The axis, and which of its cells: "Execution, step 3 Leads"; the role or the level is named before it."""
    code = wording.axis
    axis = ladder.axes[code].name if ladder and code in ladder.axes else code
    if wording.step is not None:
        step = wordings.step_of(ladder, code, wording.step) if ladder and code in ladder.axes else None
        number = f"{wording.step} {step.name}" if step else str(wording.step)
        return _("%(axis)s, step %(number)s") % {"axis": axis, "number": number}
    if wording.everybody:
        return _("%(axis)s, asked of everybody") % {"axis": axis}
    if wording.level:
        return _("%(axis)s, asked of every role") % {"axis": axis}
    if wording.layer:
        layers = {one.code: one.name for one in ladder.document.layers} if ladder else {}
        name = layers.get(wording.layer, wording.layer)
        return _("%(axis)s, asked besides in %(layer)s") % {"axis": axis, "layer": name}
    return axis


def query(version: Version, wording: Wording | None = None, **more: str) -> str:
    """The end of an address: the version where it is not the one in force, and the wording."""
    said = {} if version.state == Version.State.PUBLISHED else {"version": version.label}
    said |= wording.said if wording else {}
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


def stands_url(version: Version, wording: Wording, asks: str | None = None) -> str:
    """Where on which page it stands: what a role asks, with what a layer adds to it, on the page of the role, and every
    other cell on the page of its axis. `asks`: the end of the address, where it says more than the version."""
    slug, mark = version.framework.slug, wording.mark
    if wording.role:
        page = reverse("role", args=[slug, wording.role])
    elif wording.axis:
        page = reverse("framework_axis", args=[slug, wording.axis])
    elif wording.level:
        page = reverse("framework_level", args=[slug, wording.level])
    else:
        page = reverse("framework", args=[slug])
    return page + (query(version) if asks is None else asks) + (f"#{mark}" if mark else "")

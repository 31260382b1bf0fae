"""Addresses that stay: of a level, an axis, what a role asks on an axis, and one example. What is gone says so.

A link names what it leads to by its code or its identity, never by its wording or its place, so that a new name and a
new version leave it whole.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import members
from frameworks import finding, reading
from frameworks.asked import Asked, Ladder, full_name, short_name
from frameworks.format.document import Role, Step, Track
from frameworks.models import Behaviour
from frameworks.remembering import remembered
from frameworks.views.choosing import Chosen, chosen
from frameworks.views.talk import stands_url, talk_address
from frameworks.wordings import Wording

place_of = remembered(finding.place_of)


@members
@require_safe
def axis(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One axis over all levels: its steps, and what each role asks on it."""
    found = chosen(request, slug)
    if code not in found.ladder.axes:
        return gone(request, found, lambda ladder: code in ladder.axes, Lost(axis=code))
    others = [one for one in found.ladder.document.axes if one.code != code]
    tracks = tracks_apart(found.ladder, code)
    track = request.GET.get("track") or next(iter(tracks), "")
    if track and track not in tracks:
        raise Http404
    more = {"chosen": found, "others": others, "tracks": list(tracks.values()), "track": track, "keys": keys()}
    context = over_all_levels(found.ladder, code, track) | more
    context["talk"] = talk_address(found.version, Wording())
    return render(request, "frameworks/axis.html", context)


@members
@require_safe
def level(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """A level: its one role, or the roles that stand on it."""
    found = chosen(request, slug)
    if code not in found.ladder.levels:
        return gone(request, found, lambda ladder: code in ladder.levels, Lost(level=code))
    roles = [role for role in found.ladder.document.roles if role.level == code]
    if len(roles) == 1:
        return redirect(reverse("role", args=[slug, roles[0].code]) + found.query)
    one = found.ladder.levels[code]
    context = {"chosen": found, "document": found.ladder.document, "level": one, "roles": roles}
    context["talk"] = talk_address(found.version, Wording())
    on_axes = ((axis, found.ladder.of_level(one, axis.code)) for axis in found.ladder.document.axes)
    context["asked"] = [(axis, added) for axis, asked in on_axes for added in asked]
    return render(request, "frameworks/level.html", context)


@members
@require_safe
def expectation(request: HttpRequest, slug: str, code: str, axis: str) -> HttpResponse:
    """Leads to what a role asks on an axis."""
    found = chosen(request, slug)

    def asks(ladder: Ladder) -> bool:
        return code in ladder.roles and any(one.axis == axis for one in ladder.asked(code))

    if not asks(found.ladder):
        return gone(request, found, asks, Lost(role=code, axis=axis))
    return redirect(address(found, Wording(role=code, axis=axis)))


@members
@require_safe
def behaviour(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Leads to where an example stands."""
    found = chosen(request, slug)
    here = place_of(found.ladder, str(pk))
    if here:
        return redirect(address(found, here[0], str(pk)))
    had = set(Behaviour.objects.filter(identity=pk, version__in=found.versions).values_list("version", flat=True))
    versions = [one for one in found.versions if one.pk in had]
    if not versions:
        raise Http404
    ladders = {id(reading.ladder(one)) for one in versions}
    return gone(request, found, lambda ladder: id(ladder) in ladders, Lost(behaviour=str(pk)))


def address(found: Chosen, at: Wording, behaviour: str = "") -> str:
    """The page on which something stands, down to the example."""
    return stands_url(found.version, at._replace(behaviour=behaviour), found.query)


def keys(levels: bool = False) -> list[dict[str, str]]:
    """The keys of pages on which one goes from axis to axis; `levels`: and from level to level."""
    along = [{"key": "j / k", "label": _("The next part of this page, and the one before; then ↑ ↓ do the same")}]
    return along + [{"key": "← →", "label": _("The level below, the level above; at the same axis")}] * levels


# -- one axis over all levels ----------------------------------------------------------------------


@dataclass(frozen=True)
class OnStep:
    """A step with the roles that ask it."""

    step: Step
    roles: tuple[Role, ...]


AT_ONCE = 40  # roles with words of their own on an axis that stand in one page; of more, those of one track


@remembered
def tracks_apart(ladder: Ladder, code: str) -> dict[str, Track]:
    """The tracks that use an axis, where they are too many for one page; else none."""
    own = [role for role in ladder.roles if any(one.axis == code and _own(one) for one in ladder.asked(role))]
    if len(own) <= AT_ONCE:
        return {}
    used = {track for role in own for track in ladder.roles[role].tracks}
    return {track: one for track, one in ladder.tracks.items() if track in used}


@remembered
def over_all_levels(ladder: Ladder, code: str, track: str = "") -> dict[str, Any]:
    """What the page of an axis shows of it: steps with who asks them, and the words that roles have of their own, all
    of them or those of a track."""
    axis = ladder.axes[code]
    ranked = sorted((role for role, one in ladder.roles.items() if not track or track in one.tracks), key=ladder.rank)
    asked = {role: one for role in ranked for one in ladder.asked(role) if one.axis == code}
    steps = [
        OnStep(step, tuple(ladder.roles[role] for role, one in asked.items() if one.step == step))
        for step in axis.steps
    ]
    levels = sorted(ladder.levels.values(), key=lambda one: one.rank)
    return {
        "document": ladder.document,
        "axis": axis,
        "steps": steps,
        "shared": [*ladder.of_everybody(code), *(one for each in levels for one in ladder.of_level(each, code))],
        "own": [(ladder.roles[role], _own(one)) for role, one in asked.items() if _own(one)],
        "never": [ladder.roles[role] for role in ranked if ladder.roles[role].expectations and role not in asked],
    }


def _own(one: Asked) -> Asked | None:
    """What a role says itself, without the words of the step it names; None where it says nothing more."""
    if not one.step:
        says = one.summary or one.behaviours or one.not_applicable
        return one if says or not one.also else None
    from_step = {each.identity or each.text for each in one.step.behaviours}
    more = tuple(each for each in one.behaviours if (each.identity or each.text) not in from_step)
    summary = one.summary if one.step_summary else ""
    if not (summary or more or one.not_applicable):
        return None
    return Asked(one.axis, one.name, summary=summary, behaviours=more, not_applicable=one.not_applicable)


# -- what is gone ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lost:
    """What an address named that the version does not have."""

    role: str = ""
    axis: str = ""
    level: str = ""
    behaviour: str = ""


def gone(request: HttpRequest, found: Chosen, has: Callable[[Ladder], bool], lost: Lost) -> HttpResponse:
    """Since which version something is gone, what it said last, and what is nearest to it today; or 404 where no
    version that this person may read ever had it, or where the address itself names a version."""
    if "version" in request.GET:
        raise Http404
    published = [one for one in found.versions if one.published_at]
    last = next((number for number, one in enumerate(published) if has(reading.ladder(one))), None)
    if not last:  # it was never there; in force it is not
        raise Http404
    before = Chosen(published[last], found.versions, wanted=found.wanted)
    context = {"chosen": found, "before": before, "since": published[last - 1], "document": found.ladder.document}
    return render(request, "frameworks/gone.html", context | _told(before, found, lost), status=410)


def _told(before: Chosen, today: Chosen, lost: Lost) -> dict[str, Any]:
    """What was there, in its last words, where to read it, and where to go now: (address, words) each."""
    slug, old = today.version.framework.slug, before.ladder
    if lost.behaviour:
        here, one = place_of(old, lost.behaviour) or (None, None)
        if here is None or one is None:
            raise Http404
        near = finding.nearest_behaviour(today.ladder, one.text, here)
        now = [(address(today, near[0], near[1].identity), near[1].text)] if near else []
        return {"what": _("An example"), "said": one.text, "old": address(before, here, lost.behaviour), "now": now}
    if lost.role and lost.axis:
        asked = next(one for one in old.asked(lost.role) if one.axis == lost.axis)
        what = f"{short_name(old.roles[lost.role])}: {asked.name}"
        now = _roles(slug, [today.ladder.roles[lost.role]] if lost.role in today.ladder.roles else [])
        now += [(reverse("framework_axis", args=[slug, lost.axis]), asked.name)] * (lost.axis in today.ladder.axes)
        at = Wording(role=lost.role, axis=lost.axis)
        return {"what": what, "said": asked.summary, "old": address(before, at), "now": now}
    if lost.role:
        role = old.roles[lost.role]
        said = role.summary or old.level_of(lost.role).summary
        now = _roles(slug, finding.nearest_roles(old, lost.role, today.ladder))
        return {"what": full_name(role), "said": said, "old": _old("role", before, lost.role), "now": now}
    if lost.level:
        rank = old.levels[lost.level].rank
        roles = [one for one in today.ladder.document.roles if today.ladder.rank(one.code) == rank]
        what = _("Level %(code)s") % {"code": lost.level}
        said = old.levels[lost.level].summary
        return {
            "what": what,
            "said": said,
            "old": _old("framework_level", before, lost.level),
            "now": _roles(slug, roles),
        }
    axis = old.axes[lost.axis]
    near_axes = finding.nearest_axes(old, lost.axis, today.ladder)
    now = [(reverse("framework_axis", args=[slug, one.code]), one.name) for one in near_axes]
    return {"what": axis.name, "said": axis.question, "old": _old("framework_axis", before, lost.axis), "now": now}


def _old(route: str, before: Chosen, code: str) -> str:
    return reverse(route, args=[before.version.framework.slug, code]) + before.query


def _roles(slug: str, roles: list[Role]) -> list[tuple[str, str]]:
    return [(reverse("role", args=[slug, one.code]), full_name(one)) for one in roles]

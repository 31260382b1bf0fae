"""One role, and two roles side by side."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import members
from accounts.components import step
from frameworks import team_examples
from frameworks.asked import Ladder, short_name
from frameworks.difference import AxisDifference, of_roles
from frameworks.drawing import Drawing, drawing
from frameworks.models import Version
from frameworks.remembering import remembered
from frameworks.rule_words import conditions_for, rule_sentences
from frameworks.rungs import rung
from frameworks.team_examples import Beside
from frameworks.views.choosing import Chosen, chosen, role_or_404
from frameworks.views.links import Lost, gone, keys
from frameworks.views.talk import talk_address
from frameworks.ways import Way, ways
from frameworks.wordings import Wording


@remembered
def onward(ladder: Ladder, code: str) -> list[dict[str, object]]:
    """The ways on, each with what differs there axis by axis."""
    return [
        {"way": way, "summary": way.role.summary or way.level.summary, "axes": _differences(ladder, code, way)}
        for way in ways(ladder.document, code)
    ]


@remembered
def between(ladder: Ladder, a: str, b: str) -> tuple[AxisDifference, ...]:
    """What differs between two roles, axis by axis."""
    return of_roles(ladder.document, a, b)


def _differences(ladder: Ladder, code: str, way: Way) -> list[object]:
    """Nothing is compared with a role that has no text."""
    return list(between(ladder, code, way.role.code)) if ladder.asked(way.role.code) else []


@remembered
def drawn(ladder: Ladder, *codes: str) -> Drawing | None:
    """The drawing of some roles."""
    return drawing(ladder, list(codes))


@members
@require_safe
def role(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """What one role asks, what it includes from before, and where one can go from it."""
    found = chosen(request, slug)
    ladder = found.ladder
    if code not in ladder.roles:
        return gone(request, found, lambda ladder: code in ladder.roles, Lost(role=code))
    onwards = onward(ladder, code)
    up = (one["way"].level.rank for one in onwards if one["way"].direction == "up")  # type: ignore[attr-defined]
    rank = next(up, ladder.rank(code))
    return render(
        request,
        "frameworks/role.html",
        rung(ladder, code)
        | {
            "chosen": found,
            "document": ladder.document,
            "ways": onwards,
            "rule": rule_sentences(ladder.document),
            "conditions": conditions_for(ladder.document, rank),
            "drawing": drawn(ladder, code),
            "is_shared": sum(1 for other in ladder.document.roles if other.level == ladder.roles[code].level) > 1,
            "others": [other for other in ladder.document.roles if other.code != code],
            "line": line(ladder, code, found.version.framework.slug, found.query),
            "of_teams": of_teams(request, found),
            "talk": talk_address(found.version, Wording()),
            "talk_whole": talk_address(found.version, whole(ladder, code)),
            "keys": keys(levels=True),
        }
        | neighbours(ladder, code),
    )


@members
@require_safe
def role_before(request: HttpRequest, slug: str, code: str, axis: str) -> HttpResponse:
    """What comes from before on one axis of a role: a part of its page where the page asks for it, else a page."""
    found = chosen(request, slug)
    role_or_404(found, code)
    asked = next((one for one in found.ladder.asked(code) if one.axis == axis and one.inherited), None)
    if asked is None:
        raise Http404
    page = "frameworks/before.html" + ("#before" if request.htmx else "")  # type: ignore[attr-defined]
    context = {"chosen": found, "document": found.ladder.document, "role": found.ladder.roles[code], "asked": asked}
    return render(request, page, context | {"of_teams": of_teams(request, found)})


def of_teams(request: HttpRequest, found: Chosen) -> Beside:
    """What the reader's teams put beside the examples; they add to the version in force alone."""
    beside = team_examples.beside(request.user, found.version.framework)
    return beside if found.version.state == Version.State.PUBLISHED else replace(beside, adds=False)


def whole(ladder: Ladder, code: str) -> Wording:
    """The sentence above the role's page: the role's own, else its level's."""
    role, level = ladder.roles[code], ladder.level_of(code)
    return Wording(role=code) if role.summary or not level.summary else Wording(level=level.code)


def neighbours(ladder: Ladder, code: str) -> dict[str, Any]:
    """The roles just below and just above on its first track, if there are any."""
    tracks = ladder.roles[code].tracks
    roles = ladder.on_track(tracks[0]) if tracks else []
    at = next((number for number, one in enumerate(roles) if one.code == code), 0)
    return {"below": roles[at - 1] if at else None, "above": roles[at + 1] if at + 1 < len(roles) else None}


def line(ladder: Ladder, code: str, slug: str, query: str) -> list[dict[str, Any]]:
    """The levels of the role's first track, for the line; the weight hangs at the role."""
    rank, tracks = ladder.rank(code), ladder.roles[code].tracks
    return [
        step(
            short_name(one),
            "here" if one.code == code else "done" if ladder.rank(one.code) < rank else "next",
            one.title if one.title != short_name(one) else "",
            "" if one.code == code else reverse("role", args=[slug, one.code]) + query,
        )
        for one in (ladder.on_track(tracks[0]) if tracks else [ladder.roles[code]])
    ]


@members
@require_safe
def two_roles(request: HttpRequest, slug: str, a: str, b: str) -> HttpResponse:
    """Two roles of one version side by side, with the differing words marked."""
    found = chosen(request, slug)
    ladder = found.ladder
    codes = [role_or_404(found, a), role_or_404(found, b)]
    sides = [rung(ladder, code) for code in codes]
    axes = between(ladder, *codes)
    return render(
        request,
        "frameworks/two_roles.html",
        {
            "chosen": found,
            "document": ladder.document,
            "sides": sides,
            "axes": axes,
            "marked": any(axis.marked for axis in axes),
            "drawing": drawn(ladder, *codes),
            "keys": keys(),
        },
    )

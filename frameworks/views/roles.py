"""One role, and two roles side by side."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import members
from accounts.components import step
from frameworks.asked import Ladder, short_name
from frameworks.difference import AxisDifference, of_roles
from frameworks.drawing import Drawing, drawing
from frameworks.remembering import remembered
from frameworks.rule_words import conditions_for, rule_sentences
from frameworks.views.choosing import chosen, role_or_404
from frameworks.ways import Way, ways


@remembered
def rung(ladder: Ladder, code: str) -> dict[str, object]:
    """What every page about a role shows of it."""
    role, level = ladder.roles[code], ladder.level_of(code)
    asked = ladder.asked(code)
    named = {one.axis for one in asked}
    axes = {axis.code: axis for track in role.tracks for axis in ladder.axes_of(track)}
    return {
        "role": role,
        "level": level,
        "tracks": [ladder.tracks[track] for track in role.tracks],
        "summary": role.summary or level.summary,
        "asked": asked,
        "examples": any(one.has_examples for one in asked),
        "not_asked": [axis for axis in axes.values() if axis.code not in named] if named else [],
        "add_ons": [item for item in ladder.document.add_on_roles if level.code in item.on_levels],
    }


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
    return list(between(ladder, code, way.role.code)) if way.role.expectations else []


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
    code = role_or_404(found, code)
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
            "others": [other for other in ladder.document.roles if other.code != code],
            "line": line(ladder, code, found.version.framework.slug, found.query),
        },
    )


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
        },
    )

"""A framework as one HTML page that stands by itself: to print, to keep, to put on a wiki. It names nobody."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from frameworks.asked import Ladder
from frameworks.format.document import Axis, Document, Fact, Level, Step
from frameworks.rule_words import custom_sentences, rule_sentences
from frameworks.rungs import level_facts, rung_of
from frameworks.ways import ways

SHEETS = Path(__file__).resolve().parents[1] / "static" / "css"
PLACE_OF_STYLE = '<link rel="stylesheet" href="handbook.css">'


@dataclass(frozen=True)
class Category:
    """An axis as a whole; each step with whether a role asks it, so that its examples stand with that role."""

    axis: Axis
    group: str
    group_tracks: tuple[str, ...]
    replaces: str
    steps: tuple[tuple[Step, bool], ...]


def handbook(document: Document) -> str:
    """The page, with its style in it."""
    ladder = Ladder(document)
    roles = sorted(document.roles, key=lambda role: ladder.rank(role.code))
    context = {
        "document": document,
        "chapters": [_chapter(ladder, role.code) for role in roles],
        "tracks": _tracks(ladder),
        "categories": _categories(ladder),
        "bare_levels": _without_role(document),
        "rule": rule_sentences(document),
        "customs": custom_sentences(document),
    }
    page = render_to_string("frameworks/handbook.html", context)
    style = "".join((SHEETS / name).read_text(encoding="utf-8") for name in ("tokens.css", "handbook.css"))
    return page.replace(PLACE_OF_STYLE, f"<style>\n{style}</style>", 1)


def _chapter(ladder: Ladder, code: str) -> dict[str, Any]:
    """One role: what its own page shows, and where one can go from it."""
    return rung_of(ladder, code) | {"ways": ways(ladder.document, code)}


def _tracks(ladder: Ladder) -> list[dict[str, Any]]:
    """Each track with its roles, and with its axes where it does not use all."""
    return [
        {
            "track": track,
            "roles": ladder.on_track(track.code),
            "axes": ladder.axes_of(track.code) if track.axes is not None else [],
        }
        for track in ladder.document.tracks
    ]


def _categories(ladder: Ladder) -> list[Category]:
    groups = {group.code: group for group in ladder.document.axis_groups}
    asked = {(one.axis, one.step.number) for role in ladder.roles for one in ladder.asked(role) if one.step}
    found = []
    for axis in ladder.document.axes:
        group = groups.get(axis.group)
        found.append(
            Category(
                axis=axis,
                group=group.name if group else "",
                group_tracks=tuple(ladder.tracks[code].name for code in group.tracks) if group else (),
                replaces=ladder.axes[axis.replaces].name if axis.replaces else "",
                steps=tuple((step, (axis.code, step.number) in asked) for step in axis.steps),
            )
        )
    return found


def _without_role(document: Document) -> list[tuple[Level, list[Fact]]]:
    """Levels on which no role stands, each with what stands beside it."""
    held = {role.level for role in document.roles}
    return [(level, level_facts(level)) for level in document.levels if level.code not in held]

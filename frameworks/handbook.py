"""A framework as one HTML page that stands by itself: to print, to keep, to put on a wiki. It names nobody."""

from dataclasses import dataclass
from pathlib import Path

from django.template.loader import render_to_string

from frameworks.asked import Asked, Ladder, full_name
from frameworks.format.document import Document, Level, Role
from frameworks.rule_words import custom_sentences, rule_sentences

SHEETS = Path(__file__).resolve().parents[1] / "static" / "css"
PLACE_OF_STYLE = '<link rel="stylesheet" href="handbook.css">'


@dataclass(frozen=True)
class Chapter:
    """One role: what it is called, its level, and what is asked on each axis."""

    role: Role
    name: str
    level: Level
    tracks: tuple[str, ...]
    asked: tuple[Asked, ...]


def handbook(document: Document) -> str:
    """The page, with its style in it."""
    ladder = Ladder(document)
    names = {track.code: track.name for track in document.tracks}
    roles = sorted(document.roles, key=lambda role: ladder.rank(role.code))
    chapters = [
        Chapter(
            role,
            full_name(role),
            ladder.level_of(role.code),
            tuple(names[code] for code in role.tracks) if len(names) > 1 else (),
            ladder.asked(role.code),
        )
        for role in roles
    ]
    context = {
        "document": document,
        "chapters": chapters,
        "rule": rule_sentences(document),
        "customs": custom_sentences(document),
    }
    page = render_to_string("frameworks/handbook.html", context)
    style = "".join((SHEETS / name).read_text(encoding="utf-8") for name in ("tokens.css", "handbook.css"))
    return page.replace(PLACE_OF_STYLE, f"<style>\n{style}</style>", 1)

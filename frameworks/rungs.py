"""What every page about a role shows of it, the handbook too."""

from django.utils.translation import gettext as _

from frameworks.asked import Ladder, full_name
from frameworks.format.document import Band, Fact, Level
from frameworks.remembering import remembered
from frameworks.rule_words import counts_sentence, weights_text

AT_ONCE = 150  # examples of earlier levels that stand in a page; more are fetched axis by axis when they are asked for


def rung_of(ladder: Ladder, code: str) -> dict[str, object]:
    """What every page about a role shows of it."""
    role, level = ladder.roles[code], ladder.level_of(code)
    asked = ladder.asked(code)
    named = {one.axis for one in asked}
    axes = ladder.axes_of_role(code)
    return {
        "role": role,
        "level": level,
        "tracks": [ladder.tracks[track] for track in role.tracks],
        "summary": role.summary or level.summary,
        "asked": asked,
        "examples": any(one.has_examples for one in asked),
        "far": sum(len(before.behaviours) for one in asked for before in one.inherited) > AT_ONCE,
        "facts": facts(ladder, code),
        "not_asked": [axis for axis in axes.values() if axis.code not in named | ladder.replaced(code)]
        if named
        else [],
        "add_ons": [item for item in ladder.document.add_on_roles if level.code in item.on_levels],
    }


rung = remembered(rung_of)


def facts(ladder: Ladder, code: str) -> list[Fact]:
    """What else stands beside a role, as name and text: equals, bands, and what the rule counts."""
    level, equals = ladder.level_of(code), ladder.equals(code)
    found: list[tuple[str, str]] = []
    if equals is not None:
        nobody = _("No role of another track.")
        found.append((_("Stands level with"), ", ".join(full_name(one) for one in equals) or nobody))
    found += _of_level(level)
    if weights := weights_text(ladder, code):
        found.append((_("Weights"), weights))
    if level.personal_profile and ladder.asked(code):
        found.append((_("Personal profile"), _("What is asked besides is written for each person at this level.")))
    return [Fact(name=name, text=text) for name, text in found]


def level_facts(level: Level) -> list[Fact]:
    """The same of a level on which no role stands."""
    return [Fact(name=name, text=text) for name, text in _of_level(level)]


def _of_level(level: Level) -> list[tuple[str, str]]:
    """What stands beside every role of a level: its bands, and where it begins."""
    found = []
    if level.bands:
        found.append((_("Bands of this level"), "; ".join(_band(band) for band in level.bands)))
    if level.average_from:
        found.append((_("Begins at"), _("an average of %(average)s") % {"average": level.average_from}))
    if level.counts:
        found.append((_("Begins with"), counts_sentence(level)))
    return found


def _band(band: Band) -> str:
    said = f"{band.code} {band.name}".strip()
    return f"{said}: {band.summary}" if band.summary else said

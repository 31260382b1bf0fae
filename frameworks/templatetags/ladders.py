"""How pieces of frameworks are written on a page: Markdown, marked words, numbers beside examples."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf.locale import LANG_INFO
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from frameworks import prose as texts
from frameworks.asked import full_name, short_name
from frameworks.format.document import Behaviour, Condition, Measure, Point, PointBefore, Role, Scale, ScaleBefore
from frameworks.likeness import Mark
from frameworks.rule_words import gate_words, months
from frameworks.sentences import measure_text
from frameworks.team_examples import Shown
from frameworks.wordings import Wording

register = template.Library()

FIELDS = {
    "title": _("Title"),
    "aliases": _("Other titles"),
    "summary": _("In a sentence"),
    "level": _("Level"),
    "status": _("State of the level"),
    "tracks": _("Tracks"),
    "next": _("Ways on from here"),
    "points": _("Begins at so many points"),
    "about": _("About"),
    "attribution": _("Where it comes from"),
    "licence": _("Licence"),
    "language": _("Language"),
    "cadence": _("How often is reviewed"),
    "cumulative": _("A level includes those before it"),
    "openness": _("Who knows of a pitch"),
    "consistently": _("“Consistently”, in months"),
    "terminal": _("The level everybody is expected to reach"),
    "scale": _("Rating scale"),
    "axes": _("Axes"),
    "levels": _("Levels and their ranks"),
    "groups": _("Groups of axes"),
    "everybody": _("Asked of everybody"),
    "every-role": _("Asked of every role of a level"),
    "layers": _("Asked besides in departments"),
    "translations": _("Translations"),
    "average": _("Begins at an average of"),
    "counts": _("Counted"),
    "weights": _("Weights"),
    "bands": _("Bands"),
    "longest": _("Longest time here"),
    "profile": _("Written for each person"),
    "different": _("A different role"),
    "equals": _("Stands level with"),
    "add-ons": _("Roles on top of a level"),
    "rule": _("Promotion rule"),
    "rule-notes": _("Notes on the rule"),
}


@register.filter
def prose(text: str) -> SafeString:
    """Markdown as HTML; cleaned by nh3."""
    return mark_safe(texts.html(text))  # noqa: S308  nh3 has cleaned it


@register.simple_tag
def talk_of(talk: str, **of: Any) -> str:
    """The address where one speaks of a wording; `talk`: where one speaks of the version as a whole."""
    return f"{talk}{'&' if '?' in talk else '?'}{urlencode(Wording(**of).said)}"


@register.simple_tag
def mark_of(**of: Any) -> str:
    """What marks a wording on its page."""
    return Wording(**of).mark


@register.filter
def measured(measure: Measure | None) -> str:
    """ "Within SLA: 90 %"."""
    return measure_text(measure)


@register.filter
def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text; none where it is empty."""
    return [part for part in text.split("\n\n") if part.strip()]


@register.filter
def by_need(behaviours: Iterable[Behaviour]) -> list[tuple[str, list[Behaviour]]]:
    """Behaviours under the heading of what the framework calls them: required, optional, or examples."""
    headings = (("required", _("Required")), ("optional", _("Optional")), ("", _("For example")))
    found = [(str(heading), [one for one in behaviours if one.need == need]) for need, heading in headings]
    return [(heading, some) for heading, some in found if some]


@register.filter
def of_example(found: Mapping[str, list[Shown]], identity: str) -> list[Shown]:
    """What teams put beside an example."""
    return found.get(identity, [])


@register.filter
def gate(condition: Condition) -> str:
    """The number that a condition asks for."""
    return gate_words(condition)


@register.filter
def in_months(count: int) -> str:
    """A number of months in words."""
    return months(count)


@register.filter
def numbered(scale: Scale) -> list[tuple[int | None, Point]]:
    """The points of a scale, each with the number that people know it by, if any."""
    count = len(scale.points)
    numbers = {"up": range(1, count + 1), "down": range(count, 0, -1)}.get(scale.numbers, [None] * count)
    return list(zip(numbers, scale.points, strict=True))


@register.filter
def counted(before: ScaleBefore, scale: Scale) -> list[tuple[PointBefore, Point | None]]:
    """The points of an earlier scale, each with the point that it counts as now, if any."""
    now = {point.code: point for point in scale.points}
    return [(point, now.get(point.becomes)) for point in before.points]


@register.filter
def language_name(code: str) -> str:
    """A language in its own words where Django knows it; else its code."""
    return translation.get_language_info(code)["name_local"] if _is_known(code) else code


def _is_known(code: str) -> bool:
    return code.lower() in LANG_INFO or code.lower().split("-")[0] in LANG_INFO


@register.filter
def short(role: Role) -> str:
    """What a role is called in a word."""
    return short_name(role)


@register.filter
def called(code: str, names: Mapping[str, str]) -> str:
    """What is called by that code; the code where nothing is known of it."""
    return names.get(code, code)


@register.filter
def full(role: Role) -> str:
    """Code and title of a role."""
    return full_name(role)


@register.filter
def marked(marks: Iterable[Mark]) -> SafeString:
    """A text with what goes struck out and what is new underlined."""
    tags = {"gone": "<del>{}</del>", "new": "<ins>{}</ins>", "same": "{}"}
    return format_html_join("", "{}", ((format_html(tags[mark.kind], mark.text),) for mark in marks))


@register.filter
def differing(marks: Iterable[Mark]) -> SafeString:
    """One of two texts side by side, with the words that the other does not have underlined."""
    tags = {"gone": '<mark class="is-here">{}</mark>', "new": '<mark class="is-there">{}</mark>', "same": "{}"}
    return format_html_join("", "{}", ((format_html(tags[mark.kind], mark.text),) for mark in marks))


@register.filter
def field_word(key: str) -> str:
    """The word for a field of a difference; the name of a fact stands for itself."""
    return str(FIELDS.get(key, key))


INKS = ["#1b1f24", "#1b4c8c", "#175e4f", "#6a3a76"]
DASHES = ["", "6 4", "2 3", "9 3 2 3"]


@register.filter
def unlocalised(number: float) -> str:
    """A coordinate, with a point in every language."""
    return f"{number:g}"


@register.filter
def ink(number: int) -> str:
    """The colour of the nth role in a drawing that stands by itself."""
    return INKS[(number - 1) % len(INKS)]


@register.filter
def dashes(number: int) -> str:
    """The line of the nth role, so that it is known without colour too."""
    return DASHES[(number - 1) % len(DASHES)]

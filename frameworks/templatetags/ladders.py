"""How pieces of frameworks are written on a page: Markdown, marked words, numbers beside examples."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from frameworks import prose as texts
from frameworks.asked import full_name, short_name
from frameworks.difference import measure_text
from frameworks.format.document import Measure, Role
from frameworks.likeness import Mark

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
    "add-ons": _("Roles on top of a level"),
    "rule": _("Promotion rule"),
    "rule-notes": _("Notes on the rule"),
}


@register.filter
def prose(text: str) -> SafeString:
    """Markdown as HTML; cleaned by nh3."""
    return mark_safe(texts.html(text))  # noqa: S308  nh3 has cleaned it


@register.filter
def measured(measure: Measure | None) -> str:
    """ "Within SLA: 90 %"."""
    return measure_text(measure)


@register.filter
def short(role: Role) -> str:
    """What a role is called in a word."""
    return short_name(role)


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

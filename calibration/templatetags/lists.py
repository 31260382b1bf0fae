"""The rows of the meeting's long lists. They are written here and not in a template: a template takes some four hundred
small steps for a row, and a page that everybody loads at once, whenever the room moves on, has sixty of them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.addresses import addresses
from accounts.markup import format_each
from calibration.models import Turn
from calibration.screen import AxisLine, Row
from frameworks.templatetags.ratings import mark, rating
from reviews.models import Group

register = template.Library()

NOTHING = mark_safe("")
HAD = mark_safe(' class="is-had"')

ITEM = '{}<a class="line-label" href="{}">{}</a>{}{}</li>\n'
ON_BOARD = (
    '<tr{}><th scope="row">{}<a class="board-name" href="{}">{}</a> <span class="note">{}{}</span></th>'
    '<td>{}</td>{}<td class="soft">{}</td></tr>\n'
)
IN_THE_ROOM = '<li{}><span class="room-name">{}{}</span>{}</li>\n'
TOGETHER = '<li><span class="together-name">{}</span> {}</li>\n'
PULL_OUT = (
    '<form class="pull-out" method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
    '<input type="hidden" name="back" value="{}"><button class="button button--quiet" type="submit">{}</button></form>'
)
DASH = mark_safe('<span class="board-listed" aria-hidden="true">— </span>')
LISTED = mark_safe(' class="is-listed"')


@register.simple_tag
def agenda_items(items: Iterable[Mapping[str, Any]]) -> SafeString:
    """The items of calibration.line; the weight hangs at the one where the meeting is."""
    said = format_html(' <span class="for-ears">{}</span>', _("(the meeting is here)"))
    return format_each(
        ITEM,
        (
            (
                _begins(item["state"], item.get("is_round", False)),
                item["href"],
                item["label"],
                said if item["state"] == "here" else NOTHING,
                format_html(' <span class="line-note">{}</span>', item["note"]) if item["note"] else NOTHING,
            )
            for item in items
        ),
    )


@lru_cache
def _begins(state: str, is_round: bool) -> SafeString:
    """What stands before an item's name: the weight where the meeting is, else a knot."""
    is_here = state == "here"
    return format_html(
        '<li class="is-{} agenda-{}"{}>{} ',
        state,
        "round" if is_round else "turn",
        mark_safe(' aria-current="step"') if is_here else "",
        render_to_string("components/weight.html") if is_here else mark_safe('<span class="line-knot"></span>'),
    )


@register.simple_tag
def board_rows(rows: Iterable[Row], columns: Sequence[AxisLine]) -> SafeString:
    """A row for each person of a board, with a cell for each of its columns."""
    language = get_language()
    return format_each(
        ON_BOARD,
        (
            (
                HAD if row.state == "closed" else NOTHING,
                DASH if row.listed else NOTHING,
                row.href,
                row.name,
                row.role,
                ", " + _("pitched to %(role)s") % {"role": row.pitched_to} if row.pitched_to else NOTHING,
                rating(row.point, row.was, "", language),
                _cells(row.axes if columns else (), language),
                row.speaker,
            )
            for row in rows
        ),
    )


def _cells(axes: Iterable[AxisLine], language: str | None) -> SafeString:
    written = [rating(axis.point, axis.was, axis.without, language) for axis in axes]
    cells = "".join([f'<td class="board-axis">{one}</td>' for one in written])
    return mark_safe(cells)  # noqa: S308  ratings are written by a template


@register.simple_tag
def room_people(rows: Iterable[Row], density: str) -> SafeString:
    """A line for each person of a level on the room's screen. Where there are many, a rating is its mark alone."""
    as_rating = _mark_alone if density in ("dense", "crowd") else rating
    return format_each(
        IN_THE_ROOM,
        ((LISTED if row.listed else NOTHING, row.name, _to(row, density), as_rating(row.point)) for row in rows),
    )


def _to(row: Row, density: str) -> SafeString:
    if not row.pitched_to or density != "roomy":
        return NOTHING
    return format_html(' <span class="room-to">{}</span>', _("to %(role)s") % {"role": row.pitched_to})


def _mark_alone(point: Any) -> SafeString:
    return format_html(
        '<span class="rating is-{}">{}<span class="for-ears">{}</span></span>',
        (point.standing if point else "") or "none",
        mark(point.mark if point else ""),
        point.word if point else "",
    )


@register.simple_tag
def together_items(turns: Iterable[Turn], group: Group, back: str, pulls: bool, csrf_token: str) -> SafeString:
    """A line for each turn that is taken together; `pulls`: with the button that asks for a turn of its own."""
    if not pulls:
        return format_each(TOGETHER, ((turn.name, NOTHING) for turn in turns))
    address, said = addresses("meeting_pull_out", group.pk), _("Pull %(name)s out")
    rows = ((turn.name, (address(turn.pk), csrf_token, back, said % {"name": turn.name})) for turn in turns)
    return format_each(TOGETHER, ((name, format_each(PULL_OUT, [about])) for name, about in rows))


@register.simple_tag
def pull_out(turn: Turn, group: Group, back: str, csrf_token: str) -> SafeString:
    """The same button alone."""
    address, said = addresses("meeting_pull_out", group.pk), _("Pull %(name)s out") % {"name": turn.name}
    return format_each(PULL_OUT, [(address(turn.pk), csrf_token, back, said)])

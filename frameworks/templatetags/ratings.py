"""A rating on a page: the component, written once for each point and language; a board has hundreds of them."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def rating(point: Any = None, was: Any = None, without: Any = "", language: str | None = None) -> SafeString:
    """`components/rating.html` of a point, and of the point it was before; `without`: it does not apply.

    `language` is the reader's; who writes hundreds says it, for it takes longer to ask than to write.
    """
    language = language or get_language()
    if not point:
        return _written("", "", "", "", language, bool(without))
    return _written(point.word, point.mark, point.standing, was.word if was else "", language)


@lru_cache(maxsize=512)
def _written(
    word: str, mark: str, standing: str, before: str, language: str | None, without: bool = False
) -> SafeString:
    point = {"word": word, "mark": mark, "standing": standing} if word else None
    was = {"word": before} if before else None
    none_word = _("does not apply") if without else ""
    return render_to_string("components/rating.html", {"point": point, "was": was, "none_word": none_word})


@register.simple_tag
@lru_cache(maxsize=128)
def mark(character: str) -> SafeString:
    """`components/mark.html` of the character that a scale names."""
    return render_to_string("components/mark.html", {"mark": character})


NAME, LEGEND, KEY = "\ue000", "\ue001", "\ue002"  # where a field's name, legend and id come in a choice that is kept


@register.simple_tag
def rating_choice(
    name: str,
    legend: str,
    points: Iterable[Any],
    value: str,
    error: str,
    optional: str = "",
    closed: bool = False,
    key: str = "",
) -> SafeString:
    """`components/rating_choice.html` of a field, written once for the scale, the point chosen and the language.
    `key`: its id, where a page has several of one name."""
    about = {"optional": str(optional), "disabled": closed}
    if error:
        given = {"name": name, "legend": legend, "points": points, "value": value, "error": error, "id": key}
        return render_to_string("components/rating_choice.html", given | about)
    kept = _choice(tuple(points), value, str(optional), closed, get_language())
    filled = kept.replace(NAME, conditional_escape(name)).replace(LEGEND, conditional_escape(legend))
    filled = filled.replace(KEY, conditional_escape(key or name))
    return mark_safe(filled)  # noqa: S308  the component is escaped, and so is what comes into it


@lru_cache(maxsize=512)
def _choice(points: tuple[Any, ...], value: str, optional: str, disabled: bool, language: str) -> str:
    given = {"name": NAME, "legend": LEGEND, "points": points, "value": value, "id": KEY}
    return render_to_string("components/rating_choice.html", given | {"optional": optional, "disabled": disabled})

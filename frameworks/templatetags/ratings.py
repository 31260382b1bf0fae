"""A rating on a page: the component, written once for each point and language; a board has hundreds of them."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def rating(point: Any = None, was: Any = None, without: Any = "") -> SafeString:
    """`components/rating.html` of a point, and of the point it was before; `without`: it does not apply."""
    before = was.word if point and was else ""
    if not point:
        return _written("", "", "", "", get_language(), bool(without))
    return _written(point.word, point.mark, point.standing, before, get_language())


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

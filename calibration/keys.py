"""The keys of the meeting's pages, as "?" shows them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DIGITS = range(1, 10)
FLAG = gettext_lazy("Flag a wording: then the number beside its axis")


def bias_keys(kinds: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Of the buttons that count a bias call-out: a digit each, as far as there are digits."""
    said = _("Call out a bias: %(kind)s")
    return _shown(**{str(key): said % {"kind": label} for key, (_kind, label) in zip(DIGITS, kinds, strict=False)})


def desk_keys(kinds: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Of the desk, where these kinds of bias are counted."""
    found = _shown(
        n=_("Next on the agenda"),
        c=_("Close the turn"),
        p=_("Park the turn"),
        b=_("Back"),
        w=_("Say that the room goes round in circles"),
        g=_("Give the floor to who asked first"),
        t=_("Take the first of the proposals"),
        x=_("Set the first of the proposals aside"),
        f=FLAG,
    )
    return found + bias_keys(kinds)


def keys_of(context: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Of a participant's page: those of what stands on it."""
    words = {
        "propose": ("r", _("Propose a rating")),
        "floor": ("a", _("Ask to speak, or ask no more")),
        "note": ("w", _("Write a note or feedback")),
        "whole": ("m", _("Write a note on the whole meeting")),
    }
    found = _shown(**{key: label for name, (key, label) in words.items() if name in context})
    screen = context.get("screen")
    is_open = screen is not None and screen.shows == "stop" and screen.face.stop.state == "open"
    return found + _shown(f=FLAG) if is_open else found


def _shown(**keys: Any) -> list[dict[str, Any]]:
    return [{"key": key, "label": label} for key, label in keys.items()]

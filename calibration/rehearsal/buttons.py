"""The buttons of a rehearsal: each a press under a hat, in the words of a meeting's."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from calibration.agenda import COHORT
from calibration.rehearsal.engine import rules
from calibration.rehearsal.engine.cast import NAMES
from calibration.rehearsal.engine.state import State, Turn
from calibration.rehearsal.screens import level_of


def press(state: State, hat: str, verb: str, label: str, about: object = "", **more: Any) -> dict[str, Any]:
    """One button: its words, its address, and the version it was pressed at."""
    return {
        "label": label,
        "url": reverse("rehearsal_press", args=[hat, verb]),
        "method": "post",
        "fields": {"version": state.version, "about": about},
    } | more


def steering(state: State) -> list[dict[str, Any]]:
    """Next, close, park and back, in words that say what happens and to whom."""
    if state.state != "running":
        return []
    buttons = []
    following = rules.what_follows(state)
    if isinstance(following, Turn):
        words = _("Next: %(name)s, cohort check") if following.kind == COHORT else _("Next: %(name)s")
        buttons.append(press(state, "desk", "next", words % {"name": NAMES[following.subject]}, key="n"))
    elif following:
        label = _("Next: the board of %(name)s") % {"name": level_of(state, following).name}
        buttons.append(press(state, "desk", "next", label, key="n"))
    if state.open:
        said = {"name": NAMES[state.open.subject]}
        buttons.append(press(state, "desk", "close", _("Close %(name)s's turn") % said, key="c"))
        buttons.append(press(state, "desk", "park", _("Park %(name)s") % said, quiet=True, key="p"))
        if not state.circling:
            buttons.append(press(state, "desk", "circle", _("We go round in circles"), quiet=True, key="w"))
    here = [turn.key for turn in rules.listed(state) if turn.round == state.round]
    if here and state.showing == "board":
        buttons.append(press(state, "desk", "together", _take_words(state, here), ",".join(here)))
    if state.round:
        buttons.append(press(state, "desk", "back", _("Back"), quiet=True, key="b"))
    return buttons


def _take_words(state: State, keys: list[str]) -> str:
    first = state.of(keys[0])
    said = {"name": NAMES[first.subject] if first else "", "number": len(keys)}
    if len(keys) == 1:
        return _("Take %(name)s without opening the turn") % said
    return _("Take these %(number)s together") % said


def phases(state: State, hat: str) -> list[dict[str, Any]]:
    """Start, pause, go on, let a night pass: whichever can be pressed now. Start stands there also while the observer
    is missing, so that the sentence can be read."""
    if state.state == "running" and (hat == "desk" or rules.is_witnessed(state)):
        return [press(state, hat, "pause", _("Pause the meeting"), quiet=True)]
    if hat == "desk" and state.state == "prepared":
        return [press(state, hat, "start", _("Start the meeting"))]
    if hat == "desk" and state.state == "paused":
        go_on = press(state, hat, "resume", _("Go on with the meeting"))
        night = press(state, hat, "overnight", _("Let a night pass"), quiet=True)
        return [go_on, night] if state.observer != "out" or state.manager_is_here else [go_on]
    return []


def opening(state: State, turn: Turn | None, number: int) -> list[dict[str, Any]]:
    """For the desk, from a page that it looked up by itself: show this to everybody."""
    if state.state != "running" or (turn and turn.state == "open"):
        return []
    if turn:
        label = _("Open %(name)s's turn for everybody") % {"name": NAMES[turn.subject]}
        return [press(state, "desk", "open", label, turn.key)]
    label = _("Show the board of %(name)s to everybody") % {"name": level_of(state, number).name}
    return [press(state, "desk", "show", label, number)]

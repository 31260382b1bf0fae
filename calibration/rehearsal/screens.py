"""What a rehearsal shows under a hat or on the room's screen: the same Screen, Face and Row as a meeting's, filled from
plain data, so that the same parts of pages draw them."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from calibration.agenda import COHORT, DISCUSS
from calibration.models import Stop
from calibration.rehearsal import words
from calibration.rehearsal.engine import rules
from calibration.rehearsal.engine.cast import AXES, MANAGER, NAMES, SUBJECTS
from calibration.rehearsal.engine.state import Change, State, Turn
from calibration.screen import AxisLine, Face, Row, Screen, under_the_person
from frameworks.models import ScalePoint

ROOM = "room"


@dataclass(frozen=True)
class Level:
    """A round: its number and what it is called."""

    number: int
    name: str


@dataclass(frozen=True)
class Who:
    """Somebody invented."""

    name: str


@dataclass(frozen=True)
class Listed:
    """Somebody on the list that a round takes together."""

    pk: str
    name: str


@dataclass(frozen=True)
class Changed:
    """A change of rating as a page says it."""

    axis_id: UUID | None
    against: str
    before: ScalePoint | None
    after: ScalePoint
    proposer: Who
    line: str
    witnessed: bool


def scale() -> dict[str, ScalePoint]:
    """The invented scale, lowest first: points that are saved nowhere."""
    return {
        code: ScalePoint(pk=UUID(int=order), code=code, order=order, word=word, mark=mark, standing=code)
        for order, (code, word, mark) in enumerate(words.points(), start=1)
    }


def axis_id(axis: str) -> UUID:
    """What an axis is called on pages."""
    return UUID(int=100 + AXES.index(axis))


def level_of(state: State, number: int) -> Level:
    """A round by its number."""
    rank = next(turn.rank for turn in state.turns if turn.round == number)
    return Level(number, words.ranks()[rank].code)


def screen_of(state: State, hat: str) -> Screen:
    """What is shown now: under a hat, or to the room."""
    if state.state != "running":
        return _screen(state.state)
    here = state.of(state.turn)
    if state.showing == "stop" and here:
        return turn_screen(state, hat, here)
    return board_screen(state, hat, state.round) if state.showing == "board" else _screen("nothing")


def turn_screen(state: State, hat: str, turn: Turn) -> Screen:
    """One person's turn; blank where it is the hat's own."""
    if rules.is_kept_from(hat, turn):
        return _screen("blank")
    beside = [one for one in state.turns if turn.kind == COHORT and one.kind == DISCUSS and one.rank == turn.rank]
    about = _About(state, hat)
    screen = _screen("stop", state, turn.round, face=about.face(turn), rows=about.rows(beside)[0])
    return screen if turn.state == "open" else _take_up(screen, state, [turn])


def board_screen(state: State, hat: str, number: int) -> Screen:
    """Everyone of a level whom the hat, or the room, may see."""
    turns = rules.on_board(state, number)
    rows, left_out = _About(state, hat).rows(turns)
    screen = _screen("board", state, number, rows=rows, left_out=left_out if hat == ROOM else 0)
    return _take_up(screen, state, turns)


def _take_up(screen: Screen, state: State, turns: list[Turn]) -> Screen:
    """Says which of these turns are taken together, and which were: nobody in the room is ever one of them."""
    together: list[Any] = [Listed(turn.key, NAMES[turn.subject]) for turn in rules.listed(state) if turn in turns]
    taken: list[Any] = [Listed(turn.key, NAMES[turn.subject]) for turn in turns if turn.together]
    screen.listed, screen.taken = together, taken
    for row in screen.rows if screen.face is None else []:
        row.listed = row.name in {one.name for one in together}
    return screen


def _screen(shows: str, state: State | None = None, number: int = 0, **more: Any) -> Screen:
    level: Any = level_of(state, number) if state else None
    nobody: Any = None
    return Screen(nobody, shows, round=level, **more)


class _About:
    """What is said of people under one hat."""

    def __init__(self, state: State, hat: str) -> None:
        self.state, self.hat = state, hat
        self.points, self.ranks, self.axes = scale(), words.ranks(), words.axes()
        self.address = partial(_address, "rehearsal_turn", hat)

    def rows(self, turns: list[Turn]) -> tuple[list[Row], int]:
        """The rows of those who may be seen, and how many are left out."""
        seen = [turn for turn in turns if self._sees(turn)]
        return [self._row(turn) for turn in rules.in_order(seen)], len(turns) - len(seen)

    def _sees(self, turn: Turn) -> bool:
        on_the_wall = self.hat != ROOM or rules.on_the_wall(self.state, turn)
        return on_the_wall and not rules.is_kept_from(self.hat, turn)

    def _row(self, turn: Turn) -> Row:
        subject = SUBJECTS[turn.subject]
        overall, was = self._rating(turn.subject, "", "current")
        return Row(
            NAMES[turn.subject],
            self.ranks[subject.rank].code,
            overall,
            was,
            self._pitched_to(turn.subject),
            NAMES[subject.assessor],
            self._axes(turn),
            turn.state,
            self.address(turn.key),
        )

    def face(self, turn: Turn) -> Face:
        """One person's turn."""
        subject, stop = SUBJECTS[turn.subject], _stop(turn)
        overall, was = self._rating(turn.subject, "", "current")
        return Face(
            stop=stop,
            name=NAMES[turn.subject],
            role=self.ranks[subject.rank].code,
            title=self.ranks[subject.rank].title,
            speaker=NAMES[subject.assessor],
            overall=overall,
            overall_was=was,
            axes=self._axes(turn),
            statement=words.statement(turn.subject),
            pitched_to=self._pitched_to(turn.subject),
            pitch=words.pitch(turn.subject),
            line=under_the_person(self.state.line, self.state.circling) if self.state.turn == turn.key else "",
            since=_moment(turn.opened),
            changes=self._changes(turn.subject),
        )

    def _pitched_to(self, subject: str) -> str:
        rank = SUBJECTS[subject].pitched_to
        return self.ranks[rank].code if rank else ""

    def _rating(self, subject: str, axis: str, against: str) -> tuple[Any, Any]:
        points, was = rules.stands(self.state, subject)
        key = (axis, against)
        return self.points.get(points.get(key, "")), self.points.get(was.get(key, ""))

    def _axes(self, turn: Turn) -> list[AxisLine]:
        return [
            AxisLine(axis_id(axis), name, *self._rating(turn.subject, axis, turn.against))
            for axis, name in self.axes.items()
        ]

    def _changes(self, subject: str) -> list[Any]:
        return [self.changed(one) for one in self.state.changes if one.subject == subject]

    def changed(self, change: Change) -> Changed:
        """A change as a page says it."""
        return Changed(
            axis_id(change.axis) if change.axis else None,
            change.against,
            self.points.get(change.before),
            self.points[change.after],
            Who(NAMES[change.proposer]),
            change.line,
            change.witnessed,
        )


def _stop(turn: Turn) -> Stop:
    """The turn as the parts of pages ask for it; saved nowhere, and of nobody."""
    return Stop(kind=turn.kind, state=turn.state, order=turn.order, rank=turn.rank)


def _moment(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        return None


def _address(name: str, hat: str, about: Any) -> str:
    return "" if hat == ROOM else reverse(name, args=[hat, about])


def rounds_line(state: State, hat: str) -> list[dict[str, Any]]:
    """The rounds on the line: how many turns each has had, and where the rehearsal is."""
    items = []
    for number in state.rounds:
        turns = [turn for turn in state.turns if turn.round == number and not rules.is_kept_from(hat, turn)]
        if hat == ROOM:
            turns = [turn for turn in turns if rules.on_the_wall(state, turn)]
        had = sum(turn.state == "closed" for turn in turns)
        here = "here" if number == state.round else "done" if had == len(turns) else "next"
        note = _("%(had)s of %(turns)s") % {"had": had, "turns": len(turns)} if here == "here" or had else ""
        name = level_of(state, number).name
        items.append({"label": name, "state": here, "note": "" if here == "done" else note, "number": number})
    return items


def agenda_line(state: State, hat: str, looked_at: int = 0) -> list[dict[str, Any]]:
    """The agenda as a meeting has it: the rounds, and under one of them its turns, each linked to its page."""
    unfolded = looked_at or state.round
    here = state.turn if state.showing == "stop" else ""
    turns = [
        turn for turn in rules.in_order(state.turns) if turn.round == unfolded and not rules.is_kept_from(hat, turn)
    ]
    items: list[dict[str, Any]] = []
    for item in rounds_line(state, hat):
        if item["state"] == "here" and here in {turn.key for turn in turns}:
            item["state"] = "done"
        items.append(item | {"href": _address("rehearsal_round", hat, item["number"]), "is_round": True})
        if item["number"] == unfolded:
            items += [_item(turn, here, hat) for turn in turns]
    return items


def _item(turn: Turn, here: str, hat: str) -> dict[str, Any]:
    notes = [_("cohort check")] if turn.kind == COHORT else []
    if turn.together:
        notes.append(_("taken together"))
    if turn.pulled_out and turn.state == "waiting":
        notes.append(_("pulled out"))
    if turn.parked:
        notes.append(_("parked"))
    if not turn.witnessed:
        notes.append(_("unwitnessed, confirmed") if turn.confirmed else _("unwitnessed"))
    return {
        "label": NAMES[turn.subject],
        "state": "here" if turn.key == here else "done" if turn.state == "closed" else "next",
        "note": ", ".join(notes),
        "href": _address("rehearsal_turn", hat, turn.key),
    }


def leaves(state: State, turn: Turn | int | None) -> list[str]:
    """Who is in the room and may not be while a turn is open."""
    if isinstance(turn, Turn) and rules.is_in_the_room(state, turn.subject):
        return [_("%(name)s is in the room and has to leave it.") % {"name": NAMES[turn.subject]}]
    return []


def changed_for_hers(state: State) -> list[dict[str, Any]]:
    """What was changed for the people of the manager whose hat can be worn, change by change."""
    about, axes = _About(state, "manager"), words.axes()
    hers = rules.changed_for(state, MANAGER)
    return [
        {
            "name": NAMES[one.subject],
            "rating": axes.get(one.axis, _("Overall")),
            "change": about.changed(one),
        }
        for one in state.changes
        if one.subject in hers
    ]


def proposed(state: State) -> list[dict[str, Any]]:
    """What the manager proposes in the open turn."""
    points, axes = scale(), words.axes()
    return [
        {
            "key": one.axis or "overall",
            "rating": axes.get(one.axis, _("Overall")),
            "before": points.get(one.before),
            "after": points[one.after],
            "line": one.line,
            "is_overtaken": rules.is_overtaken(state, one),
        }
        for one in state.proposals
    ]


def distribution(state: State) -> dict[str, Any]:
    """How many stand at which overall rating, by round."""
    points = scale()
    found = {number: dict.fromkeys(points, 0) for number in state.rounds}
    for turn in state.turns:
        if turn.kind == DISCUSS:
            found[turn.round][rules.stands(state, turn.subject)[0]["", "current"]] += 1
    used = [code for code in points if any(row[code] for row in found.values())]
    rows = [{"name": level_of(state, one).name, "cells": [row[code] for code in used]} for one, row in found.items()]
    return {
        "columns": [_("Round"), *(points[code].word for code in used)],
        "rows": rows,
        "foot": {"name": _("All"), "cells": [sum(row[code] for row in found.values()) for code in used]},
        "moved": len(rules.moved(state)),
    }


def who_is_here(state: State) -> list[dict[str, str]]:
    """Everyone in the room, as what."""
    parts = words.parts()
    notes = {"in": _("not attested yet"), "attested": _("attested")}
    return [
        {"name": NAMES[one], "part": part, "note": notes.get(state.observer, "") if part == parts["nora"] else ""}
        for one, part in parts.items()
        if (one != "nora" or state.observer != "out") and (one != MANAGER or state.manager_is_here)
    ]

"""How far a cycle has come: counted from the open assignments, without reading an assessment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.components import step
from accounts.days import day_said, number
from accounts.doors import Door
from accounts.models import Person
from accounts.written_once import WrittenOnce
from reviews.models import Assignment, Cycle, Group
from reviews.models.cycles import WRITING

State = Group.State
ORDER = [
    State.PLANNING,
    State.ASSESSING,
    State.PREVIEWING,
    State.CALIBRATING,
    State.DECIDING,
    State.FINALISING,
    State.TELLING,
    State.CLOSED,
]


@dataclass(frozen=True)
class Filed:
    """How many assessments a group wants, and how many are there."""

    wanted: int = 0
    there: int = 0

    @property
    def missing(self) -> int:
        return self.wanted - self.there


COUNTED = WrittenOnce(
    lambda viewer, groups: (
        Assignment.objects.filter(~Q(subject=viewer), group__in=groups)
        .values_list("group_id", "state")
        .annotate(Count("pk"))
    )
)


def filed(groups: Iterable[Group], viewer: Person) -> dict[UUID, Filed]:
    """Group id → how many assessments are filed, without the viewer's own case; one query."""
    ids = [group.pk for group in groups]
    counted = {(group, state): count for group, state, count in COUNTED(viewer.pk, ids)}
    there = {group: counted.get((group, Assignment.State.SUBMITTED), 0) for group in ids}
    return {group: Filed(there[group] + counted.get((group, Assignment.State.OPEN), 0), there[group]) for group in ids}


OPEN = Door(
    lambda viewer, groups: (
        Assignment.objects.visible_to(viewer)
        .filter(~Q(subject=viewer), state=Assignment.State.OPEN, group__in=groups)
        .order_by("assessor__name", "assessor_id", "subject__name")
        .values_list("assessor_id", "assessor__name", "subject__name")
    )
)


@dataclass(frozen=True)
class Missing:
    """What somebody is still to write: about whom, by name."""

    pk: UUID
    name: str
    about: list[str] = field(default_factory=list)

    @property
    def names(self) -> str:
        """Whom it is about, in one line."""
        return ", ".join(self.about)


def by_writer(rows: Iterable[tuple[UUID, str, str]]) -> list[Missing]:
    """One for each who has something to write, in the order of these: id and name of the writer, name of the person."""
    found: dict[UUID, Missing] = {}
    for writer, name, subject in rows:
        found.setdefault(writer, Missing(writer, name)).about.append(subject)
    return list(found.values())


def missing_by_assessor(groups: Iterable[Group], viewer: Person) -> list[Missing]:
    """Who has not filed what, by assessor, as far as the viewer sees the roster; names only, no text."""
    return by_writer(OPEN(viewer, [group.pk for group in groups]))


def deadline(group: Group) -> date | None:
    """The last day of the phase the group is in, where it has one."""
    cycle = group.cycle
    return {
        State.ASSESSING: cycle.assess_by,
        State.PREVIEWING: cycle.preview_by,
        State.CALIBRATING: cycle.meet_on,
        State.DECIDING: cycle.release_on,
        State.FINALISING: cycle.release_on,
    }.get(group.state)


def state_said(group: Group, count: Filed, today: date) -> str:
    """One sentence on where a group stands."""
    name, cycle = {"group": group.name}, group.cycle
    if group.is_in_hand:
        return _("%(group)s waits to be launched.") % name
    if group.state == State.PLANNING:
        return _("%(group)s is planned; nobody has been told.") % name
    if group.state == State.ASSESSING:
        by = name | {"day": day_said(cycle.assess_by, today), "there": count.there, "all": count.wanted}
        is_over = cycle.assess_by < today
        if not count.missing and is_over:
            return _("Everything in %(group)s is filed; assessing ended %(day)s.") % by
        if not count.missing:
            return _("Everything in %(group)s is filed; assessing ends %(day)s.") % by
        if is_over:
            return _("%(group)s was to be assessed by %(day)s: %(there)s of %(all)s are filed.") % by
        return _("%(group)s is being assessed until %(day)s: %(there)s of %(all)s are filed.") % by
    if group.state == State.PREVIEWING:
        said = _reading_said(group, today)
        if count.missing:
            said += " " + ngettext(
                "%(number)s assessment is still missing.", "%(number)s assessments are still missing.", count.missing
            ) % {"number": number(count.missing).capitalize()}
        return said
    return {
        State.CALIBRATING: _("%(group)s is in its meeting."),
        State.DECIDING: _("%(group)s has met; pitches are being decided."),
        State.FINALISING: _("%(group)s has decided and is not released yet."),
        State.TELLING: _("The results of %(group)s are being told."),
        State.CLOSED: _("%(group)s is closed."),
        State.DISCARDED: _("%(group)s was discarded."),
    }[group.state] % name


def _reading_said(group: Group, today: date) -> str:
    cycle = group.cycle
    said = {
        "group": group.name,
        "day": day_said(cycle.preview_by, today),
        "meet": day_said(cycle.meet_on, today),
    }
    if cycle.meet_on < today:
        return _("%(group)s had until %(day)s, to read, and was to meet on %(meet)s.") % said
    if cycle.preview_by < today:
        return _("%(group)s had until %(day)s, to read, and meets on %(meet)s.") % said
    return _("%(group)s reads until %(day)s, and meets on %(meet)s.") % said


def phases(cycle: Cycle, state: str, count: Filed, today: date) -> list[dict[str, Any]]:
    """The phases as they hang on the line, for components/line.html; one that is not done on its day is said so."""
    shown = [phase for phase in ORDER if cycle.has_preview or phase != State.PREVIEWING]
    at = shown.index(state) if state in shown else len(shown)
    known = count if state in WRITING else Filed()
    return [
        step(
            str(State(phase).label).capitalize(),
            "done" if index < at else "here" if index == at else "next",
            _phase_note(cycle, phase, index >= at and state != State.TELLING, known, today),
        )
        for index, phase in enumerate(shown)
    ]


def _phase_note(cycle: Cycle, phase: str, is_ahead: bool, count: Filed, today: date) -> str:
    """What stands under a phase of the line: its day, and while it is written, how many are filed.

    `is_ahead`: whether its day is still to be kept.
    """
    if phase == State.PLANNING:
        return date_format(cycle.launched_at, "l, j F") if cycle.launched_at else _("not launched yet")
    day = {
        State.ASSESSING: cycle.assess_by,
        State.PREVIEWING: cycle.preview_by,
        State.CALIBRATING: cycle.meet_on,
        State.TELLING: cycle.release_on,
    }.get(State(phase))
    if day is None:
        return ""
    said = {"there": count.there, "all": count.wanted, "day": day_said(day, today)}
    is_late = day < today and (is_ahead or (phase == State.ASSESSING and count.missing > 0))
    if phase == State.ASSESSING and count.wanted:
        if is_late:
            return _("%(there)d of %(all)d filed; was due %(day)s") % said
        return _("%(there)d of %(all)d filed, by %(day)s") % (said | {"day": date_format(day, "l, j F")})
    if is_late:
        return _("was due %(day)s") % said
    if not is_ahead and phase != State.TELLING and day > today:
        return ""  # done before its day: the day planned for it is not the one on which it was
    if not is_ahead:
        said["day"] = date_format(day, "l, j F")  # done: how far off its day is says nothing any more
    if phase == State.TELLING:
        return _("from %(day)s") % said if is_ahead or day <= today else ""  # released before its day
    return str(said["day"])


def earliest(states: Iterable[str]) -> str:
    """Of the states that groups are in, the one that is least far; discarded ones do not count."""
    found = [ORDER.index(state) for state in states if state in ORDER]
    return ORDER[min(found)] if found else State.DISCARDED


MOST_NAMED = 5  # groups of one phase that are named; of more, how many there are says enough


def apart(standing: Mapping[str, Sequence[str]]) -> str:
    """Of groups in different phases: who is where, for the line, on which the last of them stands. Else nothing.

    `standing`: state → the names of the groups in it; discarded ones do not count.
    """
    where = [(state, standing[state]) for state in ORDER if standing.get(state)]
    if len(where) < 2:
        return ""
    said = "; ".join(_is_where(state, names) for state, names in where)
    return _("%(where)s. The line shows where the last of them is.") % {"where": said[:1].upper() + said[1:]}


def _is_where(state: str, names: Sequence[str]) -> str:
    count = len(names)
    if count > MOST_NAMED:
        groups = ngettext("%(number)s group", "%(number)s groups", count) % {"number": number(count)}
    else:
        groups = get_text_list(list(names), _("and"))
    return {
        State.PLANNING: ngettext("%(groups)s is being planned", "%(groups)s are being planned", count),
        State.ASSESSING: ngettext("%(groups)s is assessing", "%(groups)s are assessing", count),
        State.PREVIEWING: ngettext("%(groups)s is reading", "%(groups)s are reading", count),
        State.CALIBRATING: ngettext("%(groups)s is in its meeting", "%(groups)s are in their meetings", count),
        State.DECIDING: ngettext("%(groups)s is deciding", "%(groups)s are deciding", count),
        State.FINALISING: ngettext("%(groups)s is writing the words", "%(groups)s are writing the words", count),
        State.TELLING: ngettext("%(groups)s is telling", "%(groups)s are telling", count),
        State.CLOSED: ngettext("%(groups)s is closed", "%(groups)s are closed", count),
    }[State(state)] % {"groups": groups}

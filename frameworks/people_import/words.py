"""What a file would do, in words: a section a kind, a sentence a person."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frameworks.people_import.workflow import Look

MOST_LINES = 200


@dataclass(frozen=True)
class Line:
    """One person: the line of the file (0: not in it), the name, and what happens."""

    line: int
    name: str
    says: str


@dataclass(frozen=True)
class Section:
    """One kind of doing; `more` counts what is not listed."""

    title: str
    lines: list[Line]
    more: int


def sections(seen: Look) -> list[Section]:
    """Joiners, moves, changes, roles and leavers, each only where there are any."""
    found = [_joiners(seen), _returners(seen), _moved(seen), _changed(seen), _roles(seen), _leavers(seen)]
    return [Section(title, lines[:MOST_LINES], max(0, len(lines) - MOST_LINES)) for title, lines in found if lines]


def summary(seen: Look) -> str:
    """One sentence: how many of each."""
    people = seen.people
    moved = {m.person.employee_id for m in people.moved} - {r.person.employee_id for r in people.returners}
    said = [
        ngettext("%d joins", "%d join", len(people.joiners)) % len(people.joiners),
        ngettext("%d comes back", "%d come back", len(people.returners)) % len(people.returners),
        ngettext("%d gets another manager", "%d get another manager", len(moved)) % len(moved),
        ngettext("%d fact changes", "%d facts change", len(people.changed)) % len(people.changed),
        ngettext("%d is placed on a role", "%d are placed on a role", len(seen.roles.placed)) % len(seen.roles.placed),
        ngettext("%d leaves", "%d leave", len(people.leavers)) % len(people.leavers),
        ngettext("%d line changes nothing", "%d lines change nothing", people.unchanged) % people.unchanged,
    ]
    return ", ".join(part for part in said if not part.startswith("0 ")) + "."


def _day(day: date | None) -> str:
    return date_format(day, "l, j F Y") if day else _("nothing")


def _joiners(seen: Look) -> tuple[str, list[Line]]:
    lines = []
    for row in (joiner.row for joiner in seen.people.joiners):
        parts = [_("reports to %s") % seen.people.names[row.manager] if row.manager else _("head of the company")]
        parts += [row.team] if row.team else []
        parts += [_("since %s") % _day(row.hired_on)] if row.hired_on else []
        lines.append(Line(row.line, row.name, ", ".join(parts)))
    return ngettext("%d person joins", "%d people join", len(lines)) % len(lines), lines


def _returners(seen: Look) -> tuple[str, list[Line]]:
    lines = [
        Line(r.line, r.person.name, _("is here again; permissions do not come back")) for r in seen.people.returners
    ]
    return ngettext("%d person comes back", "%d people come back", len(lines)) % len(lines), lines


def _moved(seen: Look) -> tuple[str, list[Line]]:
    names = seen.people.names
    nobody = _("nobody")
    lines = [
        Line(
            m.line,
            m.person.name,
            _("reports to %(after)s from today, until now to %(before)s")
            % {"after": names.get(m.manager, nobody), "before": names.get(m.person.manager, nobody)},
        )
        for m in seen.people.moved
    ]
    return ngettext("%d person gets another manager", "%d people get another manager", len(lines)) % len(lines), lines


def _changed(seen: Look) -> tuple[str, list[Line]]:
    labels = {
        "name": _("name"),
        "email": _("address"),
        "team": _("team"),
        "kind": _("kind"),
        "hired_on": _("hired on"),
        "time_zone": _("time zone"),
    }
    lines = []
    for c in seen.people.changed:
        before = _day(c.before) if isinstance(c.before, date) else c.before or _("nothing")
        after = _day(c.after) if isinstance(c.after, date) else c.after or _("nothing")
        says = _("%(fact)s: %(after)s, until now %(before)s")
        said = {"fact": labels[c.column], "after": after, "before": before}
        lines.append(Line(c.line, c.person.name, says % said))
    return ngettext("%d fact changes", "%d facts change", len(lines)) % len(lines), lines


def _roles(seen: Look) -> tuple[str, list[Line]]:
    lines = []
    for placed in seen.roles.placed:
        says = _("%(role)s from %(day)s") % {"role": placed.role, "day": _day(placed.from_on)}
        says += _(", until then %s") % placed.before if placed.before else ""
        lines.append(Line(placed.line, placed.name, says))
    return ngettext("%d person is placed on a role", "%d people are placed on a role", len(lines)) % len(lines), lines


def _leavers(seen: Look) -> tuple[str, list[Line]]:
    lines = []
    for leaver in seen.people.leavers:
        says = _("is no longer here from %s; sign-in and permissions end then") % _day(leaver.on)
        lines.append(Line(leaver.line, leaver.person.name, says))
    return ngettext("%d person leaves", "%d people leave", len(lines)) % len(lines), lines

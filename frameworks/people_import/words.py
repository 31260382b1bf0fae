"""What a file would do, in words: a section a kind, a sentence a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.importing.counts import Counts
from frameworks.people_import.seeing import KINDS, Act, Seen

UNFOLDED = 20  # lines of a section that stand open
MOST_LINES = 200  # lines of a section on the page of the whole


@dataclass(frozen=True)
class Line:
    """One person: the line of the file (0: not in it), the name, and what happens."""

    line: int
    name: str
    says: str


@dataclass(frozen=True)
class Section:
    """One kind of doing: its first lines, those that are folded, and how many are on other pages."""

    kind: str
    title: str
    lines: list[Line]
    folded: list[Line]
    more: int

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.lines) + len(self.folded) + self.more


def sections(seen: Seen) -> list[Section]:
    """Joiners, moves, changes, roles and leavers, each only where there are any."""
    found = []
    for kind in KINDS:
        acts = [act for act in seen.acts if act.kind == kind]
        if acts:
            lines = lines_of(acts[:MOST_LINES], seen.names)
            found.append(
                Section(
                    kind, title(kind, len(acts)), lines[:UNFOLDED], lines[UNFOLDED:], max(0, len(acts) - MOST_LINES)
                )
            )
    return found


def title(kind: str, number: int) -> str:
    """How many people it is about."""
    titles = {
        "join": ngettext("%d person joins", "%d people join", number),
        "return": ngettext("%d person comes back", "%d people come back", number),
        "move": ngettext("%d person gets another manager", "%d people get another manager", number),
        "change": ngettext("%d fact changes", "%d facts change", number),
        "place": ngettext("%d person is placed on a role", "%d people are placed on a role", number),
        "leave": ngettext("%d person leaves", "%d people leave", number),
    }
    return titles[kind] % number


def summary(seen: Seen) -> str:
    """One sentence: how many of each."""
    return seen.counts.words(seen.unchanged)


def since(seen: Seen) -> list[Line]:
    """What has changed since the file was last shown, at most so many lines: first what would be new."""
    assert seen.since is not None
    added = lines_of(seen.since.added[:MOST_LINES], seen.names)
    gone = lines_of(seen.since.gone[:MOST_LINES], seen.names)
    new = [Line(one.line, one.name, _("now: %s") % one.says) for one in added]
    return new + [Line(one.line, one.name, _("no longer: %s") % one.says) for one in gone]


def mended(number: int) -> str:
    """How many lines were changed by hand."""
    if not number:
        return _("Nothing was different, so nothing was changed.")
    return ngettext("%d line was mended.", "%d lines were mended.", number) % number


def done(counts: Counts) -> str:
    """What was imported, in one sentence."""
    return _("Imported: %s") % counts.words()


def lines_of(acts: Iterable[Act], names: dict[str, str]) -> list[Line]:
    """A line an act, in their order."""
    return [Line(act.line, act.name, _SAYS[act.kind](act, names)) for act in acts]


def _day(said: str) -> str:
    return date_format(date.fromisoformat(said), "l, j F Y") if said else _("nothing")


def _joins(act: Act, names: dict[str, str]) -> str:
    manager, team, hired_on = act.said
    parts = [_("reports to %s") % names.get(manager, manager) if manager else _("head of the company")]
    parts += [team] if team else []
    parts += [_("since %s") % _day(hired_on)] if hired_on else []
    return ", ".join(parts)


def _returns(act: Act, names: dict[str, str]) -> str:
    return _("is here again; permissions do not come back")


def _moves(act: Act, names: dict[str, str]) -> str:
    after, before = (names.get(one, one) or _("nobody") for one in act.said)
    return _("reports to %(after)s from today, until now to %(before)s") % {"after": after, "before": before}


def _changes(act: Act, names: dict[str, str]) -> str:
    labels = {
        "name": _("name"),
        "email": _("address"),
        "team": _("team"),
        "kind": _("kind"),
        "hired_on": _("hired on"),
        "time_zone": _("time zone"),
    }
    column, *values = act.said
    after, before = (_day(one) if column == "hired_on" else one or _("nothing") for one in values)
    said = {"fact": labels[column], "after": after, "before": before}
    return _("%(fact)s: %(after)s, until now %(before)s") % said


def _places(act: Act, names: dict[str, str]) -> str:
    role, since, before = act.said
    says = _("%(role)s from %(day)s") % {"role": role, "day": _day(since)}
    return says + (_(", until then %s") % before if before else "")


def _leaves(act: Act, names: dict[str, str]) -> str:
    return _("is no longer here from %s; sign-in and permissions end then") % _day(act.said[0])


_SAYS = {
    "join": _joins,
    "return": _returns,
    "move": _moves,
    "change": _changes,
    "place": _places,
    "leave": _leaves,
}

"""What a file would do, laid out to be kept, shown and compared: an act a line, and the mistakes."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.importing.counts import Counts
from accounts.importing.plan import Plan
from accounts.importing.problems import Problem
from accounts.models import Person
from frameworks.people_import.judges import judges_of
from frameworks.people_import.roles import RolePlan

KINDS = ("join", "return", "move", "change", "place", "leave")


@dataclass(frozen=True)
class Act:
    """One act on one person. `said`, by kind: join (manager, team, hired on), move (manager, manager before),
    change (column, after, before), place (role, since, role before), leave (day); people by employee id."""

    kind: str
    line: int
    employee_id: str
    name: str
    said: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[Any, ...]:
        """The same for the same act, wherever in the file it stands."""
        return (self.kind, self.employee_id, self.said)


@dataclass
class Seen:
    """Everything a file would do, and what has to be mended first."""

    acts: list[Act] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unchanged: int = 0
    names: dict[str, str] = field(default_factory=dict)  # of the managers who are named
    since: "Since | None" = None  # how it differs from what was shown before

    @property
    def does_nothing(self) -> bool:
        """Whether everything already is as the file says."""
        return not self.acts

    @property
    def counts(self) -> Counts:
        """How many of each; who comes back and has a manager then is counted once."""
        by_kind = Counter(act.kind for act in self.acts)
        back = {act.employee_id for act in self.acts if act.kind == "return"}
        moved = sum(1 for act in self.acts if act.kind == "move" and act.employee_id not in back)
        rest = (by_kind[kind] for kind in ("change", "place", "leave"))
        return Counts(by_kind["join"], by_kind["return"], moved, *rest)

    def problems_for(self, by: Person) -> list[Problem]:
        """The mistakes, and what this person may not import for themselves, by line."""
        own = [*_for_oneself(self.acts, by.employee_id), *_for_ones_judges(self.acts, judges_of(by))]
        return sorted([*self.problems, *own])

    def without(self, problems: list[Problem]) -> "Seen":
        """What the other lines would do."""
        wrong = {problem.line for problem in problems}
        return Seen([act for act in self.acts if act.line not in wrong], [], self.unchanged, self.names)

    def digest(self, version: int) -> str:
        """The same for the same doing with the same lines: what was shown is what is done."""
        said = json.dumps([version, [act.key for act in self.acts], [[p.line, p.sentence] for p in self.problems]])
        return hashlib.sha256(said.encode()).hexdigest()

    def dumps(self) -> str:
        """As it is kept."""
        since = [_bare(self.since.added), _bare(self.since.gone)] if self.since else None
        problems = [[problem.line, problem.sentence] for problem in self.problems]
        kept = [_bare(self.acts), problems, self.unchanged, self.names, since]
        return json.dumps(kept, separators=(",", ":"), ensure_ascii=False)

    @classmethod
    def loads(cls, kept: str) -> "Seen":
        """What `dumps` wrote; an empty text is a file nobody has looked at."""
        if not kept:
            return cls()
        acts, problems, unchanged, names, since = json.loads(kept)
        changed = Since(*map(_whole, since)) if since else None
        return cls(_whole(acts), [Problem(*problem) for problem in problems], unchanged, names, changed)


@dataclass
class Since:
    """What would be done now and would not have been when the file was last shown, and the other way round."""

    added: list[Act]
    gone: list[Act]


def _bare(acts: list[Act]) -> list[list[Any]]:
    return [[act.kind, act.line, act.employee_id, act.name, *act.said] for act in acts]


def _whole(bare: list[list[Any]]) -> list[Act]:
    return [Act(kind, line, employee_id, name, tuple(said)) for kind, line, employee_id, name, *said in bare]


def seen(people: Plan, roles: RolePlan) -> Seen:
    """Two plans as one list, in the order of KINDS and of the file."""
    acts = [
        Act("join", r.line, r.employee_id, r.name, (r.manager, r.team or "", _day(r.hired_on)))
        for r in (joiner.row for joiner in people.joiners)
    ]
    acts += [Act("return", r.line, r.person.employee_id, r.person.name) for r in people.returners]
    acts += [
        Act("move", m.line, m.person.employee_id, m.person.name, (m.manager, m.person.manager)) for m in people.moved
    ]
    acts += [
        Act("change", c.line, c.person.employee_id, c.person.name, (c.column, _text(c.after), _text(c.before)))
        for c in people.changed
    ]
    acts += [Act("place", p.line, p.employee_id, p.name, (p.role, _day(p.from_on), p.before)) for p in roles.placed]
    acts += [Act("leave", x.line, x.person.employee_id, x.person.name, (_day(x.on),)) for x in people.leavers]
    named = {one for act in acts if act.kind in ("join", "move") for one in act.said[:2]}
    names = {key: people.names[key] for key in sorted(named) if key in people.names}
    return Seen(acts, sorted(people.problems + roles.problems), people.unchanged, names)


def _text(value: str | date | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _for_oneself(acts: list[Act], employee_id: str) -> list[Problem]:
    """Nobody imports their own leaving, another manager or another role for themselves. A first manager they do: who
    sets a company up is at first below nobody."""
    sentences = {
        "leave": _("This would end your own account: another person of People Ops has to import it."),
        "move": _("This would change your own manager: another person of People Ops has to import it."),
        "place": _("This would change your own role: another person of People Ops has to import it."),
    }
    own = [act for act in acts if act.employee_id == employee_id and not (act.kind == "move" and not act.said[1])]
    return [Problem(act.line, sentences[act.kind]) for act in own if act.kind in sentences]


def _for_ones_judges(acts: list[Act], judges: set[str]) -> list[Problem]:
    """Who has the address can sign in, and who stands above can read: nobody imports that for those who judge them."""
    sentence = _("%(name)s has a say in your own review: another person of People Ops has to import this.")
    return [
        Problem(act.line, sentence % {"name": act.name})
        for act in acts
        if act.employee_id in judges
        and (act.kind in ("move", "return") or (act.kind == "change" and act.said[0] == "email"))
    ]


def since(before: Seen, now: Seen) -> Since | None:
    """How `now` differs from what was shown; None where nothing does. `now` learns the names that stood there."""
    now.names = before.names | now.names
    then, there = {act.key for act in before.acts}, {act.key for act in now.acts}
    added = [act for act in now.acts if act.key not in then]
    gone = [act for act in before.acts if act.key not in there]
    return Since(added, gone) if added or gone or before.problems != now.problems else None

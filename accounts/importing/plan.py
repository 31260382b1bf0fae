"""What a file would do: rows compared with the company, as joiners, moves, changes, leavers, or problems."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from accounts.importing.company import Company, Known
from accounts.importing.problems import Problem
from accounts.importing.rows import Row


@dataclass(frozen=True)
class Joiner:
    """Someone who was not here before."""

    row: Row


@dataclass(frozen=True)
class Returner:
    """Someone who had left and is in the file again."""

    line: int
    person: Known


@dataclass(frozen=True)
class Moved:
    """Someone who reports to another person from today; `manager` is an employee id or "" for nobody."""

    line: int
    person: Known
    manager: str


@dataclass(frozen=True)
class Changed:
    """One fact about someone; `column` is the column of Known."""

    line: int
    person: Known
    column: str
    before: str | date | None
    after: str | date | None


@dataclass(frozen=True)
class Leaver:
    """Someone who is no longer here from the day `on`; line 0: absent from a file of the whole company."""

    line: int
    person: Known
    on: date


@dataclass
class Plan:
    """Everything a file would do, and what forbids it. A plan with problems is never applied."""

    today: date
    joiners: list[Joiner] = field(default_factory=list)
    returners: list[Returner] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    leavers: list[Leaver] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # employee id → name, as they would be

    @property
    def does_nothing(self) -> bool:
        """Whether the company already is as the file says."""
        return not (self.joiners or self.returners or self.moved or self.changed or self.leavers)


def make_plan(rows: list[Row], problems: list[Problem], known: Company, *, whole: bool) -> Plan:
    """Compares the rows of a file with the company.

    `whole`: the file is the whole company, so who is absent from it leaves today. Pure; the problems of reading are
    taken over and others added.
    """
    plan = Plan(today=known.today, problems=list(problems))
    plan.names = {key: person.name for key, person in known.people.items()} | {r.employee_id: r.name for r in rows}
    for row in rows:
        _compare(plan, row, known)
    if whole and not plan.problems:
        in_file = {row.employee_id for row in rows}
        absent = [p for key, p in known.people.items() if key not in in_file and _is_here(p, known.today)]
        plan.leavers += [Leaver(0, person, known.today) for person in absent]
    _addresses_stay_apart(plan, rows, known)
    _everyone_has_a_manager(plan, rows, known)
    _addresses_of_holders_stay(plan)
    _nobody_of_people_ops_is_sent_away(plan)
    plan.problems.sort()
    return plan


def _is_here(person: Known, today: date) -> bool:
    return person.left_on is None or person.left_on > today


def _compare(plan: Plan, row: Row, known: Company) -> None:
    person = known.people.get(row.employee_id)
    if person is None:
        if row.left_on and row.left_on <= known.today:
            plan.unchanged += 1  # left before they were ever here
        else:
            plan.joiners.append(Joiner(row))
        return
    before = len(plan.changed) + len(plan.moved) + len(plan.leavers) + len(plan.returners)
    here = _stays(plan, row, person, known.today)
    if here and row.manager != person.manager:
        plan.moved.append(Moved(row.line, person, row.manager))
    for column, after in _facts(row):
        was = getattr(person, column)
        if after is not None and after != was:
            plan.changed.append(Changed(row.line, person, column, was, after))
    hired_on = row.hired_on or person.hired_on
    if row.left_on and hired_on and row.left_on < hired_on:
        plan.problems.append(Problem(row.line, _("%(name)s would leave before joining.") % {"name": row.name}))
    if before == len(plan.changed) + len(plan.moved) + len(plan.leavers) + len(plan.returners):
        plan.unchanged += 1


def _facts(row: Row) -> list[tuple[str, str | date | None]]:
    return [
        ("name", row.name),
        ("email", row.email),
        ("team", row.team),
        ("kind", row.kind),
        ("hired_on", row.hired_on),
        ("time_zone", row.time_zone),
    ]


def _stays(plan: Plan, row: Row, person: Known, today: date) -> bool:
    """Notes leaving and coming back; answers whether the person is here today."""
    was_here = _is_here(person, today)
    if row.left_on:
        if row.left_on != person.left_on:
            plan.leavers.append(Leaver(row.line, person, row.left_on))
        return row.left_on > today
    if not was_here or (row.says_left and person.left_on):
        plan.returners.append(Returner(row.line, person))
    return True


def _addresses_stay_apart(plan: Plan, rows: list[Row], known: Company) -> None:
    in_file = {row.employee_id for row in rows}
    held = {p.email.lower(): p for key, p in known.people.items() if key not in in_file}
    for row in rows:
        if other := held.get(row.email):
            sentence = _("The address %(email)s belongs to %(name)s (%(id)s).")
            said = {"email": row.email, "name": other.name, "id": other.employee_id}
            plan.problems.append(Problem(row.line, sentence % said))


def _addresses_of_holders_stay(plan: Plan) -> None:
    """Who has the address can choose a new password: nobody alone may give that to somebody else's permissions."""
    sentence = _(
        "%(name)s holds a permission, so it takes two people to change this address: one asks on the page of %(name)s, "
        "another confirms. Do that first, or leave the address in the file as it is."
    )
    for change in plan.changed:
        if change.column == "email" and change.person.holds:
            plan.problems.append(Problem(change.line, sentence % {"name": change.person.name}))


def _nobody_of_people_ops_is_sent_away(plan: Plan) -> None:
    """A permission ends with the person: who imports alone would be left the only one who confirms anything."""
    sentence = _(
        "%(name)s holds People Ops for the whole organisation. It takes two people to end that, on the page "
        "“Permissions”: do it first, then %(name)s can leave."
    )
    for leaver in plan.leavers:
        if leaver.person.leads:
            plan.problems.append(Problem(leaver.line, sentence % {"name": leaver.person.name}))


def _everyone_has_a_manager(plan: Plan, rows: list[Row], known: Company) -> None:
    """After the import: one head, no loop, and nobody reports to someone who is not here."""
    gone = {leaver.person.employee_id for leaver in plan.leavers if leaver.on <= known.today}
    manager_of = {key: p.manager for key, p in known.people.items() if _is_here(p, known.today) and key not in gone}
    manager_of |= {returner.person.employee_id: returner.person.manager for returner in plan.returners}
    manager_of |= {moved.person.employee_id: moved.manager for moved in plan.moved}
    manager_of |= {joiner.row.employee_id: joiner.row.manager for joiner in plan.joiners}
    lines = {row.employee_id: row.line for row in rows}
    for row in rows:
        if row.employee_id in manager_of and row.manager and row.manager not in manager_of:
            plan.problems.append(Problem(row.line, _no_such_manager(plan, row, gone, known)))
    left_behind = {manager: key for key, manager in manager_of.items() if manager in gone and key not in lines}
    for leaver in plan.leavers:
        if report := left_behind.get(leaver.person.employee_id):
            sentence = _("%(name)s leaves, and %(report)s would have no manager: name one in the same file.")
            said = {"name": leaver.person.name, "report": plan.names[report]}
            plan.problems.append(Problem(leaver.line, sentence % said))
    _one_head(plan, rows, manager_of, known)
    _no_loop(plan, manager_of, lines)


def _no_such_manager(plan: Plan, row: Row, gone: set[str], known: Company) -> str:
    said = {"name": row.name, "manager": plan.names.get(row.manager, ""), "id": row.manager}
    if row.manager in gone:
        return _("%(name)s would report to %(manager)s, who leaves.") % said
    if row.manager in known.people:
        return _("%(name)s would report to %(manager)s, who has left.") % said
    return _("There is nobody with the employee id %(id)s whom %(name)s could report to.") % said


def _one_head(plan: Plan, rows: list[Row], manager_of: dict[str, str], known: Company) -> None:
    heads = [key for key, manager in manager_of.items() if not manager]
    # who was the head stays it; the others are the ones to mend
    heads.sort(key=lambda key: key not in known.people or known.people[key].manager != "")
    in_file = {row.employee_id: row for row in rows}
    for key in heads[1:]:
        if row := in_file.get(key):
            sentence = _("%(name)s has no manager, but %(head)s is the head of the company: name a manager.")
            plan.problems.append(Problem(row.line, sentence % {"name": row.name, "head": plan.names[heads[0]]}))


def _no_loop(plan: Plan, manager_of: dict[str, str], lines: dict[str, int]) -> None:
    settled: set[str] = set()
    for start in manager_of:
        path: list[str] = []
        on_path: set[str] = set()
        key = start
        while key in manager_of and key not in settled and key not in on_path:
            path.append(key)
            on_path.add(key)
            key = manager_of[key]
        if key in on_path:
            loop = path[path.index(key) :]
            line = min((lines[k] for k in loop if k in lines), default=0)
            names = [plan.names[k] for k in loop[:6]] + (["…"] if len(loop) > 6 else []) + [plan.names[key]]
            sentence = _("The managers go round in a loop: %(names)s.")
            plan.problems.append(Problem(line, sentence % {"names": " → ".join(names)}))
        settled |= on_path

"""A file of people from reading to writing: look, stage, mend, confirm. What was shown is what is done."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import trail
from accounts.clock import today
from accounts.importing import applying, rows, sheet, workbook
from accounts.importing.company import company
from accounts.importing.plan import Plan, make_plan
from accounts.importing.problems import Problem, Refused
from accounts.importing.steps import Tell, silent
from accounts.importing.table import Table
from accounts.models import Person, StagedImport
from accounts.moves import Conflict, Move, NotAllowed, move
from frameworks.people_import.roles import RolePlan, make_role_plan, place
from frameworks.people_import.seeing import Seen, seen, since

KEPT = timedelta(days=7)
# what is larger is read and imported by the worker
AT_ONCE_BYTES = 200_000
AT_ONCE_LINES = 2_000


class Stale(Conflict):
    """The company, or the lines, are no longer as they were when the file was shown; holds what it would do now."""

    def __init__(self, now: Seen) -> None:
        super().__init__(
            _("People or roles have changed since you looked at this file. Nothing was imported: look again.")
        )
        self.now = now


class Overtaken(Conflict):
    """Somebody else has mended the lines meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Somebody has changed these lines since you opened them. Yours were not kept yet."))


@dataclass(frozen=True)
class Look:
    """What a file would do to people and to their roles."""

    people: Plan
    roles: RolePlan

    @property
    def seen(self) -> Seen:
        """The same, laid out to be shown."""
        return seen(self.people, self.roles)

    @property
    def problems(self) -> list[Problem]:
        """Everything that has to be mended first, by line."""
        return sorted(self.people.problems + self.roles.problems)

    @property
    def does_nothing(self) -> bool:
        """Whether everything already is as the file says."""
        return self.people.does_nothing and not self.roles.placed


# -- looking ---------------------------------------------------------------------------------------------


def read(content: bytes | str, named: str = "", tell: Tell = silent) -> Table:
    """The table of a CSV or XLSX file; `named`: the sheet. Raises Refused."""
    if isinstance(content, bytes) and workbook.is_one(content):
        return workbook.table_of(content, named, lambda done, of: tell("read", done, of))
    return sheet.table_of(content)


def look(content: bytes | str, *, whole: bool = False, named: str = "") -> Look:
    """Compares a file with the company; writes nothing. `whole`: who is absent from it leaves today."""
    try:
        return look_at(read(content, named), whole=whole)
    except Refused as refused:
        return Look(Plan(today(), problems=[refused.problem]), RolePlan())


def look_at(table: Table, *, whole: bool, tell: Tell = silent) -> Look:
    """The same of a table that was read already."""
    size = len(table.lines)
    tell("compare", 0, size)
    found, problems = rows.rows_of(table)
    tell("compare", size // 2, size)
    people = make_plan(found, problems, company(today()), whole=whole)
    roles = make_role_plan(found, people)
    tell("compare", size, size)
    return Look(people, roles)


def as_it_stands(staged: StagedImport) -> Seen:
    """What the file would do now; of a big one, what it did when it was last looked at."""
    shown = Seen.loads(staged.seen)
    if not staged.content:
        return shown
    table = Table.loads(staged.content)
    if len(table.lines) > AT_ONCE_LINES:
        return shown
    now = look_at(table, whole=staged.whole).seen
    now.since = since(shown, now)
    return now


# -- staging and mending ---------------------------------------------------------------------------------


def forget_old_ones(day: date) -> None:
    """On the tick: what nobody has imported within seven days is thrown away."""
    StagedImport.objects.filter(at__lt=timezone.now() - KEPT, state=StagedImport.State.STAGED).delete()


@transaction.atomic
def stage(content: bytes | str, *, whole: bool, by: Person, name: str = "", named: str = "") -> StagedImport:
    """Keeps a file for being mended and confirmed; raises Refused where it cannot be read at all."""
    staged = StagedImport(by=by, whole=whole, name=name, sheet=named)
    _take(staged, content, by)
    staged.save(force_insert=True)
    return staged


@transaction.atomic
def replace(staged: StagedImport, content: bytes | str, *, whole: bool, by: Person, name: str, named: str) -> None:
    """Puts another file in the place of this one; raises Refused, or Conflict where it is too late."""
    locked = _locked(staged, by)
    locked.whole, locked.name, locked.sheet = whole, name, named
    locked.version += 1
    locked.mended = 0
    _take(locked, content, by)
    locked.save()


def _take(staged: StagedImport, content: bytes | str, by: Person) -> None:
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    staged.source = hashlib.sha256(raw).hexdigest()
    staged.trouble = ""
    if len(raw) > AT_ONCE_BYTES:
        staged.file, staged.content, staged.seen = raw, "", ""
        ask(staged, StagedImport.Work.READ, by)
    else:
        staged.file = None
        _keep(staged, read(content, staged.sheet))


def _keep(staged: StagedImport, table: Table, tell: Tell = silent) -> None:
    staged.content = table.dumps()
    staged.seen = look_at(table, whole=staged.whole, tell=tell).seen.dumps()


@transaction.atomic
def mend(
    staged: StagedImport, version: int, cells: Mapping[int, Mapping[str, str]], left_out: Collection[int], by: Person
) -> int:
    """Writes mended cells (line → column → text) and leaves lines out; returns how many lines that changed.

    Raises Overtaken where the lines are no longer of that version, Conflict where it is too late.
    """
    locked = _locked(staged, by)
    if locked.version != version:
        raise Overtaken
    table = Table.loads(locked.content)
    before = len(table.lines)
    table.lines = [line for line in table.lines if line.line not in left_out]
    if not table.lines:
        raise Conflict(_("No line would be left. Throw the file away instead."))
    changed = before - len(table.lines)
    for line in table.lines:
        if line.line in cells:
            wanted = [cells[line.line].get(column, "") for column in table.columns]
            changed += wanted != line.cells or bool(line.faults)
            line.cells, line.faults = wanted, {}
    locked.version += 1
    locked.mended += changed
    locked.content = table.dumps()
    if len(table.lines) > AT_ONCE_LINES:
        ask(locked, StagedImport.Work.READ, by)
    else:
        _keep(locked, table)
    locked.save()
    return changed


def _locked(staged: StagedImport, by: Person) -> StagedImport:
    locked = StagedImport.objects.select_for_update(of=("self",)).get(pk=staged.pk)
    if not is_people_ops(locked, by):
        raise NotAllowed("mend")
    if locked.state != StagedImport.State.STAGED:
        raise Conflict(str(MOVES["apply"].too_late))
    if locked.work:
        raise Conflict(_("This file is being worked on. Nothing was changed: look again in a moment."))
    return locked


def ask(staged: StagedImport, work: str, by: Person, shown: str = "") -> None:
    """Asks the worker; the row says so, and the tick finds it even where the message was lost."""
    from frameworks.people_import.working import queue

    staged.work, staged.asked_by, staged.shown, staged.tries, staged.trouble = work, by, shown, 0, ""
    transaction.on_commit(lambda: queue(staged.pk))


# -- importing -------------------------------------------------------------------------------------------


def is_people_ops(staged: StagedImport, by: Person | None) -> bool:
    """People Ops for the whole organisation, whoever of them gave the file."""
    return by is not None and by.holds_everywhere("people_ops")


def nobody() -> None:
    """No row."""


# what goes with the end of a file's waiting: everything that was in it
ENDED: dict[str, Any] = {"content": str, "seen": str, "sheet": str, "work": str, "shown": str, "trouble": str}
ENDED |= {"file": nobody, "asked_by": nobody}
MOVES = {
    "apply": Move(
        frozenset({StagedImport.State.STAGED}),
        StagedImport.State.APPLIED,
        is_people_ops,
        gettext_lazy("This file has been imported already, or thrown away. Nothing was done a second time."),
        also=ENDED,
    ),
    "discard": Move(
        frozenset({StagedImport.State.STAGED}),
        StagedImport.State.DISCARDED,
        is_people_ops,
        gettext_lazy("This file waits no longer: it was imported or thrown away."),
        also=ENDED,
    ),
}
StagedImport.MOVES = MOVES


@transaction.atomic
def begin(staged: StagedImport, shown: str, by: Person) -> Seen | None:
    """Imports a small file now and returns what was done; asks the worker for a big one and returns None.

    Raises what `confirm` raises.
    """
    locked = _locked(staged, by)
    if not locked.content:
        raise Conflict(_("There are no lines yet that could be imported. Nothing was done."))
    if len(Table.loads(locked.content).lines) <= AT_ONCE_LINES:
        return confirm(locked, shown, by)
    ask(locked, StagedImport.Work.APPLY, by, shown)
    locked.save()
    return None


@transaction.atomic
def confirm(staged: StagedImport, shown: str, by: Person, tell: Tell = silent) -> Seen:
    """Does exactly what was shown (`shown`: its digest), all of it or nothing; returns what was done.

    Raises Stale where the company or the lines changed since, Conflict where it was done already or has mistakes.
    """
    applying.one_at_a_time()
    kept = StagedImport.objects.select_for_update(of=("self",)).get(pk=staged.pk)
    move(staged, "apply", by)
    looked = look_at(Table.loads(kept.content), whole=kept.whole, tell=tell)
    now = looked.seen
    if now.digest(kept.version) != shown:
        now.since = since(Seen.loads(kept.seen), now)
        raise Stale(now)
    if now.problems_for(by):
        raise Conflict(_("The file still has mistakes. Nothing was imported."))
    write(looked, by, tell)
    StagedImport.objects.filter(pk=staged.pk).update(counts=now.counts.dumps())
    tell_of_the_file(kept, kept.source, now, by)
    return now


@transaction.atomic
def write(looked: Look, by: Person | None, tell: Tell = silent) -> None:
    """Writes people, then their roles; `by=None` is the command line."""
    applying.apply(looked.people, by, tell)
    wanted = {placed.employee_id for placed in looked.roles.placed}
    if wanted:
        everyone = Person.objects.values_list("employee_id", "pk").iterator()
        place(looked.roles, {key: pk for key, pk in everyone if key in wanted}, by, tell)


def tell_of_the_file(thing: StagedImport | type[StagedImport], source: str, did: Seen, by: Person | None) -> None:
    """The event of the file itself: the beginning of its SHA-256, and how many of each."""
    trail.record("import", thing, by, before=source[:40], after=did.counts.dumps())

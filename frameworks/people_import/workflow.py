"""A file of people from reading to writing: look, stage, confirm. What was shown is what is done."""

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.clock import today
from accounts.importing import applying, rows
from accounts.importing.company import company
from accounts.importing.plan import Plan, make_plan
from accounts.importing.problems import Problem
from accounts.models import Person, StagedImport
from accounts.moves import Conflict, Move, move
from frameworks.people_import.roles import RolePlan, make_role_plan, place

KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Look:
    """What a file would do to people and to their roles."""

    people: Plan
    roles: RolePlan

    @property
    def problems(self) -> list[Problem]:
        """Everything that has to be mended first, by line."""
        return sorted(self.people.problems + self.roles.problems)

    @property
    def does_nothing(self) -> bool:
        """Whether everything already is as the file says."""
        return self.people.does_nothing and not self.roles.placed

    @property
    def digest(self) -> str:
        """The same for the same doing."""
        said = json.dumps([self.people.digest, self.roles.said()], default=str)
        return hashlib.sha256(said.encode()).hexdigest()


def look(content: bytes | str, *, whole: bool = False, by: Person | None = None) -> Look:
    """Compares a file with the company; writes nothing. `whole`: who is absent from it leaves today."""
    read, problems = rows.read(content)
    known = company(today())
    myself = known.people.get(by.employee_id) if by else None
    people = make_plan(read, problems, known, whole=whole, by=myself)
    return Look(people, make_role_plan(read, people, by))


@transaction.atomic
def stage(content: bytes | str, *, whole: bool, by: Person) -> StagedImport:
    """Keeps a file for its confirmation. What was left lying for a day is thrown away."""
    StagedImport.objects.filter(at__lt=timezone.now() - KEPT, state=StagedImport.State.STAGED).delete()
    text = content if isinstance(content, str) else rows.sheet.decoded(content)
    digest = look(text, whole=whole, by=by).digest
    return StagedImport.objects.create(by=by, content=text, whole=whole, digest=digest)


def is_whose_it_is(staged: StagedImport, by: Person | None) -> bool:
    """Who staged it, holding People Ops for the whole organisation."""
    return by is not None and staged.by_id == by.pk and by.holds_everywhere("people_ops")


MOVES = {
    "apply": Move(
        frozenset({StagedImport.State.STAGED}),
        StagedImport.State.APPLIED,
        is_whose_it_is,
        gettext_lazy("This file has been imported already. Nothing was done a second time."),
    ),
}
StagedImport.MOVES = MOVES


@transaction.atomic
def confirm(staged: StagedImport, by: Person) -> Look:
    """Does exactly what was shown; raises Conflict where the company changed since, or it was done already."""
    applying.one_at_a_time()
    staged = move(staged, "apply", by)
    seen = look(staged.content, whole=staged.whole, by=by)
    if seen.digest != staged.digest:
        raise Conflict(
            _("People or roles have changed since you looked at this file. Nothing was imported: look again.")
        )
    if seen.problems:
        raise Conflict(_("The file still has mistakes. Nothing was imported."))
    write(seen, by)
    StagedImport.objects.filter(pk=staged.pk).update(content="")
    return seen


@transaction.atomic
def write(seen: Look, by: Person | None) -> None:
    """Writes people, then their roles; `by=None` is the command line."""
    applying.apply(seen.people, by)
    wanted = {placed.employee_id for placed in seen.roles.placed}
    if wanted:
        everyone = Person.objects.values_list("employee_id", "pk").iterator()
        place(seen.roles, {key: pk for key, pk in everyone if key in wanted}, by)

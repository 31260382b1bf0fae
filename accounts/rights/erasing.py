"""Erasing a person: what is about them goes, their row becomes a pseudonym, and the trail stands as it was.

Two people of People Ops do it, or the machine (`manage.py erase_person`). What goes and what stays is said by the kinds
of records (`accounts.rights.kinds`); why, by docs/decisions/0015-what-erasing-keeps.md.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email import message_from_bytes, policy
from functools import reduce
from operator import or_
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import clock, trail
from accounts.granting import covers_another
from accounts.hooks import Hook
from accounts.models import Erasure, Grant, Hold, Person, ReportingLine, StagedImport
from accounts.models.people import ERASED, ERASED_ID, FORMER_COLLEAGUE, Kind
from accounts.moves import Conflict, Move, NotAllowed, move
from accounts.people import rebuild_closure
from accounts.rights.kinds import Held, kinds
from accounts.viewing import as_task

State = Erasure.State

# (person) → sentences: why the person cannot be erased yet, and what has to be done first
in_the_way: Hook[Callable[[Person], Iterable[str]]] = Hook()


@dataclass(frozen=True)
class Counted:
    """A kind of record, and how many rows of it name the person."""

    held: Held
    count: int


def counted(person: Person) -> list[Counted]:
    """How much of each kind is held about the person; no content is read. Parts are counted with their whole."""
    with as_task("erasing"):
        found = [Counted(held, held.of(person).count()) for held in kinds() if not held.is_part and not held.is_silent]
    return [one for one in found if one.count]


def obstacles(person: Person) -> list[str]:
    """Why the person cannot be erased now, a sentence each; none where they can."""
    name = {"name": person.first_name}
    found = []
    if Hold.objects.in_force().filter(person=person).exists():
        found.append(_("There is a hold: nothing that is held about %(name)s may go until it is lifted.") % name)
    if not person.has_left(clock.today()):
        found.append(_("%(name)s is still here. Bring the last day by an import of people first.") % name)
    if reports := ReportingLine.objects.filter(manager=person, to_on__isnull=True).count():
        said = ngettext(
            "%(count)s person still reports to %(name)s: bring another manager by an import of people first.",
            "%(count)s people still report to %(name)s: bring another manager by an import of people first.",
            reports,
        )
        found.append(said % (name | {"count": reports}))
    if Grant.objects.in_force().filter(scope=person).exists():
        found.append(_("A permission reaches over everyone below %(name)s. End it first.") % name)
    return [*found, *(sentence for says in in_the_way for sentence in says(person))]


# -- two people ----------------------------------------------------------------------------------------


def may_confirm(erasure: Erasure, by: Person | None) -> bool:
    """Another of People Ops for that population than who asked; never the person. Whoever runs the machine."""
    return by is None or (by.pk != erasure.asked_by_id and covers_another(by, erasure.subject))


def may_withdraw(erasure: Erasure, by: Person | None) -> bool:
    """Whoever of People Ops deals with the person."""
    return by is not None and covers_another(by, erasure.subject)


TOO_LATE = gettext_lazy("This was done or withdrawn already. Nothing was changed; look again.")
Erasure.MOVES = {  # type: ignore[attr-defined]
    "confirm": Move(frozenset({State.WAITING}), State.DONE, may_confirm, TOO_LATE),
    "withdraw": Move(frozenset({State.WAITING}), State.WITHDRAWN, may_withdraw, TOO_LATE),
}


def waiting_for(person: Person) -> Erasure | None:
    """The erasure that waits to be confirmed, if there is one."""
    return Erasure.objects.filter(subject=person, state=State.WAITING).select_related("asked_by", "subject").first()


@transaction.atomic
def ask(person: Person, by: Person) -> Erasure:
    """Asks that the person be erased; nothing goes until another confirms it. Raises NotAllowed or Conflict."""
    if not covers_another(by, person):
        raise NotAllowed("ask")
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    _refuse(person)
    if waiting_for(person):
        raise Conflict(_("Somebody asked for this already. It waits for another person of People Ops."))
    erasure = Erasure.objects.create(subject=person, asked_by=by, asked_at=clock.now())
    trail.record("ask", erasure, by, about=person)
    return erasure


@transaction.atomic
def confirm(erasure: Erasure, by: Person) -> Person:
    """The second person says yes, and the person is erased. Raises NotAllowed or Conflict."""
    erasure = move(erasure, "confirm", by, confirmed_by=by)
    return erase(erasure.subject, by)


def withdraw(erasure: Erasure, by: Person) -> Erasure:
    """Nothing goes. Raises NotAllowed or Conflict."""
    return move(erasure, "withdraw", by)


def _refuse(person: Person) -> None:
    if person.is_erased:
        raise Conflict(_("This person was erased already."))
    if found := obstacles(person):
        raise Conflict(" ".join(found))


# -- the act -------------------------------------------------------------------------------------------


@transaction.atomic
def erase(person: Person, by: Person | None) -> Person:
    """Erases the person now; `by=None` is the machine. Raises Conflict with every reason why not.

    One transaction: all of it goes or nothing. Copies of mails in files go before the commit: they are worth less than
    what a crash between the two would leave behind.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    _refuse(person)
    if by is None and (waiting := waiting_for(person)):
        move(waiting, "confirm", by)
    words = words_of(person)
    with as_task("erasing"):
        for held in kinds():
            if not held.stays and not held.is_part:
                held.of(person).only("pk").delete()
            if held.but is not None:
                held.of(person).filter(held.but).only("pk").delete()
    # a file that the worker has not read yet may name anybody
    named = reduce(or_, [Q(content__icontains=word) | Q(seen__icontains=word) for word in words])
    StagedImport.objects.filter(named | Q(file__isnull=False)).delete()
    rebuild_closure()
    _become_nobody(person)
    _remove_copies_of_mails(words)
    trail.record("erase", person, by, about=person)
    transaction.on_commit(_empty_the_journal, robust=True)
    return person


def words_of(person: Person) -> list[str]:
    """By what a person is named in full: name, address, employee id."""
    return [person.name, person.email, person.employee_id]


def _become_nobody(person: Person) -> None:
    """The row stays, since the trail and the rosters know its id; what it says goes."""
    person.name = FORMER_COLLEAGUE
    person.email = f"{person.pk.hex}{ERASED}"
    person.employee_id = f"{ERASED_ID}{person.pk.hex}"
    person.kind = Kind.EMPLOYEE
    person.team = None
    person.time_zone = ""
    person.hired_on = person.onboarded_on = person.last_login = None
    person.left_on = clock.today()
    person.is_active = False
    person.set_unusable_password()
    person.save()


def _remove_copies_of_mails(words: list[str]) -> None:
    """Mails that lie as files, where the site has no mail server: those that name the person."""
    for path in Path(settings.MAIL_FOLDER).glob("*"):
        if path.is_file() and any(word in _said_in(path.read_bytes()) for word in words):
            path.unlink()


def _said_in(content: bytes) -> str:
    """The mails of a file as text: their heads and their bodies, decoded; and the bytes as they are."""
    said = [content.decode("utf-8", "replace")]
    for one in content.split(b"-" * 79):
        message = message_from_bytes(one.lstrip(), policy=policy.default)
        said += [str(value) for value in message.values()]
        said += [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    return "\n".join(said)


def _empty_the_journal() -> None:
    """SQLite: what was overwritten stands in the journal until it is copied back. (Freed pages are wiped at once.)"""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

"""What the set-up does, all of it in one transaction at its end; until then only answers are kept."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import Http404

from accounts import invitations, trail
from accounts.granting import appoint
from accounts.importing import applying
from accounts.importing.problems import Problem, Refused
from accounts.importing.table import Table
from accounts.models import GrantKind, Organisation, Person, SetUp, StagedImport
from config.set_up.ladders import FOLDER, shipped
from frameworks import workflow as frameworks
from frameworks.format import read
from frameworks.loading import load
from frameworks.models import Version
from frameworks.people_import import workflow as importing
from frameworks.people_import.seeing import Seen

STEPS = ("organisation", "review", "ladders", "people", "account")


class TakenBack(Exception):
    """Ends a rehearsal: nothing of it stays."""


@dataclass(frozen=True)
class Account:
    """The first person of People Ops; without a password they are sent a link."""

    employee_id: str
    name: str
    address: str
    password: str | None
    by_mail: bool


def answer(row: SetUp, step: str, **values: Any) -> None:
    """Keeps what was answered at one step."""
    row.answers = row.answers | {step: values}
    row.save(update_fields=["answers"])


def take_file(row: SetUp, content: bytes | str, name: str, named: str) -> list[Problem]:
    """Keeps a file of people and returns what is wrong with it; what is wrong is not kept."""
    try:
        table = importing.read(content, named)
    except Refused as refused:
        return [refused.problem]
    raw = content if isinstance(content, bytes) else content.encode()
    seen = rehearse(row, table)
    if not seen.problems:
        row.people = table.dumps()
        row.answers = row.answers | {"people": {"name": name, "source": hashlib.sha256(raw).hexdigest()}}
        row.save(update_fields=["people", "answers"])
    return seen.problems


def rehearse(row: SetUp, table: Table) -> Seen:
    """What a file would do once the chosen ladders are in force; nothing is written."""
    try:
        with transaction.atomic():
            _publish(row)
            seen = importing.look_at(table, whole=False).seen
            raise TakenBack
    except TakenBack:
        return seen


def in_file(row: SetUp) -> dict[str, tuple[str, str]] | None:
    """Address → employee id and name of the lines of the file; None where none was given."""
    if not row.people:
        return None
    from accounts.importing.rows import rows_of

    return {one.email: (one.employee_id, one.name) for one in rows_of(Table.loads(row.people))[0]}


@transaction.atomic
def finish(row: SetUp, account: Account) -> Person:
    """Writes everything and ends the set-up for good. Raises Http404 where somebody is here already."""
    locked = SetUp.objects.select_for_update().filter(pk=row.pk, browser=row.browser).first()
    if locked is None or Person.objects.exists():
        raise Http404
    organisation = _organisation(locked)
    applying.one_at_a_time()
    _publish(locked)
    if locked.people:
        looked = importing.look_at(Table.loads(locked.people), whole=False)
        importing.write(looked, by=None)
        importing.tell_of_the_file(StagedImport, locked.answers["people"]["source"], looked.seen, by=None)
    person = _person(account)
    appoint(person, GrantKind.PEOPLE_OPS, "The first person of People Ops, by the set-up")
    trail.record("set_up", organisation, None)
    SetUp.objects.all().delete()
    return person


def _organisation(row: SetUp) -> Organisation:
    said = row.answers["organisation"]
    organisation, _made = Organisation.objects.get_or_create(only=True, defaults={"name": said["name"]})
    organisation.name, organisation.time_zone = said["name"], said["time_zone"]
    organisation.preset = row.answers["review"]["preset"]
    organisation.save()
    return organisation


def _publish(row: SetUp) -> None:
    for one in shipped():
        if one.file in row.answers.get("ladders", {}).get("files", ()):
            version = load(read((FOLDER / one.file).read_bytes()).document)
            if version.state == Version.State.DRAFT:
                frameworks.publish(version, by=None)


def _person(account: Account) -> Person:
    person = Person.objects.filter(employee_id=account.employee_id).first()
    if person is None:
        person = Person(employee_id=account.employee_id, name=account.name, email=account.address)
        person.set_unusable_password()
    if account.password:
        person.set_password(account.password)
    person.save()
    if account.by_mail:
        invitations.invite_oneself(person)
    return person

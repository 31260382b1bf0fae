"""Nudges: somebody of People Ops, or a director of the group, asks for what is missing; once a day a person.
Contributors are asked by People Ops alone: of who contributes only those know who assess."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import clock, trail
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from reviews.cycles import nearing, progress
from reviews.cycles.setting_up import run_by, runs
from reviews.models import Cycle, Group, Mail, Part
from reviews.models.cycles import WRITING
from reviews.models.participants import parts_held
from reviews.telling.digest import Section, body, message_id
from reviews.together import inputs
from reviews.together import notices as together


@dataclass(frozen=True)
class Nudge:
    """Somebody who owes something: the names of whom they assess, those of whom they are asked for an input with
    its day and cycle, and whether they were nudged today."""

    person: Person
    missing: list[str]
    was_nudged: bool
    inputs: list[str] = field(default_factory=list)
    input_days: list[tuple[date, str]] = field(default_factory=list)


def groups_to_nudge(cycle: Cycle, by: Person) -> list[Group]:
    """The groups of a cycle in which something can still be written and `by` may ask for it."""
    return of_these(list(Group.objects.visible_to(by).filter(cycle=cycle).select_related("cycle")), by)


def of_these(groups: list[Group], by: Person) -> list[Group]:
    """Of the groups, which `by` sees, those in which something can still be written and they may ask for it."""
    writing = [group for group in groups if group.state in WRITING]
    run = [group for group in writing if runs(group, by)]
    if len(run) == len(writing):
        return writing
    held = parts_held([group.pk for group in writing], by)
    return [group for group in writing if group in run or Part.DIRECTOR in held.get(group.pk, ())]


def nudges(cycle: Cycle, by: Person) -> list[Nudge]:
    """Whom `by` could nudge, by name: assessors and contributors who are here and owe something, without oneself and
    one's own case.

    Raises NotAllowed for whoever may not ask in any group.
    """
    groups = groups_to_nudge(cycle, by)
    if not groups:
        raise NotAllowed("nudge")
    found = {one.pk: one.about for one in progress.missing_by_assessor(groups, by)}
    asked = _inputs_missing(groups, by)
    people = Person.objects.filter(pk__in={*found, *asked}).exclude(pk=by.pk).order_by("name", "pk")
    here = [person for person in people if person.is_here(clock.today())]
    today = Mail.objects.filter(message_id__in=[_message_id(person) for person in here])
    sent = set(today.values_list("recipient", flat=True))
    return [
        Nudge(
            person,
            found.get(person.pk, []),
            person.pk in sent,
            [subject for subject, _day in asked.get(person.pk, [])],
            [(day, cycle.name) for _subject, day in asked.get(person.pk, [])],
        )
        for person in here
    ]


def _inputs_missing(groups: list[Group], by: Person) -> dict[UUID, list[tuple[str, date]]]:
    """Contributor → of whom an input is missing, and by when, in the groups that `by` runs."""
    run = run_by(groups, by)
    found: dict[UUID, list[tuple[str, date]]] = {}
    if run:
        for group, author, _name, subject in inputs.missing([one for one in groups if one.pk in run], by):
            found.setdefault(author, []).append((subject, inputs.due_on(group, clock.today())))
    return found


def missing_by_contributor(groups: list[Group], by: Person) -> list[progress.Missing]:
    """Who has not submitted which input in these groups, which `by` runs, by contributor; names only, no text."""
    asked = inputs.missing(groups, by) if groups else []
    return progress.by_writer((author, name, subject) for _group, author, name, subject in asked)


@transaction.atomic
def nudge(cycle: Cycle, by: Person, whom: Collection[str]) -> list[Person]:
    """Writes a mail to each of those who owe something and had no nudge today; returns to whom. `whom`: ids, as typed.

    Raises NotAllowed for whoever may not ask in any group, Conflict for a trial.
    """
    could = nudges(cycle, by)
    if cycle.is_trial:
        raise Conflict(_("A trial mails nobody."))
    written = []
    for one in could:
        if str(one.person.pk) not in whom or one.was_nudged:
            continue
        said = letter(cycle, one, by)
        _mail, is_new = Mail.objects.get_or_create(
            message_id=_message_id(one.person),
            defaults={
                "recipient": one.person,
                "address": one.person.email,
                "subject": said[0].subject,
                "body": body(one.person, said),
            },
        )
        if is_new:
            trail.record("nudge", cycle, by, about=one.person)
            written.append(one.person)
    return written


def letter(cycle: Cycle, one: Nudge, by: Person) -> list[Section]:
    """What the mail says: how many by when, and who asks; no name of a subject."""
    said, name = [], {"name": by.name}
    with translation.override(settings.LANGUAGE_CODE):
        if one.missing:
            opening = _("%(name)s asks you for these assessments:") % name
            said.append(nearing.section([(cycle, len(one.missing))], opening, []))
        if one.inputs:
            opening = _("%(name)s asks you for what you saw of somebody's work, signed and without a rating:") % name
            said.append(together.section(one.input_days, opening, []))
    return said


def _message_id(person: Person) -> str:
    return message_id("nudge", person, clock.today())

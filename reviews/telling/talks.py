"""One-on-ones: who may set them with whom, and when the next is."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts import clock, trail
from accounts.models import Below, Person
from accounts.moves import NotAllowed
from reviews.models import Message, OneOnOne
from reviews.telling.workflow import follow_schedule, schedule_of


@dataclass(frozen=True)
class Talk:
    """A pair's talk as the page shows it: with whom, the row if there is one, the next day."""

    person: Person
    row: OneOnOne | None
    next_on: date | None


def reports_of(manager: Person):
    """Those who report to the manager directly, today."""
    return Person.objects.filter(pk__in=Below.objects.filter(manager=manager, depth=1).values("person")).filter(
        is_active=True
    )


def with_reports(manager: Person) -> list[Talk]:
    """Each report with the talk there is."""
    rows = {row.report_id: row for row in OneOnOne.objects.visible_to(manager).filter(manager=manager)}
    return [_talk(person, rows.get(person.pk)) for person in reports_of(manager)]


def with_managers(report: Person) -> list[Talk]:
    """The talks that somebody has set with this person."""
    rows = OneOnOne.objects.visible_to(report).filter(report=report).select_related("manager")
    return [_talk(row.manager, row) for row in rows]


def _talk(person: Person, row: OneOnOne | None) -> Talk:
    return Talk(person, row, schedule_of(row).after(clock.now()) if row else None)


@transaction.atomic
def arrange(manager: Person, report: Person, **given) -> list[Message]:
    """Sets the talk of a pair, or changes it; returns what is still to be told and has moved with it.

    Raises NotAllowed where the other is no direct report of today.
    """
    if not reports_of(manager).filter(pk=report.pk).exists():
        raise NotAllowed("arrange")
    row, _made = OneOnOne.objects.update_or_create(manager=manager, report=report, defaults=given)
    trail.record("arrange", row, manager, about=report)
    return follow_schedule(manager, report)


@transaction.atomic
def end(talk: OneOnOne, by: Person) -> list[Message]:
    """Ends the recurring talk; returns what is still to be told and has moved with it.

    Raises NotAllowed for anyone but its manager.
    """
    if talk.manager_id != by.pk:
        raise NotAllowed("end")
    trail.record("end", talk, by, about=talk.report)
    talk.delete()
    return follow_schedule(by, talk.report)

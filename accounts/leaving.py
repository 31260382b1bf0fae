"""Leaving: what ends by itself on the first day on which somebody is no longer here, whenever that day was imported."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts import clock, trail
from accounts.models import Grant, Person, ReportingLine
from accounts.models.people import active_now
from accounts.people import rebuild_closure

BATCH = 500


def end_grants(people: Collection[UUID], by: Person | None) -> None:
    """Ends every permission of these people now; each is an event of its own."""
    listed = list(people)
    for start in range(0, len(listed), BATCH):
        held = Grant.objects.filter(active_now(), person__in=listed[start : start + BATCH])
        for grant in held.select_related("person"):
            grant.until_at = clock.now()
            grant.save(update_fields=["until_at"])
            trail.record("end", grant, by, about=grant.person, before=grant.kind)


def end_lines(people: Collection[UUID], today: date) -> None:
    """Ends the lines of these people up: the day before today; a line that began today never was."""
    listed = list(people)
    for start in range(0, len(listed), BATCH):
        lines = ReportingLine.objects.filter(person__in=listed[start : start + BATCH], to_on__isnull=True)
        lines.filter(from_on__gte=today).delete()
        lines.update(to_on=today - timedelta(days=1))


@transaction.atomic
def close_who_left(today: date) -> None:
    """On the tick: whose first day away has come loses account, permissions and reporting line. Safe to run twice.

    Who still has reports keeps the line up until those are given another manager: nobody falls out of the organisation
    by somebody else's leaving.
    """
    left = Person.objects.filter(is_active=True, left_on__lte=today)
    gone = {person.pk: person for person in left.select_for_update(of=("self",))}
    for person in gone.values():
        trail.record("close_account", person, None, about=person)
    Person.objects.filter(pk__in=gone).update(is_active=False)
    end_grants(gone, by=None)
    reports = ReportingLine.objects.filter(manager=OuterRef("person"), to_on__isnull=True)
    lines = ReportingLine.objects.filter(~Exists(reports), to_on__isnull=True, person__left_on__lte=today)
    if loose := set(lines.values_list("person_id", flat=True)):
        end_lines(loose, today)
        rebuild_closure()

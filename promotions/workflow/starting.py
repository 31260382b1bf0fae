"""New roles begin on their day, once the person has been told."""

import logging
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts import clock, trail
from accounts.models import Person
from accounts.models.grants import people_ops_for
from accounts.moves import Conflict, NotAllowed
from accounts.viewing import as_task
from frameworks.models import Placement
from frameworks.placements import place
from promotions.models import Decision, RoleChange
from promotions.workflow.deciding import is_people_ops, wrong_start
from reviews.models import Result
from reviews.models.results import is_told

log = logging.getLogger(__name__)


@as_task("role-changes")
def start_role_changes(today: date) -> int:
    """Places everyone whose new role starts by that day and who has been told, or may read it by now; returns how many.

    Safe to call twice and by two processes. One change that cannot be made is logged and stops no other.
    """
    results = Result.objects.filter(group=OuterRef("decision__group"), subject=OuterRef("subject_id"))
    told = results.filter(is_told(today))
    due = RoleChange.objects.filter(Exists(told), started_at__isnull=True, starts_on__lte=today)
    due = due.filter(Q(subject__left_on__isnull=True) | Q(subject__left_on__gt=today))
    started = 0
    for pk in due.values_list("pk", flat=True):
        try:
            started += _start(pk)
        except Conflict as wrong:
            log.warning("role change %s cannot start: %s", pk, wrong.sentence)
    return started


def waiting_behind(viewer: Person) -> QuerySet[RoleChange]:
    """The confirmed changes that cannot begin, because the person has a role that begins later: those for
    which the viewer is People Ops, never their own."""
    later = Placement.objects.filter(person=OuterRef("subject_id"), from_on__gt=OuterRef("starts_on"))
    rows = RoleChange.objects.visible_to(viewer).filter(people_ops_for(viewer, "subject"), started_at__isnull=True)
    return rows.filter(Exists(later)).exclude(subject=viewer)


@as_task("deciding")
@transaction.atomic
def begin_on(decision: Decision, by: Person, day: date | None) -> RoleChange:
    """Moves the day of a new role that waits behind another one; it begins then, as any other, once it was told.

    Raises NotAllowed for anyone but People Ops for the subject; Conflict where it does not wait, or on that day still
    could not begin.
    """
    if not is_people_ops(decision, by):
        raise NotAllowed("begin_on")
    Person.objects.select_for_update().get(pk=decision.subject_id)
    change = RoleChange.objects.select_for_update(of=("self",)).filter(decision=decision).first()
    later = Placement.objects.filter(person=decision.subject_id)
    if change is None or change.started_at or not later.filter(from_on__gt=change.starts_on).exists():
        raise Conflict(_("The new role does not wait for another day. Nothing was changed."))
    if wrong := wrong_start(decision, day):
        raise Conflict(wrong)
    change.starts_on = day
    change.save(update_fields=["starts_on"])
    trail.record("begin_on", change, by, about=decision.subject)
    return change


@transaction.atomic
def _start(pk) -> bool:
    """One change, unless another process has made it."""
    change = RoleChange.objects.select_for_update(of=("self",)).select_related("subject", "role").get(pk=pk)
    if change.started_at:
        return False
    place(change.subject, change.role, change.starts_on, by=None)
    change.started_at = clock.now()
    change.save(update_fields=["started_at"])
    trail.record("start", change, None, about=change.subject)
    return True

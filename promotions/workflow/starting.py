"""New roles begin on their day, once the person has been told."""

import logging
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from accounts import clock, trail
from accounts.moves import Conflict
from accounts.viewing import as_task
from frameworks.placements import place
from promotions.models import RoleChange
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

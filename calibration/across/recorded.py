"""What the record of a group's meeting says of the check across groups: that it was made, by whom, and what came of it;
without what was asked."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from accounts.models import Event, Person
from accounts.viewing import as_task
from calibration.across.reach import comes_to_the_check
from calibration.across.status import Status, status_of
from calibration.models import CheckQuestion
from reviews.models import Group
from reviews.telling.workflow.releasing import REGARDLESS


@dataclass(frozen=True)
class Recorded:
    """How far it is; how often this group was asked, and how many of that are answered; who released the group without
    it, and when; where the reader finds it."""

    status: Status
    asked: int
    answered: int
    regardless: list[tuple[str, datetime]]
    href: str = ""


def recorded(group: Group, reader: Person) -> Recorded | None:
    """Of a group whose cycle has it; None of any other. Counts are open to whoever reads the record."""
    cycle = group.cycle
    if not cycle.has_check_across:
        return None
    status = status_of(cycle)
    if len(status.groups) < 2:
        return None
    with as_task("release"):
        rows = CheckQuestion.objects.filter(group=group).exclude(state=CheckQuestion.State.WITHDRAWN)
        states = list(rows.values_list("state", flat=True))
    events = Event.objects.filter(verb=REGARDLESS, thing="reviews.group", thing_id=str(group.pk))
    return Recorded(
        status,
        len(states),
        states.count(CheckQuestion.State.ANSWERED),
        [(name or "", at) for name, at in events.values_list("by__name", "at")],
        reverse("cycle_check", args=[cycle.pk]) if comes_to_the_check(cycle, reader) else "",
    )

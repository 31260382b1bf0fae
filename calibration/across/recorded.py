"""What the record of a group's meeting says of the check across groups: whether it was made, and by whom. What was
asked of the group, and how often, is for those who make the check: others learn none of it here."""

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
    """How far it is; who released the group without it, and when; where the reader finds it. To who comes to the check
    also how often this group was asked, and how many of that are answered."""

    status: Status
    regardless: list[tuple[str, datetime]]
    href: str = ""
    asked: int = 0
    answered: int = 0


def recorded(group: Group, reader: Person) -> Recorded | None:
    """Of a group whose cycle has it; None of any other."""
    cycle = group.cycle
    if not cycle.has_check_across:
        return None
    status = status_of(cycle)
    if len(status.groups) < 2:
        return None
    events = Event.objects.filter(verb=REGARDLESS, thing="reviews.group", thing_id=str(group.pk))
    regardless = [(name or "", at) for name, at in events.values_list("by__name", "at")]
    if not comes_to_the_check(cycle, reader):
        return Recorded(status, regardless)
    with as_task("release"):
        rows = CheckQuestion.objects.filter(group=group).exclude(state=CheckQuestion.State.WITHDRAWN)
        states = list(rows.values_list("state", flat=True))
    answered = states.count(CheckQuestion.State.ANSWERED)
    return Recorded(status, regardless, reverse("cycle_check", args=[cycle.pk]), len(states), answered)

"""A launch: of a small cycle at once, of a large one by the worker, one group a transaction.

What was asked for stands in the groups' rows, so a message that is lost, or a worker that dies, loses nothing: the next
tick goes on with the groups that are left. A group is frozen by `workflow.launch_group`, here as there.
"""

import logging
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from accounts import clock
from accounts.models import Person, lease
from accounts.moves import Conflict, NotAllowed
from accounts.viewing import viewing
from reviews.cycles import workflow
from reviews.cycles.setting_up import must_be_another
from reviews.models import Cycle, Group, Part, Participant

log = logging.getLogger(__name__)

MOST_TRIES = 3  # of one group, where the worker died over it
AT_MOST = 120  # seconds for one group, before another worker goes on


# -- asking ----------------------------------------------------------------------------------------------


@transaction.atomic
def begin(cycle: Cycle, by: Person) -> bool:
    """Launches a small cycle now; asks the worker for a large one. Whether it is launched.

    What failed before is tried again. Raises NotAllowed, and Conflict where there is nothing to launch; of a small one
    also what `workflow.launch` raises.
    """
    locked = Cycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    groups = workflow.to_be_launched(locked)
    subjects = Participant.objects.now().filter(group__in=groups, part=Part.SUBJECT)
    if subjects.count() <= settings.LAUNCH_AT_ONCE:
        workflow.launch(locked, by)
        return True
    for group in groups:
        must_be_another(group, by, "launch")
    asked = {"launch_asked_at": clock.now(), "launch_asked_by": by, "launch_tries": 0, "launch_trouble": ""}
    Group.objects.filter(pk__in=[group.pk for group in groups]).update(**asked)
    transaction.on_commit(lambda: queue(locked.pk))
    return False


def queue(pk: UUID) -> None:
    """Sends the message; where the broker is away, the tick takes the launch up."""
    from reviews.tasks import launch_cycle

    try:
        launch_cycle.apply_async([str(pk)], retry=False)
    except (OperationalError, OSError) as wrong:
        log.warning("a launch waits for the tick: no message could be sent (%s)", type(wrong).__name__)


def take_up_what_waits(today: date) -> None:
    """On the tick: whatever launch waits is queued again; one that is in hand is held by its lease."""
    for pk in set(Group.objects.in_hand().values_list("cycle_id", flat=True)):
        queue(pk)


# -- the work --------------------------------------------------------------------------------------------


def lease_of(pk: UUID) -> str:
    """The name under which one worker launches the cycle."""
    return f"launch {pk}"


def work_on(pk: UUID) -> None:
    """Launches the groups that are left of a cycle, one after the other; safe to run twice, and by two at once."""
    until = lease.take(lease_of(pk), AT_MOST)
    while until is not None:
        group = Group.objects.in_hand().filter(cycle=pk).order_by("name", "pk").first()
        if group is None:
            lease.give_back(lease_of(pk), until)
            return
        try:
            _try(group)
        except DatabaseError:
            lease.give_back(lease_of(pk), until)
            raise
        until = lease.keep(lease_of(pk), until, AT_MOST)


def _try(group: Group) -> None:
    """One group: it is launched, or it is written down why not. Where the database is away it stays as it was."""
    Group.objects.filter(pk=group.pk).update(launch_tries=F("launch_tries") + 1)
    try:
        if group.launch_tries >= MOST_TRIES:
            raise Conflict(_("It failed three times. Whoever runs the site finds why in the log."))
        _launch(group.pk)
    except Conflict as conflict:
        _fail(group, conflict.sentence.removeprefix(f"{group.name}: "))  # which is said beside it
    except NotAllowed as refused:
        _fail(group, getattr(refused, "sentence", "") or _("Who asked for it may not launch this group any more."))
    except DatabaseError:
        raise
    except Exception:
        log.exception("group %s could not be launched", group.pk)
        _fail(group, _("It failed. Whoever runs the site finds why in the log."))


@transaction.atomic
def _launch(pk: UUID) -> None:
    """Locks in the order of every act on a cycle, and asks again whether it is still wanted: then launches it."""
    Cycle.objects.select_for_update(of=("self",)).get(groups=pk)
    group = Group.objects.in_hand().filter(pk=pk).select_related("cycle", "launch_asked_by").first()
    if group is None:  # discarded meanwhile
        return
    by = group.launch_asked_by
    if by is None or not by.is_active:
        raise NotAllowed("launch")
    zone = ZoneInfo(by.time_zone) if by.time_zone else clock.organisations_zone()
    with timezone.override(zone), viewing(by):
        workflow.launch_group(group, by)


def _fail(group: Group, sentence: str) -> None:
    Group.objects.in_hand().filter(pk=group.pk).update(launch_trouble=sentence[:500])


# -- how far ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Launching:
    """How far the worker is with what it was asked for last: of how many groups, and which ones failed, and why."""

    of: int
    done: int
    waits: bool
    failed: list[Group]


def how_far(groups: list[Group]) -> Launching | None:
    """What is to say of these groups of a cycle; None where no launch is under way, and none has failed."""
    waiting = [group for group in groups if group.is_in_hand]
    failed = [group for group in groups if group.state == Group.State.PLANNING and group.launch_trouble]
    if not waiting and not failed:
        return None
    asked = {group.launch_asked_at for group in (*waiting, *failed)}
    ours = [group for group in groups if group.launch_asked_at in asked and group.state != Group.State.DISCARDED]
    done = sum(group.state != Group.State.PLANNING for group in ours)
    return Launching(len(ours), done, bool(waiting), failed)

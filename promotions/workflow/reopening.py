"""What becomes of the decisions of a group whose meeting is reopened: they wait, and after the second lock they go on
where the ratings are the same, and begin anew where they are not."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock, trail
from accounts.models import Person
from accounts.moves import Conflict, move
from accounts.viewing import as_task
from promotions.models import Decision, Pitch, Vote
from promotions.workflow.deciding import not_assessed, open_decisions
from reviews.models import Group

State = Decision.State
ANEW = {
    "outcome": "",
    "decided_at": None,
    "not_now_axis": None,
    "not_now_evidence": "",
    "not_now_support": "",
    "not_now_again_on": None,
}


@as_task("deciding")
def hold_decisions(group: Group) -> None:
    """Locks every decision of the group, so that none is confirmed meanwhile. Raises Conflict where one was."""
    rows = list(Decision.objects.select_for_update(of=("self",)).filter(group=group).order_by("pk"))
    if any(decision.state == State.CONFIRMED for decision in rows):
        raise Conflict(_("A decision of this group is confirmed already, so its meeting stays locked."))


@as_task("deciding")
@transaction.atomic
def restart_decisions(group: Group, by: Person | None, same: Collection[UUID]) -> None:
    """After the second lock: the clock begins anew for every open decision. Votes stay where the subject's ratings are
    the same (`same`), and are void with what they came to where not. A pitch that was taken back meanwhile, or that is
    about somebody who is not assessed any more, has no decision; one that was handed in meanwhile gets one."""
    ends_on = clock.today() + timedelta(days=group.cycle.decide_within_days)
    rows = Decision.objects.select_for_update(of=("self",)).filter(group=group).select_related("pitch", "subject")
    without_result = set(not_assessed(group))
    for decision in rows.order_by("pk"):
        if decision.subject_id in without_result:
            if decision.state != State.WITHDRAWN:
                _lapse(decision)
            continue
        if decision.pitch.state not in (Pitch.State.SUBMITTED, Pitch.State.DECIDED):
            if decision.state != State.WITHDRAWN:
                move(decision, "lapse", None, outcome="")
            continue
        was_taken_back = decision.state == State.WITHDRAWN
        if was_taken_back and decision.pitch.state == Pitch.State.DECIDED:
            continue  # People Ops ended it: that stands
        if decision.subject_id not in same or was_taken_back:
            _begin_anew(decision, by, ends_on)
        elif decision.state == State.OPEN:
            Decision.objects.filter(pk=decision.pk).update(ends_on=ends_on)
            trail.record("restart", decision, by, about=decision.subject)
    open_decisions(group, by)


def _lapse(decision: Decision) -> None:
    """There is nothing any more by which it could be decided. The pitch stands as it was handed in: should the person
    be assessed after all, its decision begins anew."""
    if decision.pitch.state == Pitch.State.DECIDED:
        move(decision.pitch, "start_anew", None)
    move(decision, "lapse", None, outcome="")


def _begin_anew(decision: Decision, by: Person | None, ends_on) -> None:
    """Its votes are void; that there were some stays in the trail, each with who cast it."""
    for vote in Vote.objects.filter(pitch=decision.pitch_id).bookkept():
        trail.record("void", vote, by, about=decision.subject)
    Vote.objects.filter(pitch=decision.pitch_id).delete()
    if decision.pitch.state == Pitch.State.DECIDED:
        move(decision.pitch, "start_anew", None)
    move(decision, "start_anew", None, ends_on=ends_on, started_anew_at=clock.now(), **ANEW)

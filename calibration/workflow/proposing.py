"""Proposing a rating in the open turn, and what becomes of it: taken, set aside, withdrawn, renewed."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from accounts.viewing import as_task
from calibration.models import Meeting, Proposal, RatingChange, Stop
from calibration.standing import standing_point
from calibration.workflow.acting import acting, hold, must_run
from calibration.workflow.changing import change_rating, checked, must_be_open
from calibration.workflow.rules import drives_this, may_propose
from frameworks.models import Axis, ScalePoint


def propose(
    meeting: Meeting,
    by: Person,
    stop: Stop,
    after: ScalePoint,
    line: str,
    axis: Axis | None = None,
    expected: int | None = None,
) -> Proposal:
    """`by` proposes the overall rating (`axis` None) or one axis in the open turn; an earlier one of theirs for the
    same rating is replaced.

    `expected` is the version of the meeting that they had before them: where this rating was changed since, they are
    told what stands (Conflict). Raises NotAllowed for who may not propose here; Conflict as a change does.
    """
    with acting(meeting, by) as locked:
        must_run(locked)
        stop = Stop.objects.select_related("meeting", "subject").get(pk=stop.pk, meeting=locked)
        must_be_open(locked, stop)
        if not may_propose(locked, stop).filter(pk=by.pk).exists():
            raise NotAllowed("propose")
        if expected is not None:
            _not_changed_since(stop, axis, expected)
        before = checked(stop, axis, after, line)
        Proposal.objects.filter(stop=stop, author=by, axis=axis).delete()
        made = Proposal.objects.create(
            stop=stop,
            group_id=stop.group_id,
            subject=stop.subject,
            author=by,
            axis=axis,
            against=stop.against,
            before=before,
            after=after,
            line=line.strip(),
        )
        trail.record("propose", made, by, about=stop.subject)
    return made


def _not_changed_since(stop: Stop, axis: Axis | None, version: int) -> None:
    changes = RatingChange.objects.filter(group=stop.group_id, subject=stop.subject_id, against=stop.against, axis=axis)
    last = changes.filter(version__gt=version).select_related("after").order_by("-version").first()
    if last:
        said = _("This rating was changed while you wrote: it is %(rating)s now. Look at it, then propose again.")
        raise Conflict(said % {"rating": last.after.word})


@as_task("meeting")
@transaction.atomic
def take_proposal(meeting: Meeting, by: Person, proposal: Proposal) -> RatingChange:
    """Who drives takes a proposal: the rating is changed as any other, proposed by its author in their words.

    Raises NotAllowed; Conflict where the turn, the rating or its author's part in it is another by now.
    """
    locked = hold(meeting)
    found = _found(locked, proposal)
    _must_drive(found, by, "take_proposal")
    must_be_open(locked, found.stop)
    if not may_propose(locked, found.stop).filter(pk=found.author_id).exists():
        said = _("%(name)s is not in this turn any more, so what they proposed cannot be taken.")
        raise Conflict(said % {"name": found.author.name})
    if found.is_overtaken(standing_point(found.stop, found.axis)):
        said = _("This rating has changed since %(name)s proposed another. %(name)s can propose it again.")
        raise Conflict(said % {"name": found.author.name})
    trail.record("take_proposal", found, by, about=found.subject)
    Proposal.objects.filter(pk=found.pk).delete()
    return change_rating(meeting, by, found.stop, found.after, found.author, found.line, found.axis)


def set_aside(meeting: Meeting, by: Person, proposal: Proposal) -> None:
    """Who drives puts a proposal away: nothing changes, and it is kept nowhere."""
    with acting(meeting, by) as locked:
        found = _found(locked, proposal)
        _must_drive(found, by, "set_aside_proposal")
        trail.record("set_aside_proposal", found, by, about=found.subject)
        Proposal.objects.filter(pk=found.pk).delete()


def withdraw_proposal(meeting: Meeting, by: Person, proposal: Proposal) -> None:
    """Its author takes it back."""
    with acting(meeting, by) as locked:
        found = _found(locked, proposal)
        _must_be_theirs(found, by, "withdraw_proposal")
        trail.record("withdraw_proposal", found, by, about=found.subject)
        Proposal.objects.filter(pk=found.pk).delete()


def renew_proposal(meeting: Meeting, by: Person, proposal: Proposal) -> Proposal:
    """Its author proposes the same once more, knowing what stands now."""
    with acting(meeting, by) as locked:
        found = _found(locked, proposal)
        _must_be_theirs(found, by, "renew_proposal")
        must_be_open(locked, found.stop)
        found.before = checked(found.stop, found.axis, found.after, found.line)
        found.state = Proposal.State.OPEN
        found.save(update_fields=["before", "state"])
        trail.record("renew_proposal", found, by, about=found.subject)
    return found


# -- the pieces ------------------------------------------------------------------------------------


def _found(locked: Meeting, proposal: Proposal) -> Proposal:
    """The proposal as it stands now in the meeting that is held. Raises Conflict where it is gone."""
    rows = Proposal.objects.select_related("stop__meeting", "stop__subject", "subject", "author", "after", "axis")
    found = rows.filter(pk=proposal.pk, stop__meeting=locked).first()
    if found is None:
        raise Conflict(gone())
    return found


def gone() -> str:
    """What is said of a proposal that is not there."""
    return _("This proposal is not there any more: it was taken, set aside or withdrawn, or the turn is over.")


def _must_drive(found: Proposal, by: Person, verb: str) -> None:
    if not drives_this(found.stop, by):
        raise NotAllowed(verb)


def _must_be_theirs(found: Proposal, by: Person, verb: str) -> None:
    if found.author_id != by.pk:
        raise NotAllowed(verb)

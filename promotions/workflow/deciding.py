"""Votes and what they come to: decisions are opened at the lock, decided by the deciders, confirmed by People Ops.

How votes become a decision: docs/decisions/0005-how-votes-become-a-decision.md.
"""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock, trail
from accounts.models import Person
from accounts.models.grants import people_ops_for
from accounts.moves import Conflict, Move, NotAllowed, move
from accounts.viewing import as_task
from frameworks.models import Axis, Placement
from promotions import deadline, votes
from promotions.models import Decision, Pitch, RoleChange, Vote
from reviews.models import Exclusion, Group, Part, Participant, RosterEntry
from reviews.models.participants import is_kept_away

State = Decision.State


def deciders_of(decision: Decision | Pitch) -> QuerySet[Person]:
    """Who may vote: the group's deciders, without the subject, the pitch's author, and whoever keeps away."""
    parts = Participant.objects.now().filter(group=decision.group_id, part=Part.DECIDER)
    away = Exclusion.objects.filter(group=decision.group_id, subject=decision.subject_id)
    return (
        Person.objects.filter(pk__in=parts.values("person"), is_active=True)
        .exclude(pk__in=[decision.subject_id, decision.author_id])
        .exclude(pk__in=away.values("person"))
    )


def may_vote(decision: Decision | Pitch, by: Person | None) -> bool:
    """Whether `by` is one of its deciders."""
    return by is not None and deciders_of(decision).filter(pk=by.pk).exists()


def is_people_ops(decision: Decision, by: Person | None) -> bool:
    """People Ops for the population in which the subject is, never the subject, never one who keeps away."""
    if by is None or is_kept_away(decision, by):
        return False
    return Decision.objects.filter(pk=decision.pk).filter(people_ops_for(by, "subject")).exists()


def the_votes(decision: Decision, by: Person | None) -> bool:
    """Nobody by hand: the votes decide, or the clock."""
    return by is None


MOVES = {
    #                 from                                       to               who
    "approve": Move(frozenset({State.OPEN}), State.APPROVED, the_votes),
    "decline": Move(frozenset({State.OPEN}), State.NOT_NOW, the_votes),
    "lapse": Move(frozenset({State.OPEN, State.APPROVED, State.NOT_NOW}), State.WITHDRAWN, the_votes),
    "start_anew": Move(frozenset(set(State) - {State.CONFIRMED}), State.OPEN, the_votes),
    "confirm": Move(
        frozenset({State.APPROVED, State.NOT_NOW}),
        State.CONFIRMED,
        is_people_ops,
        gettext_lazy("This decision is open still, or was confirmed already. Nothing was changed."),
        {"confirmed_at": clock.now},
    ),
    "withdraw": Move(
        frozenset({State.OPEN, State.APPROVED, State.NOT_NOW}),
        State.WITHDRAWN,
        is_people_ops,
        gettext_lazy("This decision was confirmed already. Nothing was changed."),
    ),
}


def not_assessed(group: Group) -> QuerySet:
    """The ids of those on the roster who leave, keep the last result or are not looked at this time."""
    rows = RosterEntry.objects.filter(group=group).exclude(treatment=RosterEntry.Treatment.ASSESS)
    return rows.values_list("subject_id", flat=True)


@as_task("deciding")
@transaction.atomic
def open_decisions(group: Group, by: Person | None) -> list[Decision]:
    """Opens the decision on each submitted pitch of a group whose ratings were locked, but of nobody who is not
    assessed any more: there is no result by which it could be decided. Safe to call twice."""
    group = Group.objects.select_related("cycle").get(pk=group.pk)
    if group.state != Group.State.DECIDING:
        raise Conflict(_("Decisions open when the ratings are locked."))
    ends_on = clock.today() + timedelta(days=group.cycle.decide_within_days)
    opened = []
    submitted = Pitch.objects.filter(group=group, state=Pitch.State.SUBMITTED)
    for pitch in submitted.exclude(subject__in=not_assessed(group)).order_by("pk"):
        decision, made = Decision.objects.get_or_create(
            pitch=pitch,
            defaults={
                "group": group,
                "subject_id": pitch.subject_id,
                "author_id": pitch.author_id,
                "target_id": pitch.target_id,
                "version_id": pitch.version_id,
                "is_exception": bool(pitch.exception),
                "ends_on": ends_on,
            },
        )
        if made:
            trail.record("open", decision, by, about=decision.subject, after=decision.state)
            opened.append(decision)
    return opened


@as_task("deciding")
@transaction.atomic
def cast_vote(on: Decision | Pitch, by: Person, choice: str, reason: str = "") -> Vote:
    """Casts or changes a decider's vote, and decides when it was the last that was missing.

    Raises NotAllowed for anyone but a decider of this pitch, Conflict where the decision is not open.
    """
    decision = _locked(on.pk if isinstance(on, Pitch) else on.pitch_id)
    if not may_vote(decision, by):
        raise NotAllowed("vote")
    if decision.state != State.OPEN:
        raise Conflict(_("The decision was made already. Your vote was not counted."))
    vote, made = Vote.objects.update_or_create(
        pitch=decision.pitch,
        decider=by,
        defaults={
            "group_id": decision.group_id,
            "subject_id": decision.subject_id,
            "choice": choice,
            "reason": reason,
            "cast_at": clock.now(),
        },
    )
    trail.record("vote" if made else "change_vote", vote, by, about=decision.subject)
    decide(decision)
    return vote


@as_task("deciding")
@transaction.atomic
def decide(decision: Decision) -> Decision:
    """Decides if all have voted, or if the clock has ended with enough votes; else changes nothing."""
    decision = _row(decision.pitch_id)
    if decision.state != State.OPEN or is_suspended(decision):
        return decision
    deciders = list(deciders_of(decision))
    counted = Vote.objects.filter(pitch=decision.pitch_id, decider__in=deciders)
    came_to = votes.outcome(
        list(counted.computing().values_list("choice", flat=True)),
        deciders=len(deciders),
        needed=decision.group.cycle.deciders_needed,
        clock_ended=clock_has_ended(decision, deciders),
    )
    if came_to is None:
        return decision
    now = clock.now()
    Vote.objects.filter(pitch=decision.pitch_id).update(opened_at=now)
    approved = came_to == votes.APPROVE
    verb, result = ("approve", State.APPROVED) if approved else ("decline", State.NOT_NOW)
    move(decision.pitch, "decide", None)
    return move(decision, verb, None, outcome=result, decided_at=now)


def clock_has_ended(decision: Decision, deciders: list[Person]) -> bool:
    """Whether the last day has ended for the last of the deciders, each in their own zone."""
    own = clock.organisations_zone()
    zones = [clock.zone_of(person.time_zone) if person.time_zone else own for person in deciders]
    return deadline.has_ended(decision.ends_on, zones, clock.now())


@as_task("deciding")
def decide_when_due(today: date) -> None:
    """Decides what the clock has ended for; the tick calls it."""
    # the day ends earlier for deciders east of us: theirs may be over on the very day
    for decision in Decision.objects.filter(state=State.OPEN, ends_on__lte=today).select_related("pitch"):
        decide(decision)


@as_task("deciding")
@transaction.atomic
def explain_not_now(
    decision: Decision, by: Person, *, axis: Axis | None, evidence: str, support: str, again_on: date
) -> Decision:
    """Says of a *not now* which axis, what evidence would show it, what support there is, and when again.

    By a decider or the pitch's author, until People Ops confirms. Raises NotAllowed, Conflict.
    """
    decision = _locked(decision.pitch_id)
    if not may_explain(decision, by):
        raise NotAllowed("explain")
    if decision.state != State.NOT_NOW:
        raise Conflict(_("This can be said only between the decision and its confirmation."))
    decision.not_now_axis, decision.not_now_again_on = axis, again_on
    decision.not_now_evidence, decision.not_now_support = evidence, support
    decision.save(update_fields=["not_now_axis", "not_now_again_on", "not_now_evidence", "not_now_support"])
    trail.record("explain", decision, by, about=decision.subject)
    return decision


def may_explain(decision: Decision, by: Person) -> bool:
    """Its deciders and the pitch's author, never its subject, never one who keeps away."""
    return not is_kept_away(decision, by) and (by.pk == decision.author_id or may_vote(decision, by))


@as_task("deciding")
@transaction.atomic
def confirm(decision: Decision, by: Person, starts_on: date | None = None) -> Decision:
    """Confirms a decision; an approved one with the day on which the new role starts.

    Raises NotAllowed for anyone but People Ops for the subject, Conflict where the day is missing or cannot be, where
    a *not now* does not say yet what it has to, or where the decision is open or confirmed already.
    """
    decision = _locked(decision.pitch_id)
    if not is_people_ops(decision, by):
        raise NotAllowed("confirm")
    if decision.state == State.APPROVED:
        wrong = wrong_start(decision, starts_on)
        if wrong:
            raise Conflict(wrong)
        RoleChange.objects.create(
            decision=decision, subject_id=decision.subject_id, role_id=decision.target_id, starts_on=starts_on
        )
    elif decision.state == State.NOT_NOW and not is_explained(decision):
        raise Conflict(_("It is not said yet what is missing, what would help and when again."))
    return move(decision, "confirm", by, confirmed_by=by)


def wrong_start(decision: Decision, starts_on: date | None) -> str:
    """Why the new role cannot start on that day, as a sentence; empty where it can."""
    if starts_on is None:
        return _("Say on which day the new role starts.")
    latest = Placement.objects.filter(person=decision.subject_id).order_by("-from_on").first()
    if latest and starts_on <= latest.from_on:
        return _("The present role began only then or later; choose a later day.")
    if starts_on > clock.today() + timedelta(days=366):
        return _("Choose a day within a year from now.")
    return ""


def is_explained(decision: Decision) -> bool:
    """Whether a *not now* says what evidence is missing, what support there is, and when again."""
    return bool(decision.not_now_evidence and decision.not_now_support and decision.not_now_again_on)


# the same, asked of the rows
IS_EXPLAINED = ~Q(not_now_evidence="") & ~Q(not_now_support="") & Q(not_now_again_on__isnull=False)


@as_task("deciding")
@transaction.atomic
def withdraw_decision(decision: Decision, by: Person) -> Decision:
    """Ends a decision without an outcome (the person leaves, say), unless confirmed. Raises NotAllowed, Conflict."""
    decision = move(_locked(decision.pitch_id), "withdraw", by, outcome="")
    if decision.pitch.state == Pitch.State.SUBMITTED:
        move(decision.pitch, "decide", None)
    return decision


@as_task("deciding")
def still_open(group: Group) -> int:
    """How many decisions of a group are not settled: not decided yet, or not confirmed."""
    return Decision.objects.filter(group=group).exclude(state__in=[State.CONFIRMED, State.WITHDRAWN]).count()


@as_task("deciding")
@transaction.atomic
def finish(group: Group, by: Person) -> Group:
    """Ends the deciding of a group once every decision is settled. Raises NotAllowed, Conflict.

    Who may is asked first: whether a decision is open is not for somebody to learn who is in the group themselves.
    """
    done = move(group, "finish_deciding", by)
    if still_open(done):
        raise Conflict(_("There are decisions that nobody has confirmed yet. Nothing was changed."))
    return done


def is_suspended(decision: Decision) -> bool:
    """Whether the group's meeting was reopened: nothing is decided until it is locked again. Asked of the group as it
    is now, not as it was before this decision's row was waited for."""
    return Group.objects.filter(pk=decision.group_id, state=Group.State.CALIBRATING).exists()


def _locked(pitch: UUID) -> Decision:
    """The decision on a pitch, locked, where it can be dealt with. Raises Conflict while the meeting is reopened."""
    decision = _row(pitch)
    if is_suspended(decision):
        raise Conflict(_("The meeting was reopened. The decisions wait until it is locked again. Nothing was changed."))
    return decision


def _row(pitch: UUID) -> Decision:
    """The decision on a pitch, locked: votes are counted one after the other. Raises Conflict where none is open."""
    rows = Decision.objects.select_for_update(of=("self",)).select_related("group__cycle", "subject", "pitch")
    decision = rows.filter(pitch=pitch).first()
    if decision is None:
        raise Conflict(_("Decisions open when the ratings are locked."))
    return decision

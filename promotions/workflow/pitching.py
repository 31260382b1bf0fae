"""A pitch from its first word to its submission: begun, saved, submitted, taken back, withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock, trail
from accounts.models import Person
from accounts.moves import Conflict, Move, NotAllowed, move
from accounts.viewing import as_task
from frameworks import ways
from frameworks.models import Role
from promotions import eligibility, evidence
from promotions.models import Claim, ConditionAnswer, Pitch, PitchCase
from reviews.cycles.acts import late
from reviews.drafts import count_on, stands_already
from reviews.models import Group, RosterEntry
from reviews.models.cycles import WRITING
from reviews.models.participants import is_kept_away
from reviews.notebooks import profiles

State = Pitch.State
BEFORE_THE_DECISION = (*WRITING, Group.State.CALIBRATING)


def is_author(pitch: Pitch, by: Person | None) -> bool:
    """Who wrote the pitch, never its subject, and not where they keep away from the subject's matters."""
    return by is not None and by.pk == pitch.author_id and not is_kept_away(pitch, by)


def is_the_clock(pitch: Pitch, by: Person | None) -> bool:
    """Nobody by hand: the votes decide."""
    return by is None


MOVES = {
    #                 from                                           to                who
    "submit": Move(
        frozenset({State.DRAFT}),
        State.SUBMITTED,
        is_author,
        gettext_lazy("This pitch was submitted already. Nothing was changed."),
        {"submitted_at": clock.now},
    ),
    "reopen": Move(
        frozenset({State.SUBMITTED, State.WITHDRAWN}),
        State.DRAFT,
        is_author,
        gettext_lazy("Only a pitch that was submitted or withdrawn can be written further."),
    ),
    "withdraw": Move(
        frozenset({State.SUBMITTED}),
        State.WITHDRAWN,
        is_author,
        gettext_lazy("Only a pitch that was submitted can be withdrawn."),
    ),
    "decide": Move(frozenset({State.SUBMITTED}), State.DECIDED, is_the_clock),
    "start_anew": Move(frozenset({State.DECIDED}), State.SUBMITTED, is_the_clock),
}


@dataclass(frozen=True)
class Line:
    """One dated claim as its author states it; without an axis it speaks of all."""

    kind: str
    from_on: date
    to_on: date
    text: str
    axis: UUID | None = None


@dataclass(frozen=True)
class Draft:
    """All that an author writes: cases by axis, claims, answers to the rule's questions by code."""

    summary: str = ""
    exception: str = ""
    cases: Mapping[UUID, str] = field(default_factory=dict)
    claims: Sequence[Line] = ()
    answers: Mapping[str, str] = field(default_factory=dict)


class Incomplete(Exception):
    """What stands in the way of a submission; `sentences` by field name ("summary", "case_<axis>" …)."""

    def __init__(self, sentences: dict[str, str]) -> None:
        super().__init__("the pitch is not complete")
        self.sentences = sentences


def assessed_by(group: Group, subject: Person, by: Person) -> RosterEntry:
    """The roster's row of the subject, where `by` assesses them. Raises NotAllowed."""
    entry = RosterEntry.objects.filter(group=group, subject=subject).select_related("version", "role").first()
    if not entry or entry.assessor_id != by.pk or is_kept_away(entry, by):
        raise NotAllowed("pitch")
    return entry


@transaction.atomic
def begin(group: Group, subject: Person, target: Role, by: Person) -> Pitch:
    """Begins the pitch of a subject for a role one can go to from theirs; the author's draft that is there already is
    kept. What a former assessor wrote and did not submit stays theirs, and is in nobody's way.

    Raises NotAllowed for anyone but the assessor, Conflict when the assessing is over, when the role is none of those,
    when the author has a pitch for another role, or when somebody else's is submitted.
    """
    _while(group.pk, [Group.State.ASSESSING], _("The time to write pitches in this group is over."))
    entry = assessed_by(group, subject, by)
    if entry.treatment != RosterEntry.Treatment.ASSESS:
        raise Conflict(_("%(name)s is not assessed in this cycle.") % {"name": subject.name})
    if target not in ways.next_roles(entry.version, entry.role):
        raise Conflict(_("From the present role there is no way to that one."))
    if profiles.unwritten(entry, [target]):
        raise Conflict(
            _("%(role)s is written for each person. Write the personal profile of %(name)s for it first.")
            % {"role": target.code, "name": subject.name}
        )
    _must_be_the_first(group.pk, subject, by)
    values = {"role": entry.role, "target": target, "version": entry.version}
    pitch, made = Pitch.objects.get_or_create(group=group, subject=subject, author=by, defaults=values)
    if made:
        trail.record("begin", pitch, by, about=subject, after=pitch.state)
    elif pitch.target_id != target.pk:
        raise Conflict(_("There is a pitch for another role already; discard it first."))
    return pitch


@as_task("pitches-known")
def _must_be_the_first(group: UUID, subject: Person, by: Person) -> None:
    """Raises Conflict where the group has a pitch for the subject that somebody else wrote. The group is locked: of two
    that are submitted at once one is."""
    rows = Pitch.objects.filter(group=group, subject=subject, state__in=Pitch.HANDED_IN).exclude(author=by)
    if rows.exists():
        raise Conflict(
            _("Somebody else's pitch for %(name)s is submitted already, and the group reads one. Nothing was changed.")
            % {"name": subject.name}
        )


def stored(pitch: Pitch, facts: evidence.Facts | None = None) -> Draft:
    """What a pitch says, as its author wrote it; to be asked with a row that was let through the door.

    facts: where they were gathered already, claims and answers are taken from them.
    """
    if facts is None:
        claims = evidence.claims_of(Claim.objects.filter(pitch=pitch))
        answers = {row.code: row.text for row in ConditionAnswer.objects.filter(pitch=pitch)}
    else:
        claims, answers = facts.asked["claims"], facts.asked["answers"]
    return tidied(
        Draft(
            pitch.summary,
            pitch.exception,
            {case.axis_id: case.text for case in PitchCase.objects.filter(pitch=pitch)},
            [Line(c.kind, c.from_day, c.to_day, c.text, UUID(c.axis) if c.axis else None) for c in claims],
            answers,
        )
    )


def tidied(values: Draft) -> Draft:
    """The same without empty texts, claims in the order of their days, so that two drafts can be compared."""
    return replace(
        values,
        cases={axis: text for axis, text in values.cases.items() if text.strip()},
        claims=sorted(values.claims, key=lambda c: (c.from_on, c.to_on, c.kind, str(c.axis), c.text)),
        answers={code: text for code, text in values.answers.items() if text.strip()},
    )


@transaction.atomic
def save_draft(pitch: Pitch, by: Person, draft_number: int, values: Draft) -> Pitch:
    """Writes the draft whole and returns it with its new number.

    Raises NotAllowed, Conflict (submitted already, assessing over), and Stale where another text was saved since
    `draft_number`. Saves are no history: no event is written.
    """
    pitch = _locked(pitch, by)
    values = tidied(values)
    if stands_already(pitch, draft_number, stored(pitch), values):
        return pitch
    pitch.summary, pitch.exception = values.summary, values.exception
    pitch.save(update_fields=["summary", "exception", *count_on(pitch)])
    for model in (PitchCase, Claim, ConditionAnswer):
        model.objects.filter(pitch=pitch).delete()
    PitchCase.objects.bulk_create(
        PitchCase(pitch=pitch, axis_id=axis, text=text) for axis, text in values.cases.items()
    )
    Claim.objects.bulk_create(
        Claim(pitch=pitch, kind=c.kind, axis_id=c.axis, from_on=c.from_on, to_on=c.to_on, text=c.text)
        for c in values.claims
    )
    ConditionAnswer.objects.bulk_create(
        ConditionAnswer(pitch=pitch, code=code, text=text) for code, text in values.answers.items()
    )
    return pitch


@transaction.atomic
def submit(pitch: Pitch, by: Person) -> Pitch:
    """Submits the pitch to the group and freezes its proof. Raises NotAllowed, Conflict, Incomplete."""
    pitch = _locked(pitch, by)
    _must_be_the_first(pitch.group_id, pitch.subject, by)
    facts = evidence.facts_of(pitch)
    explanation = facts.explain()
    wanting = what_is_wanting(pitch, facts, explanation)
    if wanting:
        raise Incomplete(wanting)
    submitted = move(
        pitch,
        "submit",
        by,
        proof=eligibility.frozen_proof(explanation),
        exception=pitch.exception if explanation.is_exception else "",
    )
    late.tell_the_meeting(pitch.group)
    return submitted


def what_is_wanting(pitch: Pitch, facts: evidence.Facts, explanation: eligibility.Explanation) -> dict[str, str]:
    """What keeps the pitch from being submitted: field name → sentence; empty where nothing does."""
    wanting: dict[str, str] = {}
    if not pitch.summary.strip():
        wanting["summary"] = _("Say in a few sentences why.")
    written = {str(case.axis_id) for case in PitchCase.objects.filter(pitch=pitch) if case.text.strip()}
    codes = {reference: code for code, reference in facts.axes.items()}
    for clause in explanation.clauses:
        if clause.code == eligibility.ClauseCode.CONDITION and clause.answer == eligibility.Answer.NO_DATA:
            wanting[f"answer_{clause.condition}"] = (
                _("The rule asks for a number here; begin the answer with it.")
                if clause.needed.gate
                else _("The rule asks this; answer it in a sentence.")
            )
        asks_for_a_case = clause.code == eligibility.ClauseCode.AT_NEXT_LEVEL and clause.binding and clause.axis
        if asks_for_a_case and clause.axis not in written:
            wanting[f"case_{codes[clause.axis]}"] = _("The rule asks for each axis; say what speaks for this one.")
    if explanation.is_exception and not pitch.exception.strip():
        wanting["exception"] = _("A clause of the rule says “not yet”. Say in a sentence why now all the same.")
    if any(not _inside(claim, pitch) for claim in Claim.objects.filter(pitch=pitch)):
        wanting["claims"] = _("A claim lies outside the days that it can speak of.")
    return wanting


def claim_limits(pitch: Pitch) -> tuple[date, date]:
    """The first and the last day that a claim may name: from the day the subject joined to the end of the period."""
    last = pitch.group.cycle.covers_to
    return pitch.subject.hired_on or date(last.year - 20, 1, 1), last


def _inside(claim: Claim, pitch: Pitch) -> bool:
    first, last = claim_limits(pitch)
    return first <= claim.from_on <= claim.to_on <= last


@transaction.atomic
def reopen(pitch: Pitch, by: Person) -> Pitch:
    """Takes a pitch back to be written further, while the group is assessing. Raises NotAllowed, Conflict."""
    _while(pitch.group_id, [Group.State.ASSESSING], _("The group reads this pitch now; it can only be withdrawn."))
    return move(pitch, "reopen", by, proof=[], submitted_at=None)


@transaction.atomic
def withdraw(pitch: Pitch, by: Person) -> Pitch:
    """Withdraws a submitted pitch, until the decision opens. Raises NotAllowed, Conflict."""
    too_late = _("The deciders have this pitch now; it cannot be withdrawn any more.")
    group = _while(pitch.group_id, BEFORE_THE_DECISION, too_late)
    withdrawn = move(pitch, "withdraw", by)
    late.tell_the_meeting(group)
    return withdrawn


@transaction.atomic
def discard(pitch: Pitch, by: Person) -> None:
    """Deletes a draft that was not submitted, while the group is assessing. Raises NotAllowed, Conflict."""
    pitch = _locked(pitch, by)
    trail.record("discard", pitch, by, about=pitch.subject, before=pitch.state)
    pitch.delete()


def _while(group: UUID, states: Sequence[str], too_late: str) -> Group:
    """The group's row, locked, if it is in one of the states: its next phase waits for us. Raises Conflict."""
    locked = Group.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=group)
    if locked.state not in states:
        raise Conflict(too_late)
    return locked


def _locked(pitch: Pitch, by: Person) -> Pitch:
    """The draft, locked, for its author while the group is assessing. Raises NotAllowed, Conflict."""
    if not is_author(pitch, by):
        raise NotAllowed("write")
    _while(pitch.group_id, [Group.State.ASSESSING], _("The time to write pitches in this group is over."))
    rows = Pitch.objects.select_for_update(of=("self",)).select_related("group__cycle", "version", "target", "subject")
    locked = rows.filter(pk=pitch.pk).first()
    if locked is None or locked.state != State.DRAFT:
        raise Conflict(_("This pitch is no draft any more. Nothing was saved; look again."))
    return locked

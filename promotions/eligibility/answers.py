"""What the rule answers: clauses with their proof, and the frozen form of that proof."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Answer(StrEnum):
    """met: results show it · claimed: the author says so · not yet: what is known falls short ·
    no data: nothing speaks of it."""

    MET = "met"
    CLAIMED = "claimed"
    NOT_YET = "not_yet"
    NO_DATA = "no_data"


class ClauseCode(StrEnum):
    HIGH_PERFORMANCE = "high_performance"
    AT_NEXT_LEVEL = "at_next_level"
    DISTINCT_PERIODS = "distinct_periods"
    POINTS = "points"
    AVERAGE = "average"
    COUNTING = "counting"
    MANDATORY = "mandatory"
    TIME_AT_LEVEL = "time_at_level"
    CONDITION = "condition"


class ProofKind(StrEnum):
    RESULT = "result"
    IMPORTED = "imported"
    CLAIM = "claim"


class Note(StrEnum):
    """What a reader should know of a clause besides its answer."""

    IMPORTED = "imported"  # rests on a result that was not calibrated here
    CLAIM_OVERRULED = "claim_overruled"  # a result of the same days says otherwise
    LATER_RESULT_LOWER = "later_result_lower"  # after the high performance came a lower rating
    ROLE_TOO_RECENT = "role_too_recent"  # the role has not been held for so long
    NO_CURRENT_ROLE = "no_current_role"  # no placement on the day
    OTHER_ROLE = "other_role"  # results exist, rated in or against another role
    ABSENCE_LEFT_OUT = "absence_left_out"  # days away are not counted
    SAME_PERIOD = "same_period"  # one stretch would have to serve twice, or in the wrong order
    STEPS_MISSING = "steps_missing"  # see Clause.missing
    NO_THRESHOLD = "no_threshold"  # the framework names no points for the role
    NOTHING_TO_COUNT = "nothing_to_count"  # the framework names no average and no count for the role
    NO_NUMBER = "no_number"  # the answer has to begin with a number


@dataclass(frozen=True)
class Needed:
    """What the clause asks for; None where it does not ask."""

    months: int | None = None
    standing: str | None = None
    points: int | None = None
    average: str = ""
    ways: tuple[tuple[int, int | None], ...] = ()
    step: int | None = None
    gate: str = ""


@dataclass(frozen=True)
class Proof:
    """A result or claim, cut to the days that serve; axis None is the overall rating.

    role: the role rated against. overruled_by: on a claim, the cycle whose result says otherwise.
    """

    kind: ProofKind
    from_day: date
    to_day: date
    cycle: str | None = None
    role: str | None = None
    axis: str | None = None
    standing: str | None = None
    step: int | None = None
    overruled_by: str | None = None


@dataclass(frozen=True)
class Clause:
    """One clause of the rule and its answer. A clause that does not bind never makes an exception."""

    code: ClauseCode
    answer: Answer
    needed: Needed = Needed()
    axis: str | None = None
    condition: str | None = None
    proof: tuple[Proof, ...] = ()
    notes: tuple[Note, ...] = ()
    missing: tuple[str, ...] = ()
    binding: bool = True


@dataclass(frozen=True)
class Explanation:
    """The rule, clause by clause, in the order in which the framework states it."""

    clauses: tuple[Clause, ...]

    @property
    def is_exception(self):
        """Only a binding *not yet*; neither claims nor missing data make a pitch an exception."""
        return any(clause.answer == Answer.NOT_YET and clause.binding for clause in self.clauses)


def frozen_proof(explanation):
    """What a submission keeps: cycle, role, axis, standing or step of each result used; no text, no days.

    A list of plain dicts, ready for JSON, sorted and without doubles. Claims stay with the pitch.
    """
    rows = {
        (proof.cycle, proof.role, proof.axis, proof.standing, proof.step)
        for clause in explanation.clauses
        for proof in clause.proof
        if proof.kind != ProofKind.CLAIM
    }
    ordered = sorted(rows, key=lambda row: tuple((value is not None, str(value)) for value in row))
    return [dict(zip(("cycle", "role", "axis", "standing", "step"), row, strict=True)) for row in ordered]

"""What happens to pitches and their decisions: written, submitted, voted on, decided, confirmed, begun."""

from promotions.models import Decision, Pitch

from . import deciding, pitching
from .deciding import (
    cast_vote,
    confirm,
    decide,
    decide_when_due,
    deciders_of,
    explain_not_now,
    finish,
    may_vote,
    open_decisions,
    still_open,
    withdraw_decision,
)
from .pitching import Draft, Incomplete, Line, begin, discard, reopen, save_draft, submit, withdraw
from .reopening import hold_decisions, restart_decisions
from .starting import begin_on, start_role_changes, waiting_behind

Pitch.MOVES = pitching.MOVES
Decision.MOVES = deciding.MOVES

__all__ = [
    "Draft",
    "Incomplete",
    "Line",
    "begin",
    "begin_on",
    "cast_vote",
    "confirm",
    "decide",
    "decide_when_due",
    "deciders_of",
    "discard",
    "explain_not_now",
    "finish",
    "hold_decisions",
    "may_vote",
    "open_decisions",
    "reopen",
    "restart_decisions",
    "save_draft",
    "start_role_changes",
    "still_open",
    "submit",
    "waiting_behind",
    "withdraw",
    "withdraw_decision",
]

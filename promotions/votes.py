"""How votes become a decision: the choices that were cast, the clock, and how many are needed. Plain data only.

The reasons stand in docs/decisions/0005-how-votes-become-a-decision.md.
"""

from collections.abc import Sequence

APPROVE, NOT_NOW, DEFER = "approve", "not_now", "defer"


def outcome(choices: Sequence[str], *, deciders: int, needed: int, clock_ended: bool) -> str | None:
    """`approve` or `not_now`, or None while it stays open.

    choices: one word a vote cast. deciders: how many may vote on this pitch. needed: how many votes the cycle asks
    for; where fewer may vote at all, theirs are enough. A deferring vote is cast, and leaves the word to the others.
    """
    enough = len(choices) >= deciders or (clock_ended and len(choices) >= min(needed, deciders))
    approving, against = choices.count(APPROVE), choices.count(NOT_NOW)
    if not enough or not approving + against:
        return None
    return APPROVE if approving > against else NOT_NOW

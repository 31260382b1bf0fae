"""Pitches with their claims, votes, decisions, and the role changes that follow."""

from promotions.models.decisions import Decision, RoleChange, Vote
from promotions.models.pitches import Claim, ConditionAnswer, Pitch, PitchCase

__all__ = ["Claim", "ConditionAnswer", "Decision", "Pitch", "PitchCase", "RoleChange", "Vote"]

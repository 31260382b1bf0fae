"""The promotion rule, computed and explained from plain data; it decides nothing.

`explain` takes a framework's rule, locked results, the author's claims, placements and leave,
and answers clause by clause: met, claimed, not yet, no data. It knows no request, no database
and no language: it returns codes and data, `promotions.wording` makes sentences of them.
How months are counted: docs/decisions/0002-how-the-rule-counts-months.md.
"""

from .answers import Answer, Clause, ClauseCode, Explanation, Needed, Note, Proof, ProofKind, frozen_proof
from .explain import explain
from .facts import (
    STANDINGS,
    AtNextLevel,
    Average,
    Claim,
    Condition,
    Counting,
    HighPerformance,
    Leave,
    Placement,
    Points,
    Result,
    Rule,
    TargetRole,
    reaches,
)
from .periods import months_covered

__all__ = [
    "STANDINGS",
    "Answer",
    "AtNextLevel",
    "Average",
    "Claim",
    "Clause",
    "ClauseCode",
    "Condition",
    "Counting",
    "Explanation",
    "HighPerformance",
    "Leave",
    "Needed",
    "Note",
    "Placement",
    "Points",
    "Proof",
    "ProofKind",
    "Result",
    "Rule",
    "TargetRole",
    "explain",
    "frozen_proof",
    "months_covered",
    "reaches",
]

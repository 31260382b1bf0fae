"""Cycles and groups, who takes part, assessments, remarks, results, and what is owed to people."""

from reviews.models.assessments import Assessment, AxisRating, Remark
from reviews.models.cycles import Cycle, Group
from reviews.models.participants import Assignment, Exclusion, Part, Participant, RosterEntry
from reviews.models.results import Result, ResultAxis
from reviews.models.telling import Mail, Message, OneOnOne, Reminder

__all__ = [
    "Assessment",
    "Assignment",
    "AxisRating",
    "Cycle",
    "Exclusion",
    "Group",
    "Mail",
    "Message",
    "OneOnOne",
    "Part",
    "Participant",
    "Remark",
    "Reminder",
    "Result",
    "ResultAxis",
    "RosterEntry",
]

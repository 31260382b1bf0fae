"""Cycles and groups, who takes part, assessments, remarks, results, and what is owed to people."""

from reviews.models.assessments import Assessment, AxisRating, Remark
from reviews.models.common_texts import CommonText
from reviews.models.cycles import Cycle, Group
from reviews.models.deputies import Deputyship
from reviews.models.earlier import EarlierResult
from reviews.models.growth import GrowthLine
from reviews.models.inputs import Input
from reviews.models.looked import Looked
from reviews.models.notebooks import Ask, Entry, EntryAudience, Reflection, ReflectionAxis, Sentences
from reviews.models.participants import Assignment, Exclusion, Part, Participant, RosterEntry
from reviews.models.profiles import ProfileText
from reviews.models.results import Result, ResultAxis
from reviews.models.second_looks import SecondLook
from reviews.models.telling import Mail, Message, OneOnOne, Reminder

__all__ = [
    "Ask",
    "Assessment",
    "Assignment",
    "AxisRating",
    "CommonText",
    "Cycle",
    "Deputyship",
    "EarlierResult",
    "Entry",
    "EntryAudience",
    "Exclusion",
    "Group",
    "GrowthLine",
    "Input",
    "Looked",
    "Mail",
    "Message",
    "OneOnOne",
    "Part",
    "Participant",
    "ProfileText",
    "Reflection",
    "ReflectionAxis",
    "Remark",
    "Reminder",
    "Result",
    "ResultAxis",
    "RosterEntry",
    "SecondLook",
    "Sentences",
]

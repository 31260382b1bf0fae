"""The meeting: rounds, sittings, who is there, stops, changes of rating, and the paired room display."""

from calibration.models.across import BoardLine, CheckMade, CheckQuestion
from calibration.models.learning import FlaggedAxis, Survey, SurveyAnswered
from calibration.models.meeting import Attendance, BiasCall, Break, Meeting, Round, Sitting, SittingPlan
from calibration.models.reopening import Reopening
from calibration.models.room import Device
from calibration.models.seen import ChangesSeen
from calibration.models.stops import RatingChange, Stop
from calibration.models.turns import Turn
from calibration.models.visits import Visit
from calibration.models.voices import FloorRequest, Proposal
from calibration.models.written import PrivateNote, RoomFeedback

__all__ = [
    "Attendance",
    "BiasCall",
    "BoardLine",
    "Break",
    "ChangesSeen",
    "CheckMade",
    "CheckQuestion",
    "Device",
    "FlaggedAxis",
    "FloorRequest",
    "Meeting",
    "PrivateNote",
    "Proposal",
    "RatingChange",
    "Reopening",
    "RoomFeedback",
    "Round",
    "Sitting",
    "SittingPlan",
    "Stop",
    "Survey",
    "SurveyAnswered",
    "Turn",
    "Visit",
]

"""The meeting: rounds, sittings, who is there, stops, changes of rating, and the paired room display."""

from calibration.models.meeting import Attendance, BiasCall, Meeting, Round, Sitting
from calibration.models.room import Device
from calibration.models.stops import RatingChange, Stop
from calibration.models.turns import Turn
from calibration.models.visits import Visit

__all__ = ["Attendance", "BiasCall", "Device", "Meeting", "RatingChange", "Round", "Sitting", "Stop", "Turn", "Visit"]

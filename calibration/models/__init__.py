"""The meeting: sittings, who is there, stops, changes of rating, and the paired room display."""

from calibration.models.meeting import Attendance, BiasCall, Meeting, RatingChange, Sitting, Stop
from calibration.models.room import Device

__all__ = ["Attendance", "BiasCall", "Device", "Meeting", "RatingChange", "Sitting", "Stop"]

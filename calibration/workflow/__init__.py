"""The acts of a meeting, from its agenda to the lock. Each raises NotAllowed or Conflict, and then nothing happened."""

from calibration.workflow.changing import call_bias, change_rating, recuse
from calibration.workflow.locking import confirm_unwitnessed, lock
from calibration.workflow.phases import pause, resume, start
from calibration.workflow.preparing import prepare
from calibration.workflow.presence import attest, check_in, check_out, heartbeat, take_seat
from calibration.workflow.steering import close_stop, go_back, go_next, open_stop, park, say_line, show_board

__all__ = [
    "attest",
    "call_bias",
    "change_rating",
    "check_in",
    "check_out",
    "close_stop",
    "confirm_unwitnessed",
    "go_back",
    "go_next",
    "heartbeat",
    "lock",
    "open_stop",
    "park",
    "pause",
    "prepare",
    "recuse",
    "resume",
    "say_line",
    "show_board",
    "start",
    "take_seat",
]

"""The acts of a meeting, from its agenda to the lock. Each raises NotAllowed or Conflict, and then nothing happened."""

from calibration.workflow.changing import call_bias, change_rating, recuse
from calibration.workflow.circling import circle
from calibration.workflow.consenting import pull_out, take_together
from calibration.workflow.floor import ask_to_speak, give_the_floor, give_up_the_floor
from calibration.workflow.handing import hand_over
from calibration.workflow.locking import confirm_unwitnessed, lock
from calibration.workflow.looking import see_changes, tell_afterwards
from calibration.workflow.noting import save_feedback, save_note, save_note_of_the_meeting
from calibration.workflow.phases import pause, plan_sitting, resume, start
from calibration.workflow.preparing import prepare
from calibration.workflow.presence import attest, check_in, check_out, heartbeat, take_seat
from calibration.workflow.proposing import propose, renew_proposal, set_aside, take_proposal, withdraw_proposal
from calibration.workflow.reopening import reopen
from calibration.workflow.steering import close_stop, go_back, go_next, open_stop, park, say_line, show_board

__all__ = [
    "ask_to_speak",
    "attest",
    "call_bias",
    "change_rating",
    "check_in",
    "check_out",
    "circle",
    "close_stop",
    "confirm_unwitnessed",
    "give_the_floor",
    "give_up_the_floor",
    "go_back",
    "go_next",
    "hand_over",
    "heartbeat",
    "lock",
    "open_stop",
    "park",
    "pause",
    "plan_sitting",
    "prepare",
    "propose",
    "pull_out",
    "recuse",
    "renew_proposal",
    "reopen",
    "resume",
    "save_feedback",
    "save_note",
    "save_note_of_the_meeting",
    "say_line",
    "see_changes",
    "set_aside",
    "show_board",
    "start",
    "take_proposal",
    "take_seat",
    "take_together",
    "tell_afterwards",
    "withdraw_proposal",
]

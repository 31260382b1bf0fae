"""What this app holds about people."""

from django.utils.translation import gettext_lazy as _

from accounts.rights.kinds import Held, written
from accounts.rights.retention import Kept
from calibration.models import (
    Attendance,
    BoardLine,
    ChangesSeen,
    CheckMade,
    CheckQuestion,
    Device,
    FloorRequest,
    Meeting,
    PrivateNote,
    Proposal,
    RatingChange,
    Reopening,
    RoomFeedback,
    Stop,
    SurveyAnswered,
)

PRESENCE = _("That People Ops were in the room.")
THOSE_WHO_CAME = _("Those who came; People Ops.")
ORDER = _("In which order people are spoken of, and when a turn began and ended.")
MINUTES = _("The minutes of a meeting: whose turn it was and who was there, as ids.")
ROOM = _("So that everybody in the room is heard.")
WITH_THE_TURN = _("Until the turn is over.")
FOR_THEM = _("So that whoever writes to them knows what the room would tell them.")
ACROSS = _("So that directors see where a group rates far from the others, before anybody is told.")
MEMORY = _("So that its author remembers what was said.")
ONCE = _("So that nobody answers twice. What they answered is not kept with it.")
OF_OTHERS = _("It is about somebody else. Who proposed it is shown as a former colleague.")


def held() -> tuple[Held, ...]:
    """What happened in meetings."""
    return (
        written(RatingChange, "subject", _("Ratings changed in a meeting"), ("line",), "group", why=_("Why it moved.")),
        Held(RatingChange, "proposer", _("Changes of others' ratings, proposed"), stays=OF_OTHERS),
        written(Proposal, "subject", _("Ratings proposed in a turn"), ("line",), "group", why=ROOM, kept=WITH_THE_TURN),
        Held(Proposal, "author", _("Ratings of others, proposed in a turn"), stays=OF_OTHERS, kept=WITH_THE_TURN),
        Held(
            FloorRequest,
            "person",
            _("Asking to speak in a turn"),
            stays=MINUTES,
            why=ROOM,
            read_by=_("Those who are in the room."),
            kept=WITH_THE_TURN,
        ),
        written(RoomFeedback, "subject", _("What was written for them in a meeting"), ("text",), "group", why=FOR_THEM),
        Held(RoomFeedback, "author", _("What they wrote for others in meetings"), stays=OF_OTHERS),
        written(
            PrivateNote, "subject", _("Notes about them in meetings"), ("text",), "group", in_copy=False, why=MEMORY
        ),
        written(PrivateNote, "author", _("Their own notes in meetings"), (), "group", in_copy=False, why=MEMORY),
        Held(Stop, "subject", _("Turns in meetings"), stays=MINUTES, why=ORDER),
        Held(
            Attendance,
            "person",
            _("Attendance in meetings"),
            stays=MINUTES,
            why=PRESENCE,
            read_by=THOSE_WHO_CAME,
        ),
        Held(Attendance, "attested_by", _("Attendance, attested"), stays=MINUTES, is_part=True),
        Held(Meeting, "scribe", _("Meetings, as scribe"), stays=MINUTES),
        Held(Meeting, "moderator", _("Meetings, as moderator"), stays=MINUTES),
        Held(Stop, "confirmed_by", _("Turns confirmed as the observer"), stays=MINUTES),
        Held(ChangesSeen, "subject", _("That a manager has seen what was changed"), stays=MINUTES),
        Held(ChangesSeen, "manager", _("That one has seen what was changed for one's people"), stays=MINUTES),
        Held(ChangesSeen, "said_by", _("Managers told afterwards, as the observer said"), stays=MINUTES),
        Held(Reopening, "by", _("Meetings reopened, and why"), stays=MINUTES),
        written(BoardLine, "subject", _("Lines on the boards across groups"), (), "group", why=ACROSS),
        Held(
            CheckMade,
            "person",
            _("That they made the check across groups"),
            stays=MINUTES,
            why=ACROSS,
            read_by=_("Those who make it; those who read the record of a meeting."),
        ),
        Held(CheckQuestion, "by", _("What they asked of groups in the check across groups"), stays=MINUTES),
        Held(CheckQuestion, "answered_by", _("What they answered there for a group"), stays=MINUTES),
        Held(
            *(SurveyAnswered, "person", _("That they answered what was asked after a meeting"), ONCE),
            in_copy=False,
            is_silent=True,
            kept=_("Until the week for answers is over."),
            read_by=_("The person themselves."),
        ),
        Held(Device, "paired_by", _("Screens paired"), stays=MINUTES),
    )


def kept() -> tuple[Kept, ...]:
    """What was changed in a meeting goes with the other inputs."""
    return (
        Kept(RatingChange, "subject", _("changes in meetings"), "keep_inputs_months", "group__closed_at"),
        Kept(RoomFeedback, "subject", _("feedback written in meetings"), "keep_inputs_months", "group__closed_at"),
        Kept(PrivateNote, "subject", _("notes in meetings"), "keep_inputs_months", "group__closed_at"),
        Kept(BoardLine, "subject", _("lines on the boards across groups"), "keep_inputs_months", "group__closed_at"),
        Kept(Proposal, "subject", _("proposals in meetings"), "keep_inputs_months", "group__closed_at"),
    )

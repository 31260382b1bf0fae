"""What this app holds about people."""

from django.utils.translation import gettext_lazy as _

from accounts.rights.kinds import Held, written
from accounts.rights.retention import Kept
from calibration.models import Attendance, Device, Meeting, RatingChange, Stop

PRESENCE = _("That People Ops were in the room.")
THOSE_WHO_CAME = _("Those who came; People Ops.")
ORDER = _("In which order people are spoken of, and when a turn began and ended.")
MINUTES = _("The minutes of a meeting: whose turn it was and who was there, as ids.")
OF_OTHERS = _("It is about somebody else. Who proposed it is shown as a former colleague.")


def held() -> tuple[Held, ...]:
    """What happened in meetings."""
    return (
        written(RatingChange, "subject", _("Ratings changed in a meeting"), ("line",), "group", why=_("Why it moved.")),
        Held(RatingChange, "proposer", _("Changes of others' ratings, proposed"), stays=OF_OTHERS),
        Held(Stop, "subject", _("Turns in meetings"), stays=MINUTES, why=ORDER),
        Held(
            Attendance,
            "person",
            _("Attendance in meetings"),
            stays=MINUTES,
            why=_("That People Ops were in the room."),
            read_by=_("Those who came; People Ops."),
        ),
        Held(Attendance, "attested_by", _("Attendance, attested"), stays=MINUTES, is_part=True),
        Held(Meeting, "scribe", _("Meetings, as scribe"), stays=MINUTES),
        Held(Meeting, "moderator", _("Meetings, as moderator"), stays=MINUTES),
        Held(Device, "paired_by", _("Screens paired"), stays=MINUTES),
    )


def kept() -> tuple[Kept, ...]:
    """What was changed in a meeting goes with the other inputs."""
    return (Kept(RatingChange, "subject", _("changes in meetings"), "keep_inputs_months", "group__closed_at"),)

"""Handing over moderation: to whom, who is proposed, and the act itself."""

from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from calibration.models import Attendance, Meeting
from calibration.moderating import minutes_moderated
from calibration.workflow.acting import acting, must_not_be_locked
from calibration.workflow.presence import sit_down
from calibration.workflow.rules import drives, is_shut_out, may_speak
from reviews.models import Part


def may_hand_over(meeting: Meeting, by: Person | None) -> bool:
    """Who holds the moderator's seat; where nobody moderates, who drives. Never while a turn is open from which they
    keep away."""
    if by is None or not drives(meeting, by) or meeting.moderator_id not in (None, by.pk):
        return False
    return not is_shut_out(meeting, by)


def who_may_moderate(meeting: Meeting):
    """The people who may be handed the seat: in the room as more than a guest, not kept away from the open turn, and
    not in it already."""
    if meeting.open_stop:
        people = may_speak(meeting, meeting.open_stop)
    else:
        present = Attendance.objects.filter(meeting=meeting, until_at__isnull=True).exclude(part=Part.GUEST)
        people = Person.objects.filter(pk__in=present.values("person"))
    return people.filter(is_active=True).exclude(pk=meeting.moderator_id)


def proposed(meeting: Meeting) -> list[Person]:
    """The same, whoever has moderated least in this meeting first, then by name."""
    had = minutes_moderated(meeting)
    return sorted(who_may_moderate(meeting), key=lambda person: (had.get(person.pk, 0), person.name))


def hand_over(meeting: Meeting, by: Person, to: Person) -> Meeting:
    """`to` holds the moderator's seat from now on. Raises NotAllowed for who may not hand it over; Conflict where
    somebody took it meanwhile, or `to` cannot moderate now."""
    with acting(meeting, by, "hand_over", about=to) as locked:
        must_not_be_locked(locked)
        if drives(locked, by) and locked.moderator_id not in (None, by.pk):
            said = _("%(name)s moderates now, so nothing was handed over.")
            raise Conflict(said % {"name": locked.moderator.name})
        if not may_hand_over(locked, by):
            raise NotAllowed("hand_over")
        if not who_may_moderate(locked).filter(pk=to.pk).exists():
            raise Conflict(_("%(name)s cannot moderate now. Choose somebody else.") % {"name": to.name})
        sit_down(locked, to, "moderator")
    return meeting

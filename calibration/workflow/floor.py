"""The floor: who asks to speak in the open turn, and who speaks."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from calibration.models import FloorRequest, Meeting, Stop
from calibration.workflow.acting import acting, must_run
from calibration.workflow.rules import drives_this, may_speak


def ask_to_speak(meeting: Meeting, by: Person) -> FloorRequest:
    """`by` asks for the floor in the open turn; a second press changes nothing. Raises NotAllowed for a guest, who
    listens, and for who keeps away from the turn; Conflict where no turn is open."""
    with acting(meeting, by) as locked:
        stop = _open_stop(locked)
        if not may_speak(locked, stop).filter(pk=by.pk).exists():
            raise NotAllowed("ask_to_speak")
        asked, made = FloorRequest.objects.get_or_create(
            meeting=locked, person=by, defaults={"stop": stop, "asked_at": timezone.now()}
        )
        if made:
            trail.record("ask_to_speak", asked, by)
    return asked


def give_up_the_floor(meeting: Meeting, by: Person) -> None:
    """`by` no longer asks, or has spoken. A second press changes nothing."""
    with acting(meeting, by) as locked:
        must_run(locked)
        asked = FloorRequest.objects.filter(meeting=locked, person=by).first()
        if asked:
            trail.record("give_up_the_floor", asked, by)
            FloorRequest.objects.filter(pk=asked.pk).delete()


def give_the_floor(meeting: Meeting, by: Person, to: Person) -> FloorRequest:
    """Who drives gives the floor to one who asks; who spoke before has done so. Raises NotAllowed; Conflict where that
    person does not ask any more."""
    with acting(meeting, by) as locked:
        stop = _open_stop(locked)
        if not drives_this(stop, by):
            raise NotAllowed("give_the_floor")
        asked = FloorRequest.objects.filter(meeting=locked, person=to, given_at__isnull=True).first()
        if asked is None:
            raise Conflict(_("%(name)s does not ask to speak any more.") % {"name": to.name})
        FloorRequest.objects.filter(meeting=locked, given_at__isnull=False).delete()
        asked.given_at = timezone.now()
        asked.save(update_fields=["given_at"])
        trail.record("give_the_floor", asked, by, after=str(to.pk))
    return asked


def _open_stop(meeting: Meeting) -> Stop:
    must_run(meeting)
    stop = Stop.objects.filter(meeting=meeting, state=Stop.State.OPEN).select_related("meeting").first()
    if stop is None:
        raise Conflict(_("No turn is open."))
    return stop

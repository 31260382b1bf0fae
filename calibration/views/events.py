"""The two event streams: of a person who follows a meeting, and of a paired screen."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_GET

from accounts.access import devices, members, seen
from calibration import pairing, stream
from calibration.models import Meeting
from calibration.views.room import is_a_screen


@members
@require_GET
def meeting_events(request: HttpRequest, pk: UUID) -> StreamingHttpResponse:
    """Follows one meeting as the person who is signed in."""
    meeting = seen(Meeting, request.user, pk=pk)
    right = partial(stream.right_of_person, request.session, request.user.pk, meeting.pk)
    return stream.answer(request, stream.of_meeting(meeting.pk, stream.known_version(request), right))


@devices(is_a_screen)
@require_GET
def room_events(request: HttpRequest) -> StreamingHttpResponse:
    """Follows the meeting a screen is paired with; or waits with it for being paired."""
    device = pairing.device_of(request)
    if device is None:
        raise Http404
    if not device.is_paired:
        return stream.answer(request, stream.of_waiting(device.pk))
    right = partial(stream.right_of_device, device.pk, device.meeting_id)
    return stream.answer(request, stream.of_meeting(device.meeting_id, stream.known_version(request), right))

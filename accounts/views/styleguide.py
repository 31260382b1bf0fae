"""The style guide: every component in every state, and the room display's faces."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import styleguide
from accounts.access import public


@public
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """All components on one page; it holds nothing but examples."""
    return render(request, "accounts/styleguide.html", styleguide.sample_context())


@public
@require_safe
def room(request: HttpRequest, face: str) -> HttpResponse:
    """One face of the room display: person, level, pairing or blank."""
    if face not in styleguide.ROOM_FACES:
        raise Http404
    return render(request, "accounts/styleguide_room.html", styleguide.room_context(face))

"""The style guide: every component in every state, and the room display's faces."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import styleguide
from accounts.access import View, public


def where_it_is_shown(view: View) -> View:
    """A page for those who work on Plumbline: where people are reviewed it is not there."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.STYLE_GUIDE:
            raise Http404
        return view(request, *args, **kwargs)

    return shown


@public
@where_it_is_shown
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """All components on one page; it holds nothing but examples."""
    return render(request, "accounts/styleguide.html", styleguide.sample_context())


@public
@where_it_is_shown
@require_safe
def room(request: HttpRequest, face: str) -> HttpResponse:
    """One face of the room display: person, level, pairing or blank."""
    if face not in styleguide.ROOM_FACES:
        raise Http404
    return render(request, "accounts/styleguide_room.html", styleguide.room_context(face))

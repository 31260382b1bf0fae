"""The link to one's calendar file, and the file itself, which asks for no sign-in."""

import hashlib

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import calendar_links
from accounts.access import members, people_ops, public, seen
from accounts.models import Person


@members
@require_POST
def calendar_make(request: HttpRequest) -> HttpResponse:
    """Makes a link and shows it, this once."""
    token = calendar_links.make(request.user)
    link = settings.SITE_URL + reverse("calendar_file", args=[token])
    return render(request, "accounts/calendar_link.html", {"link": link})


@members
@require_POST
def calendar_end(request: HttpRequest) -> HttpResponse:
    """Ends one's own link."""
    calendar_links.end(request.user, request.user)
    messages.success(request, _("The link to your calendar opens nothing any more."))
    return redirect("account")


@people_ops
@require_POST
def person_calendar_end(request: HttpRequest, pk) -> HttpResponse:
    """People Ops end somebody's link: of a telephone that was lost, or where it came into wrong hands."""
    someone = seen(Person, request.user, pk=pk)
    calendar_links.end(someone, request.user)
    said = _("The link to the calendar of %(name)s opens nothing any more.")
    messages.success(request, said % {"name": someone.name})
    return redirect("person", pk=someone.pk)


@public
@require_safe
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """The dates that concern whoever made the link; of any other link the 404 that tells nothing."""
    link = calendar_links.link_of(token)
    action, key = ("calendar", link.pk.hex) if link else ("calendar_unknown", None)
    too_many = ratelimit.consume_or_429(request, action=action, key=key, limit_get=True)
    if too_many:
        return _stored_nowhere(too_many)
    if link is None:
        raise Http404
    content = calendar_links.file_of(link)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="reviews.ics"'
    answer["ETag"] = etag = quote_etag(hashlib.sha256(content).hexdigest())
    return _stored_nowhere(get_conditional_response(request, etag=etag, response=answer))


def _stored_nowhere(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store"
    return answer

"""One's own account, where one is signed in, and the page that says there is no sign-up."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import calendar_links, second_step, sessions
from accounts.access import members, public, recently_signed_in, seen
from accounts.models import DataCopy, Grant, Identity, Session
from accounts.models.people import manager_of
from accounts.moves import Conflict
from accounts.providers import ways


@members
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What is known of oneself, how one signs in, and the permissions one holds."""
    person = request.user
    manager = manager_of(person)
    names = {way.issuer: way.name for way in ways()}
    context = {
        "facts": [
            {"name": _("Name"), "value": person.name},
            {"name": _("Address"), "value": person.email},
            {"name": _("Team"), "value": person.team or _("none")},
            {"name": _("Manager"), "value": manager.name if manager else _("none")},
            {"name": _("Time zone"), "value": person.time_zone or _("as the organisation")},
        ],
        "has_second_step": second_step.has_one(person),
        "through": [
            {"name": names.get(identity.issuer, _("a provider that is no longer set up")), "since": identity.bound_at}
            for identity in Identity.objects.visible_to(person)
        ],
        "copies": DataCopy.objects.visible_to(person).filter(person=person).defer("content"),
        "calendar": calendar_links.open_link(person),
        "with_password": settings.PASSWORD_SIGN_IN,
        "grants": Grant.objects.in_force().visible_to(person).filter(person=person).select_related("scope", "given_by"),
    }
    return render(request, "accounts/account.html", context)


@members
@require_safe
def account_sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in: this session first, then the one seen last."""
    key = request.session.session_key
    rows = sorted(Session.objects.visible_to(request.user).order_by("-seen_at"), key=lambda row: row.pk != key)
    return render(request, "accounts/sessions.html", {"here": key, "rows": rows})


@members
@require_POST
@recently_signed_in
def session_end(request: HttpRequest, handle) -> HttpResponse:
    """Ends one of one's sessions."""
    session = seen(Session, request.user, handle=handle)
    if session.pk == request.session.session_key:
        raise Conflict(_("This is the session you are in. To end it, sign out."))
    session.delete()
    messages.success(request, _("Signed out on %(device)s.") % {"device": session.device or _("that device")})
    return redirect("account_sessions")


@members
@require_POST
@recently_signed_in
def sessions_end_others(request: HttpRequest) -> HttpResponse:
    """Ends all of one's sessions but this one."""
    sessions.end_others(request, request.user)
    messages.success(request, _("You are signed in here only."))
    return redirect("account_sessions")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Nobody signs up: says how people come here instead."""
    return render(request, "account/signup_closed.html", status=403)

"""One's own account, and the page that says there is no sign-up."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import members, public
from accounts.models import Grant
from accounts.models.people import manager_of


@members
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What is known of oneself, how one signs in, and the permissions one holds."""
    person = request.user
    manager = manager_of(person)
    context = {
        "facts": [
            {"name": _("Name"), "value": person.name},
            {"name": _("Address"), "value": person.email},
            {"name": _("Team"), "value": person.team or _("none")},
            {"name": _("Manager"), "value": manager.name if manager else _("none")},
            {"name": _("Time zone"), "value": person.time_zone or _("as the organisation")},
        ],
        "has_app": Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists(),
        "grants": Grant.objects.in_force().visible_to(person).filter(person=person).select_related("scope", "given_by"),
    }
    return render(request, "accounts/account.html", context)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Nobody signs up: says how people come here instead."""
    return render(request, "account/signup_closed.html", status=403)

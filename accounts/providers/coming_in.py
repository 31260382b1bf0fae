"""Setting out to a provider and coming back: let in, asked for the second step, or told why not."""

import logging
import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import login as signing_in
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import Identity, Person
from accounts.providers import Way
from accounts.providers.arrivals import Arrival, Refused, recognise

log = logging.getLogger(__name__)

AGAIN = "again"
# what any stranger could bring about: it stands in the log, and the trail stays free of it
NOBODY_KNOWN = ("cancelled", "not_begun", "not_valid", "unreachable")
SKEW = 30  # seconds by which the provider's clock and ours may differ


def state_of(request: HttpRequest, again: bool) -> dict[str, Any]:
    """What is kept in the session until somebody comes back: whether they say again who they are, and where they go."""
    wanted = request.POST.get("next", "")
    next_url = wanted if get_adapter(request).is_safe_url(wanted) else None
    return {"process": AGAIN if again else "login", "next_url": next_url, "asked_at": time.time()}


def send(request: HttpRequest, way: Way, address: str) -> HttpResponse:
    """The page that leads on by itself. A redirect would not do: the browser lets a form of ours end nowhere else."""
    response = render(request, "accounts/provider_onward.html", {"way": way, "address": address})
    response["Cache-Control"] = "no-store"
    return response


def arrive(request: HttpRequest, way: Way, arrival: Arrival, state: dict[str, Any]) -> HttpResponse:
    """Somebody is back, and what they bring is known to be the provider's and an answer to what this browser asked."""
    try:
        if not arrival.is_sound:
            raise Refused("not_valid")
        if state.get("process") == AGAIN:
            return _said_again(request, arrival, state)
        person = recognise(arrival)
    except Refused as refused:
        return refuse(request, way, refused.reason, refused.person, arrival.address)
    if request.user.is_authenticated:
        logout(request)
    _note(request, person, arrival)
    return signing_in.perform_login(request, Login(user=person, redirect_url=state.get("next")))


def _said_again(request: HttpRequest, arrival: Arrival, state: dict[str, Any]) -> HttpResponse:
    """What was asked before something that matters goes on, if it is the same person and the provider did ask them."""
    person = request.user
    if not isinstance(person, Person):
        raise Refused("not_begun")
    mine = Identity.objects.visible_to(person).filter(issuer=arrival.issuer, subject=arrival.subject)
    if not mine.exists():
        raise Refused("somebody_else", person)
    if arrival.said_at is None or arrival.said_at < state["asked_at"] - SKEW:
        raise Refused("not_asked", person)
    _note(request, person, arrival, reauthenticated=True)
    request.GET = QueryDict(urlencode({"next": state.get("next") or ""}))
    return resume_request(request) or redirect("home")


def _note(request: HttpRequest, person: Person, arrival: Arrival, **more: Any) -> None:
    """Keeps in the session who vouched and when: for the provider it may have been long before they came here."""
    at = min(time.time(), arrival.said_at or time.time())
    if arrival.has_second_step:
        more["second_step"] = True
    signing_in.record_authentication(request, person, method="provider", issuer=arrival.issuer, at=at, **more)


def refuse(
    request: HttpRequest, way: Way, reason: str, person: Person | None = None, address: str = ""
) -> HttpResponse:
    """Says why somebody who came from a provider is not let in, and notes it as a wrong password would be."""
    who = request.user if isinstance(request.user, Person) else None
    if reason not in NOBODY_KNOWN:
        trail.record("refuse_sign_in", person or Person, who, about=person, after=reason)
    log.warning("somebody was not let in through the provider: %s", reason)
    context = {"sentence": _sentence(reason, way, address), "again": who is not None}
    return render(request, "accounts/provider_refused.html", context, status=403)


def _sentence(reason: str, way: Way, address: str) -> str:
    said = {
        "no_account": _("Nobody here has the address %(address)s. Accounts are made by People Ops: ask them for one."),
        "no_address": _(
            "%(Name)s names no address of yours that was checked there, so it cannot be matched with an account here. "
            "Ask whoever looks after it."
        ),
        "known_otherwise": _(
            "The account with the address %(address)s is tied to another sign-in at %(name)s. If yours was made anew, "
            "ask whoever runs this site to untie the old one."
        ),
        "closed": _("Your account here is closed. If you are still here, ask People Ops to open it again."),
        "somebody_else": _(
            "You came back as somebody else than you are here. Sign in there as yourself, then try again."
        ),
        "not_asked": _(
            "%(Name)s did not ask you again who you are. Sign out and in again: what matters then opens for "
            "%(minutes)s minutes."
        ),
        "cancelled": _("You did not sign in with %(name)s. You can try again, or use another way."),
        "unreachable": _("%(Name)s cannot be reached just now. Wait a moment, then try again."),
        "not_begun": _("This sign-in was not begun in this browser, or too long ago. Begin again here."),
        "not_valid": _(
            "What %(name)s sent cannot be accepted. Begin again; if it stays so, tell whoever runs this site."
        ),
    }
    minutes = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT // 60
    name = {"name": way.name, "Name": way.name[:1].upper() + way.name[1:]}
    return said[reason] % (name | {"address": address, "minutes": minutes})

"""Saying again who one is before something that matters: when it is due, and by which ways one can."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts import clock
from accounts.refusals import not_signed_in


def is_due(request: HttpRequest) -> bool:
    """Whether one has not said it for so many minutes (REAUTHENTICATION_MINUTES); signing in counts as saying it."""
    said = [record["at"] for record in get_authentication_records(request, request.user)]
    # who came in by a door of the demo has shown nothing: then it is the moment they came that counts
    last = max(said, default=request.session.get("since", 0))
    return not last > time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def other_ways(request: HttpRequest) -> list[dict[str, Any]]:
    """The ways by which this person can say it, without the page that asks; each goes on to the same place."""
    onward = urlencode({"next": request.GET.get("next", "")})
    ways = get_adapter(request).get_reauthentication_methods(request.user)
    return [way | {"url": f"{way['url']}?{onward}"} for way in ways if way["url"] != request.path]


def asking(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view behind the question. Who has no way of answering signs in once more; on the demo, where nobody has a
    password, they go on."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        adapter = get_adapter(request)
        if request.method != "POST":  # what was once typed here and left does not go on by somebody's looking
            request.session.pop(STATE_SESSION_KEY, None)
        if not adapter.is_reauthentication_required(app="accounts"):
            return view(request, *args, **kwargs)
        if adapter.get_reauthentication_methods(request.user):
            raise ReauthenticationRequired
        if clock.is_demo():
            return view(request, *args, **kwargs)
        logout(request)
        messages.info(request, _("What comes next matters, and you signed in a while ago. Sign in once more."))
        return not_signed_in(request) or redirect_to_login(request.get_full_path())

    return asked

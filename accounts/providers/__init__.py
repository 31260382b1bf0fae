"""The company's identity provider: which one is set up, and where somebody who comes from there begins."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.models import Identity, Person


@dataclass(frozen=True)
class Way:
    """One way in through a provider: its word in addresses, what people call it, and who vouches there."""

    key: str
    name: str
    issuer: str


def ways() -> list[Way]:
    """Those that are set up."""
    found = []
    if settings.OIDC_ISSUER:
        found.append(Way("oidc", settings.OIDC_NAME, settings.OIDC_ISSUER))
    if settings.SAML_PROVIDER:
        found.append(Way("saml", settings.SAML_NAME, settings.SAML_PROVIDER["entityId"]))
    return found


def way(key: str) -> Way:
    """The one of that word; a 404 where it is not set up."""
    for one in ways():
        if one.key == key:
            return one
    raise Http404


def ways_of(person: Person) -> list[Way]:
    """Those by which this person is known."""
    if not (known := ways()):
        return []
    issuers = set(Identity.objects.visible_to(person).values_list("issuer", flat=True))
    return [one for one in known if one.issuer in issuers]


def where_passwords_are(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page that is not there where the provider is the only way in (PASSWORD_SIGN_IN)."""

    @wraps(view)
    def there(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.PASSWORD_SIGN_IN:
            raise Http404
        return view(request, *args, **kwargs)

    return there

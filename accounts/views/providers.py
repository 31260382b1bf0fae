"""Signing in through the company's identity provider: setting out, coming back, and saying again who one is."""

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import members, public
from accounts.providers import oidc, saml, way, ways_of
from accounts.saying_again import other_ways

BEGIN = {"oidc": oidc.begin, "saml": saml.begin}


@public
@never_cache
@require_POST
def provider_begin(request: HttpRequest, key: str) -> HttpResponse:
    """Leads to the provider to sign in."""
    this = way(key)
    return ratelimit.consume_or_429(request, action="provider", limit_get=True) or BEGIN[key](
        request, this, again=False
    )


@members
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def provider_again(request: HttpRequest, key: str) -> HttpResponse:
    """Says what it is for and leads to the provider, which asks anew who one is."""
    this = way(key)
    if this not in ways_of(request.user):
        raise Http404
    if request.method == "POST":
        too_many = ratelimit.consume_or_429(request, action="reauthenticate", user=request.user)
        return too_many or BEGIN[key](request, this, again=True)
    context = {"way": this, "next": request.GET.get("next", ""), "others": other_ways(request)}
    return render(request, "accounts/provider_again.html", context)


@public
@never_cache
@require_safe
def oidc_back(request: HttpRequest) -> HttpResponse:
    """Whom the provider sends back, by OpenID Connect."""
    way("oidc")
    return ratelimit.consume_or_429(request, action="provider", limit_get=True) or oidc.back(request)


@csrf_exempt  # another site sends it; what it holds is signed, and whether this browser asked is known in the next step
@public
@never_cache
@require_POST
def saml_back(request: HttpRequest) -> HttpResponse:
    """What the provider sends, by SAML, through the browser of whom it is about."""
    this = way("saml")
    return ratelimit.consume_or_429(request, action="provider") or saml.receive(request, this)


@public
@never_cache
@require_safe
def saml_finish(request: HttpRequest) -> HttpResponse:
    """The step after it, with the session."""
    return saml.finish(request, way("saml"))


@public
@require_safe
def saml_metadata(request: HttpRequest) -> HttpResponse:
    """What the provider is told of this site."""
    way("saml")
    return HttpResponse(saml.metadata(), content_type="application/samlmetadata+xml")

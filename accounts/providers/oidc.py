"""OpenID Connect, as allauth speaks it, with less left open.

The provider's token is always checked by its signature, with an algorithm of two keys; it has to answer the very
request this browser made (`nonce`); and nothing that allauth would do with somebody unknown is reached.
"""

import secrets
import time
from http import HTTPStatus
from typing import Any

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from requests import RequestException, Session

from accounts.providers import Way, coming_in, way
from accounts.providers.arrivals import Arrival

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
NEEDED = ["iss", "sub", "aud", "exp", "iat"]
ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")
KEPT = 600  # seconds for which what the provider says of itself is believed


class Door(OpenIDConnectOAuth2Adapter):
    """The provider's addresses, and its answer made sure of."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, "oidc")

    def get_provider(self) -> "Company":
        return Company(self.request)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """From SITE_URL, never from what a request calls its host."""
        return settings.SITE_URL + reverse("oidc_back")

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; it has to call itself OIDC_ISSUER."""
        key = f"oidc:{settings.OIDC_ISSUER}"
        said = cache.get(key)
        if said is None:
            said = _fetch(settings.OIDC_ISSUER.rstrip("/") + "/.well-known/openid-configuration")
            if said.get("issuer") != settings.OIDC_ISSUER:
                raise OAuth2Error("the provider calls itself otherwise than OIDC_ISSUER")
            if settings.OIDC_ISSUER.startswith("https:") and not all(
                str(said.get(name, "")).startswith("https://") for name in ADDRESSES
            ):
                raise OAuth2Error("the provider names an address without https")
            said.setdefault("token_endpoint_auth_methods_supported", ["client_secret_basic"])
            cache.set(key, said, KEPT)
        return said

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> SocialLogin:
        """The claims of a token that is sound. What is not, is an OAuth2Error."""
        claims = verified(kwargs["response"].get("id_token") or "", self.openid_config)
        if "email" not in claims and "userinfo_endpoint" in self.openid_config:
            more = self._fetch_user_info(token.token)
            if more.get("sub") != claims["sub"]:
                raise OAuth2Error("userinfo is about somebody else")
            claims |= {name: more[name] for name in ("email", "email_verified") if name in more}
        return SocialLogin(provider=self.get_provider(), account=SocialAccount(provider="oidc", extra_data=claims))


class Company(OpenIDConnectProvider):
    """The one provider, from the settings; no row of the database makes another."""

    oauth2_adapter_class = Door
    pkce_enabled_default = True

    def __init__(self, request: HttpRequest, app: SocialApp | None = None) -> None:
        app = SocialApp(
            provider="openid_connect",
            provider_id="oidc",
            name=settings.OIDC_NAME,
            client_id=settings.OIDC_CLIENT_ID,
            secret=settings.OIDC_CLIENT_SECRET,
            settings={"scope": ["openid", "email"]},
        )
        super().__init__(request, app=app)

    def get_oauth2_adapter(self, request: HttpRequest) -> Door:
        return Door(request)


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Ends allauth's own way as soon as it knows who comes: what follows is ours, and signs nobody up."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def list_apps(self, *args: Any, **kwargs: Any) -> list[SocialApp]:
        """None from the database."""
        return []

    def get_requests_session(self) -> Session:
        """Asks the provider where it said it is, and goes nowhere else: being sent on is an error."""
        session: Session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        arrival = arrival_of(sociallogin.account.extra_data, sociallogin.state)
        raise ImmediateHttpResponse(coming_in.arrive(request, way("oidc"), arrival, sociallogin.state))

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Which of the sentences it is."""
        reason = "not_valid" if exception or "state" in (extra_context or {}) else "not_begun"
        if error == AuthError.CANCELLED:
            reason = "cancelled"
        elif isinstance(exception, RequestException):
            reason = "unreachable"
        raise ImmediateHttpResponse(coming_in.refuse(request, way("oidc"), reason))


def begin(request: HttpRequest, this: Way, again: bool) -> HttpResponse:
    """Leads to the provider. Who says again who they are is to be asked there, however lately they were."""
    nonce = secrets.token_urlsafe(32)
    asked = {"nonce": nonce} | ({"prompt": "login", "max_age": "0"} if again else {})
    try:
        answer = Company(request).redirect(
            request, auth_params=asked, nonce=nonce, **coming_in.state_of(request, again)
        )
    except (RequestException, OAuth2Error):
        return coming_in.refuse(request, this, "unreachable")
    return coming_in.send(request, this, answer["Location"])


back = OAuth2CallbackView.adapter_view(Door)


def verified(token: str, config: dict[str, Any]) -> dict[str, Any]:
    """The claims of the provider's token for us that is good now. Raises OAuth2Error."""
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _key_of(token, config["jwks_uri"]),
            algorithms=ALGORITHMS,
            audience=settings.OIDC_CLIENT_ID,
            issuer=settings.OIDC_ISSUER,
            leeway=coming_in.SKEW,
            options={"require": NEEDED},
        )
    except (jwt.PyJWTError, KeyError, TypeError, ValueError) as wrong:
        raise OAuth2Error("the token is not sound") from wrong
    if claims.get("azp", settings.OIDC_CLIENT_ID) != settings.OIDC_CLIENT_ID:
        raise OAuth2Error("the token was made for another program")
    return claims


def _key_of(token: str, address: str) -> jwt.PyJWK:
    """The provider's key that the token names; where it names none, the only one."""
    keys = jwt.PyJWKSet.from_dict(_fetch(address)).keys
    signing = [key for key in keys if key.public_key_use in (None, "sig")]
    name = jwt.get_unverified_header(token).get("kid")
    fitting = [key for key in signing if name is None or key.key_id == name]
    if len(fitting) != 1:
        raise OAuth2Error("the token names no key of the provider")
    return fitting[0]


def _fetch(address: str) -> dict[str, Any]:
    with get_adapter().get_requests_session() as session:
        answer = session.get(address)
    if answer.status_code != HTTPStatus.OK:
        raise RequestException("the provider did not answer")
    said: dict[str, Any] = answer.json()
    return said


def arrival_of(claims: dict[str, Any], state: dict[str, Any]) -> Arrival:
    """What the claims say, if they answer what this browser asked. Raises OAuth2Error."""
    if not constant_time_compare(str(claims.get("nonce", "")), state["nonce"]):
        raise OAuth2Error("the token answers another request")
    words = claims.get("amr") if isinstance(claims.get("amr"), list) else []
    said_at = claims.get("auth_time")
    return Arrival(
        issuer=settings.OIDC_ISSUER,
        subject=str(claims["sub"]),
        address=str(claims.get("email", "")) if claims.get("email_verified") is True else "",
        words=frozenset(map(str, [*words, claims.get("acr", "")])),
        said_at=float(said_at)
        if isinstance(said_at, int | float) and said_at <= time.time() + coming_in.SKEW
        else None,
    )

"""SAML 2.0: python3-saml checks signature, issuer and schema; what it only checks where it is there, has to be there.

The provider's answer is a form that another site sends, with which the browser sends no session. So it is made sure of
first, kept for two minutes in a signed cookie, and read at the address that follows, where the session is: only there
it is known whether this browser had asked. Nobody comes in who had not set out from here.
"""

import json
import time
from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.internal import statekit
from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Words
from onelogin.saml2.errors import OneLogin_Saml2_ValidationError
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from accounts.providers import Way, coming_in
from accounts.providers.arrivals import Arrival

PROVIDER = "saml"
KEPT = 120  # seconds between the provider's form and the address that follows
LONGEST = 256 * 1024  # characters of an answer; nothing longer is even parsed
CHANGING = (Words.NAMEID_TRANSIENT, Words.NAMEID_EMAIL_ADDRESS)  # no names by which somebody is known for good


class NotSound(Exception):
    """The answer is not the provider's, not for us, not new, or names nobody; `reason` is a word of `coming_in`."""

    def __init__(self, why: str, reason: str = "not_valid") -> None:
        super().__init__(why)
        self.reason = reason


def ours() -> OneLogin_Saml2_Settings:
    """What python3-saml is to hold us and the provider to."""
    return OneLogin_Saml2_Settings(
        {
            "strict": True,
            "sp": {
                "entityId": settings.SITE_URL + reverse("saml_metadata"),
                "assertionConsumerService": {"url": _back(), "binding": Words.BINDING_HTTP_POST},
                "NameIDFormat": Words.NAMEID_PERSISTENT,
            },
            "idp": settings.SAML_PROVIDER,
            "security": {
                "wantAssertionsSigned": True,
                "rejectDeprecatedAlgorithm": True,
                "requestedAuthnContext": False,
                "wantAttributeStatement": False,
                "allowSingleLabelDomains": True,
            },
        }
    )


def begin(request: HttpRequest, this: Way, again: bool) -> HttpResponse:
    """Leads to the provider. Who says again who they are is to be asked there, however lately they were."""
    asking = OneLogin_Saml2_Auth(_request(), ours())
    address = asking.login(return_to="", force_authn=again)
    state = coming_in.state_of(request, again)
    state["next"] = state.pop("next_url")
    statekit.stash_state(request, provider_id=PROVIDER, state=state, state_id=asking.get_last_request_id())
    return coming_in.send(request, this, address)


def receive(request: HttpRequest, this: Way) -> HttpResponse:
    """The provider's form: made sure of, and taken along to where the session is."""
    try:
        said = json.dumps(verified(request.POST.get("SAMLResponse", "")))
    except NotSound as wrong:
        coming_in.log.warning("an answer by SAML is not sound: %s", wrong)
        return coming_in.refuse(request, this, wrong.reason)
    onward = redirect("saml_finish")
    onward.set_signed_cookie(_cookie(), said, max_age=KEPT, secure=settings.HTTPS, httponly=True, samesite="Lax")
    return onward


def finish(request: HttpRequest, this: Way) -> HttpResponse:
    """Reads what was taken along, if it answers what this browser asked and nothing has answered it before."""
    try:
        said = json.loads(request.get_signed_cookie(_cookie(), max_age=KEPT))
    except (KeyError, BadSignature):
        return coming_in.refuse(request, this, "not_begun")
    state = statekit.unstash_state(request, state_id=said["answers"], provider_id=PROVIDER)
    if state is None:
        response = coming_in.refuse(request, this, "not_begun")
    else:
        arrival = Arrival(this.issuer, said["subject"], said["address"], frozenset(said["words"]), said["said_at"])
        response = coming_in.arrive(request, this, arrival, state)
    response.delete_cookie(_cookie(), samesite="Lax")
    return response


def verified(text: str) -> dict[str, Any]:
    """What the provider says in the form it sent, as an arrival has it, and which request it answers.

    Raises NotSound.
    """
    if not 0 < len(text) <= LONGEST:
        raise NotSound("there is none, or it is too long")
    try:
        response = OneLogin_Saml2_Response(ours(), text)
        response.is_valid(_request(), raise_exceptions=True)
        return _said(response)
    except OneLogin_Saml2_ValidationError as wrong:
        failed = wrong.code == OneLogin_Saml2_ValidationError.STATUS_CODE_IS_NOT_SUCCESS
        raise NotSound(f"code {wrong.code}", "cancelled" if failed else "not_valid") from wrong
    except NotSound:
        raise
    except Exception as wrong:  # what strangers send makes the libraries below raise whatever there is; all is refused
        raise NotSound(type(wrong).__name__) from wrong


def metadata() -> str:
    """What the provider's operator is given about us."""
    text: bytes | str = ours().get_sp_metadata()
    return text.decode() if isinstance(text, bytes) else text


def _said(response: OneLogin_Saml2_Response) -> dict[str, Any]:
    """The signed part, read; python3-saml has looked at it and lets pass what is not there."""
    asked = response.get_in_response_to()
    if not asked or not any(_confirms(data, asked) for data in _signed(response, "Subject", "SubjectConfirmation")):
        raise NotSound("it answers nothing, or somebody else", "not_valid" if asked else "not_begun")
    if settings.SITE_URL + reverse("saml_metadata") not in response.get_audiences():
        raise NotSound("it is for nobody in particular")
    name = response.get_nameid_data()
    if name.get("Format") in CHANGING:
        raise NotSound("its NameID is none to know somebody by for good")
    found = [name["Value"]] if settings.SAML_MAIL == "NameID" else response.get_attributes().get(settings.SAML_MAIL, [])
    statement = _signed(response, "AuthnStatement")[0]
    return {
        "answers": asked,
        "subject": name["Value"],
        "address": found[0] if len(found) == 1 else "",
        "words": response.get_authn_contexts(),
        "said_at": _seconds(statement.get("AuthnInstant")),
    }


def _confirms(confirmation: Any, asked: str) -> bool:
    """Whether the subject came to us, for this request, and lately."""
    data = confirmation.find("saml:SubjectConfirmationData", namespaces=Words.NSMAP)
    if confirmation.get("Method") != Words.CM_BEARER or data is None:
        return False
    until = _seconds(data.get("NotOnOrAfter"))
    return (
        data.get("Recipient") == _back()
        and data.get("InResponseTo") == asked
        and until is not None
        and time.time() < until
    )


def _signed(response: OneLogin_Saml2_Response, *path: str) -> list[Any]:
    """Elements of the assertion whose signature was checked, and of no other."""
    found: list[Any] = response._query_assertion("".join(f"/saml:{name}" for name in path))
    return found


def _seconds(instant: str | None) -> float | None:
    return float(OneLogin_Saml2_Utils.parse_SAML_to_time(instant)) if instant else None


def _cookie() -> str:
    return "__Host-arrival" if settings.HTTPS else "arrival"


def _back() -> str:
    """Where the provider's form is sent: from SITE_URL, never from what a request calls its host."""
    return settings.SITE_URL + reverse("saml_back")


def _request() -> dict[str, Any]:
    parts = urlsplit(_back())
    return {"https": "on" if parts.scheme == "https" else "off", "http_host": parts.netloc, "script_name": parts.path}

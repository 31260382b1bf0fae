"""The acts of signing in, as a browser does them, and what an answer says without what differs every time."""

import re

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests.chance import markup

WORD = "correct horse battery staple"


def sign_in_as(client, email="ivan@demo.example", password=WORD, *, ip="198.51.100.1", **more):
    """Address and password, from a network address."""
    return client.post("/sign-in/", {"login": email, "password": password} | more, REMOTE_ADDR=ip)


def ask_for_a_link(client, email="ivan@demo.example", *, ip="198.51.100.1", **more):
    """“Choose a new password”."""
    return client.post("/password/reset/", {"email": email}, REMOTE_ADDR=ip, **more)


def link_in(message) -> str:
    """The path of the link in a mail."""
    return re.search(r"http://localhost:8000(/password/reset/key/\S+)", message.body).group(1)


def choose(client, path, password=WORD, again=None):
    """Follows a link and chooses the password."""
    page = client.get(path, follow=True)
    return client.post(page.redirect_chain[-1][0], {"password1": password, "password2": again or password})


def code_of(secret: str) -> str:
    """What an authenticator app with that secret shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def is_in(client) -> bool:
    """Whether somebody is signed in."""
    return client.get("/people/").status_code == 200


def text(response) -> str:
    """The page."""
    return response.content.decode()


def said(response, address: str) -> tuple:
    """Everything that was answered: status, headers, cookies, page; without tokens and the second it was answered in,
    and with the typed address taken out."""
    headers = {name: value for name, value in response.items() if name not in ("Content-Security-Policy", "Expires")}
    page = markup(response).replace(address, "ADDRESS")
    return response.status_code, headers, sorted(response.cookies), page

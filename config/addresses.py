"""The addresses of the database, the mail server and the provider, taken apart; what is none is a ValueError."""

from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url

MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}


def database(url: str) -> dict[str, Any]:
    """Django's settings of the database at a postgres:// or sqlite:// address."""
    try:
        settings = dict(dj_database_url.parse(url))
    except (ValueError, KeyError):
        raise ValueError("is not a postgres:// or sqlite:// address") from None
    if not settings["ENGINE"].endswith(("postgresql", "sqlite3")) or not settings["NAME"]:
        raise ValueError("is not a postgres:// or sqlite:// address")
    return settings


def mail(url: str) -> dict[str, Any]:
    """Django's settings of a mail server: smtp://, smtp+tls:// (STARTTLS) or smtp+ssl://, name and password quoted."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError("is not a smtp://, smtp+tls:// or smtp+ssl:// address") from None
    if parts.scheme not in MAIL_PORTS or not parts.hostname:
        raise ValueError("is not a smtp://, smtp+tls:// or smtp+ssl:// address")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or MAIL_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtp+ssl",
    }


def issuer(url: str) -> str:
    """The name of an OpenID provider, which is its address: https://, or http:// on this machine."""
    try:
        parts = urlsplit(url)
        safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1"))
    except ValueError:
        safe = False
    if not safe or not parts.hostname or parts.query or parts.fragment or len(url) > 255:
        raise ValueError("is not a https:// address")
    return url

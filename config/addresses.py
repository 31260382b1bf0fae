"""The addresses of the database, Redis, the mail server and the provider; what is none is a ValueError.

And which of these speak to another machine in the open (`in_the_open`).
"""

from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit, urlunsplit

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


def redis(url: str) -> str:
    """The address of Redis, redis:// or rediss:// (TLS). Over TLS the certificate is always checked: the address says
    so, because the library that sends tasks would let every certificate pass where nothing is said."""
    try:
        parts = urlsplit(url)
        is_one = parts.scheme in ("redis", "rediss") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_one = False
    if not is_one:
        raise ValueError("is not a redis:// address")
    if parts.scheme == "redis":
        return url
    said = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    if said.setdefault("ssl_cert_reqs", "required") != "required" or "ssl_check_hostname" in said:
        raise ValueError("lets certificates pass that are not checked: leave ssl_cert_reqs and ssl_check_hostname out")
    return urlunsplit(parts._replace(query=urlencode(said, safe="/:")))


def in_the_open(database_url: str, redis_url: str, email_url: str) -> list[str]:
    """Each of the three that stands on another machine and is spoken to without encryption, or without checking who
    answers: a sentence on what to write. A name without a dot is one of this machine's own network of containers."""
    found = []
    if database_url:
        given = database(database_url)
        checked = given.get("OPTIONS", {}).get("sslmode") == "verify-full"
        if given["ENGINE"].endswith("postgresql") and is_elsewhere(given["HOST"]) and not checked:
            found.append("DATABASE_URL: add ?sslmode=verify-full&sslrootcert=… to it.")
    if redis_url and urlsplit(redis_url).scheme != "rediss" and is_elsewhere(urlsplit(redis_url).hostname or ""):
        found.append("REDIS_URL: write rediss://, with ?ssl_ca_certs=… where the authority is your own.")
    if email_url and urlsplit(email_url).scheme == "smtp" and is_elsewhere(urlsplit(email_url).hostname or ""):
        found.append("EMAIL_URL: write smtp+tls:// or smtp+ssl://.")
    return found


def is_elsewhere(host: str) -> bool:
    """Whether a host is another machine: an address or a name with a dot that is not this one."""
    name = host.strip("[]").lower()
    return not name.startswith(("127.", "/")) and name != "::1" and ("." in name or ":" in name)


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

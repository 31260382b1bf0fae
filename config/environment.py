"""What the environment may say, typed. A wrong or missing variable is named at start, all at once."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from django.conf.global_settings import LANGUAGES
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvValidationError, ValidationError, validate

from config import addresses
from config.metadata import identity_provider

BASE = Path(__file__).resolve().parent.parent

env = Env(eager=False)


def readable(read: Callable[[str], Any]) -> Callable[[str], None]:
    """A validator: empty, or such that `read` takes it."""

    def check(value: str) -> None:
        try:
            if value:
                read(value)
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None

    return check


def file_or_nothing(path: str) -> None:
    """Refuses the name of a file that is not there."""
    if path and not Path(path).is_file():
        raise ValidationError("names no file")


def postgres(url: str) -> None:
    """Refuses what is no PostgreSQL address."""
    if not addresses.database(url)["ENGINE"].endswith("postgresql"):
        raise ValueError("is not a postgres:// address")


def worker(pages: str) -> Callable[[str], None]:
    """Refuses what is no address of a login of the worker's own; its name becomes a part of another role's."""

    def check(url: str) -> None:
        postgres(url)
        name = addresses.database(url)["USER"]
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]{0,49}", name, re.ASCII):
            raise ValueError("names a role with other characters than letters, digits, _ and -, or more than 50")
        if not pages or not addresses.database(pages)["USER"] or name == addresses.database(pages)["USER"]:
            raise ValueError("names no other role than DATABASE_URL")

    return check


def some_way_in(*providers: str) -> Callable[[bool], None]:
    """A validator: without passwords there has to be a provider."""

    def check(passwords: bool) -> None:
        if not passwords and not any(providers):
            raise ValidationError("leaves no way in: give OIDC_ISSUER or SAML_METADATA, or leave passwords on")

    return check


def long_keys(keys: list[str]) -> None:
    """Refuses a key that could be guessed."""
    if any(len(key) < 32 for key in keys):
        raise ValidationError("holds a key of fewer than 32 characters")


DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("DEMO", False)
TESTING = env.bool("PLUMBLINE_TESTING", False)
VAR = env.path("VAR_DIR", BASE / "var")
SECRET_KEY = env.str("SECRET_KEY", validate=validate.Length(min=32, error="needs at least 32 characters"))
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", [], validate=long_keys)
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS",
    ["localhost", "127.0.0.1", "[::1]"],
    validate=validate.Length(min=1, error="names no host"),
)
SITE_URL = env.str(
    "SITE_URL",
    "http://localhost:8000",
    validate=validate.URL(schemes={"http", "https"}, require_tld=False),
)
DATABASE_URL = env.str("DATABASE_URL", "", validate=readable(addresses.database))
DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", "", validate=readable(postgres))
DATABASE_WORKER_URL = env.str("DATABASE_WORKER_URL", "", validate=readable(worker(DATABASE_URL)))
DATABASE_POOL = env.int("DATABASE_POOL", 0, validate=validate.Range(min=0, max=200))
DATABASE_KEPT_PLANS = env.int("DATABASE_KEPT_PLANS", 200, validate=validate.Range(min=0, max=10_000))
REDIS_URL = env.str("REDIS_URL", "", validate=readable(addresses.redis))
EMAIL_URL = env.str("EMAIL_URL", "", validate=readable(addresses.mail))
EMAIL_FROM = env.str(
    "EMAIL_FROM",
    "Plumbline <plumbline@localhost>",
    validate=validate.Regexp(r"^[^@\r\n]+@[^@\s]+\Z", error="is not a mail address"),
)
TIME_ZONE = env.str(
    "TIME_ZONE", "UTC", validate=validate.OneOf(available_timezones(), error="is not a zone like Europe/Berlin")
)
LANGUAGE_CODE = env.str(
    "LANGUAGE_CODE", "en", validate=validate.OneOf(dict(LANGUAGES), error="is not a language code like en or de")
)
TRUSTED_PROXY = env.bool("TRUSTED_PROXY", False)
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", 480, validate=validate.Range(min=5, max=60 * 24 * 30))
SECOND_STEP_FOR = env.list(
    "SECOND_STEP_FOR",
    ["people_ops", "director", "operator"],
    validate=validate.ContainsOnly(
        ["people_ops", "framework_editor", "operator", "director", "assessor", "everyone"],
        error="names something else than people_ops, framework_editor, operator, director, assessor, everyone",
    ),
)
BREACHED_PASSWORDS = env.str("BREACHED_PASSWORDS", "", validate=file_or_nothing)
REAUTHENTICATION_MINUTES = env.int("REAUTHENTICATION_MINUTES", 10, validate=validate.Range(min=1, max=480))
SESSION_ABSOLUTE_HOURS = env.int("SESSION_ABSOLUTE_HOURS", 24, validate=validate.Range(min=1, max=24 * 90))
# the company's identity provider; what belongs to one must be given with it
OIDC_ISSUER = env.str("OIDC_ISSUER", "", validate=readable(addresses.issuer))
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID") if OIDC_ISSUER else env.str("OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET") if OIDC_ISSUER else env.str("OIDC_CLIENT_SECRET", "")
OIDC_NAME = env.str("OIDC_NAME", "your company account", validate=validate.Length(min=1, max=60))
SAML_METADATA = env.str("SAML_METADATA", "", validate=readable(identity_provider))
SAML_MAIL = env.str("SAML_MAIL") if SAML_METADATA else env.str("SAML_MAIL", "")
SAML_NAME = env.str("SAML_NAME", "your company account", validate=validate.Length(min=1, max=60))
PROVIDER_SECOND_STEP = env.list(
    "PROVIDER_SECOND_STEP", ["mfa", "otp", "hwk", "swk", "fido", "phr", "phrh", "https://refeds.org/profile/mfa"]
)
PASSWORD_SIGN_IN = env.bool("PASSWORD_SIGN_IN", True, validate=some_way_in(OIDC_ISSUER, SAML_METADATA))
PAGES_A_MINUTE = env.int("PAGES_A_MINUTE", 300, validate=validate.Range(min=0, max=100_000))
COMMENTS_WITHOUT_NAME_A_DAY = env.int("COMMENTS_WITHOUT_NAME_A_DAY", 3, validate=validate.Range(min=0, max=100))
LAUNCH_AT_ONCE = env.int("LAUNCH_AT_ONCE", 500, validate=validate.Range(min=0, max=100_000))
FIGURES_SCREEN_K = env.int("FIGURES_SCREEN_K", 5, validate=validate.Range(min=5, max=1000))
FIGURES_FILE_K = env.int("FIGURES_FILE_K", 10, validate=validate.Range(min=10, max=1000))
TRAIL_KEYS = env.list("TRAIL_KEYS", [], validate=long_keys)
TRAIL_FOLD_MINUTES = env.int("TRAIL_FOLD_MINUTES", 10, validate=validate.Range(min=0, max=24 * 60))
LOG_LEVEL = env.str("LOG_LEVEL", "INFO", validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR"]))

try:
    env.seal()
except EnvValidationError as wrong:
    said = "; ".join(f"{name} {' '.join(map(str, why))}" for name, why in sorted(wrong.error_messages.items()))
    raise ImproperlyConfigured(f"The environment is not right: {said}") from None

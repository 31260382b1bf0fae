"""What the environment may say, typed. A wrong or missing variable is named at start, all at once."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvValidationError, validate

BASE = Path(__file__).resolve().parent.parent

env = Env(eager=False)

DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("DEMO", False)
TESTING = env.bool("PLUMBLINE_TESTING", False)
VAR = env.path("VAR_DIR", BASE / "var")
SECRET_KEY = env.str("SECRET_KEY", validate=validate.Length(min=32, error="needs at least 32 characters"))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str(
    "SITE_URL",
    "http://localhost:8000",
    validate=validate.URL(schemes={"http", "https"}, require_tld=False),
)
DATABASE_URL = env.str("DATABASE_URL", "")
DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", "")
DATABASE_POOL = env.int("DATABASE_POOL", 0, validate=validate.Range(min=0, max=200))
REDIS_URL = env.str("REDIS_URL", "", validate=validate.Regexp(r"^(rediss?://.*)?$", error="is not a redis:// address"))
EMAIL_URL = env.str("EMAIL_URL", "")
EMAIL_FROM = env.str("EMAIL_FROM", "Plumbline <plumbline@localhost>")
TIME_ZONE = env.str("TIME_ZONE", "UTC")
LANGUAGE_CODE = env.str("LANGUAGE_CODE", "en")
TRUSTED_PROXY = env.bool("TRUSTED_PROXY", False)
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", 480, validate=validate.Range(min=5, max=60 * 24 * 30))
LOG_LEVEL = env.str("LOG_LEVEL", "INFO", validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR"]))

try:
    env.seal()
except EnvValidationError as wrong:
    said = "; ".join(f"{name} {' '.join(map(str, why))}" for name, why in sorted(wrong.error_messages.items()))
    raise ImproperlyConfigured(f"The environment is not right: {said}") from None

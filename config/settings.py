"""Django's settings. Everything that differs between machines comes from `config.environment`."""

import os
from datetime import timedelta
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.conf import global_settings

from config import addresses
from config import environment as given
from config.metadata import identity_provider

# spreadsheets are read with defusedxml in every part, also where lxml is installed
os.environ["OPENPYXL_LXML"] = "False"

BASE_DIR = given.BASE
VAR = given.VAR
SECRET_KEY = given.SECRET_KEY
SECRET_KEY_FALLBACKS = given.SECRET_KEY_FALLBACKS
DEBUG = given.DEBUG
DEMO = given.DEMO
STYLE_GUIDE = DEBUG or DEMO or given.TESTING  # /styleguide/: for those who work on Plumbline
ALLOWED_HOSTS = given.ALLOWED_HOSTS
SITE_URL = given.SITE_URL.rstrip("/")
HTTPS = urlsplit(SITE_URL).scheme == "https"
SITE_HOST = urlsplit(SITE_URL).hostname or ""
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "accounts",
    "frameworks",
    "reviews",
    "promotions",
    "calibration",
    "figures",
    "candidates",
    "demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
]

MIDDLEWARE = [
    "accounts.middleware.OwnSiteMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SizeMiddleware",
    "accounts.middleware.SignedInMiddleware",
    "accounts.middleware.FirstRunMiddleware",
    "accounts.middleware.ZoneMiddleware",
    "accounts.viewing.ViewerMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.readings.ReadingMiddleware",
    "accounts.middleware.GuardMiddleware",
    "accounts.pace.PaceMiddleware",
    "accounts.middleware.SecondStepMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "config.places.top_line",
            ],
        },
    }
]

# -- the database ---------------------------------------------------------------------------------
# On PostgreSQL the application signs in as roles that own nothing: whoever is given the worker's address by that, all
# others by the pages'. The owner only migrates (`manage.py migrate --database owner`).


def database(url: str) -> dict:
    """Django's settings of one database from its address."""
    settings = addresses.database(url)
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            # what is deleted is overwritten in the file, too
            " PRAGMA secure_delete=ON;",
        }
        settings["CONN_MAX_AGE"] = 0 if DEMO else 60
        return settings
    settings["ENGINE"] = "accounts.postgresql"  # Django's, and every statement says who looks
    settings["KEPT_PLANS"] = given.DATABASE_KEPT_PLANS
    if given.DATABASE_POOL:
        pool = {"min_size": 1, "max_size": given.DATABASE_POOL}
        settings["OPTIONS"] = settings.get("OPTIONS", {}) | {"pool": pool}
    else:
        settings["CONN_MAX_AGE"] = 600
        settings["CONN_HEALTH_CHECKS"] = True
    return settings


PAGES = database(given.DATABASE_URL or f"sqlite:///{VAR / 'plumbline.sqlite3'}")
PAGES_ROLE = PAGES["USER"] if PAGES["ENGINE"] == "accounts.postgresql" else ""
DATABASES = {"default": PAGES}
WORKER_ROLE = COUNTING_ROLE = ""
if given.DATABASE_WORKER_URL:
    WORKER = database(given.DATABASE_WORKER_URL)
    WORKER_ROLE = WORKER["USER"]
    COUNTING_ROLE = f"{WORKER_ROLE}_counting"  # deploy/postgres-roles.sql makes it under the same name
    DATABASES["default"] = WORKER | {"COUNTS_AS": COUNTING_ROLE}
if given.DATABASE_OWNER_URL:
    DATABASES["owner"] = database(given.DATABASE_OWNER_URL) | {"TEST": {"MIRROR": "default"}}
DATABASE_ROUTERS = ["accounts.database.OwnerOnlyMigrates"]

# -- tasks and the live screen --------------------------------------------------------------------

REDIS_URL = addresses.redis(given.REDIS_URL) if given.REDIS_URL else ""
IN_THE_OPEN = addresses.in_the_open(given.DATABASE_WORKER_URL or given.DATABASE_URL, given.REDIS_URL, given.EMAIL_URL)
CELERY_BROKER_URL = REDIS_URL or "filesystem://"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": 600}
    if REDIS_URL
    else {
        "data_folder_in": VAR / "broker" / "tasks",
        "data_folder_out": VAR / "broker" / "tasks",
        "control_folder": VAR / "broker" / "control",
        "store_processed": False,
        "polling_interval": 0.3,
    }
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "reviews.tick", "schedule": timedelta(seconds=5 if DEMO else 60)},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")

# Limits of sign-in are counted in "default": in Redis for all processes, without it in each process. The pieces of
# pages that `{% cache %}` keeps (the frame, published texts of frameworks; nothing about people) stay in the process.
CACHES = {
    "template_fragments": {
        "BACKEND": "django.core.cache.backends.dummy.DummyCache"
        if DEBUG
        else "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "fragments",
        "OPTIONS": {} if DEBUG else {"MAX_ENTRIES": 1000},
    },
    "default": {
        "BACKEND": "accounts.cache.RedisElseHere",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "plumbline",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "plumbline"},
}
# how far the worker is with a long import (numbers, no names), where the pages' processes can read it
CACHES["progress"] = (
    CACHES["default"]
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR / "progress"}
)

# -- mail -----------------------------------------------------------------------------------------

MAIL_FOLDER = VAR / "mail"
if given.EMAIL_URL:
    vars().update(addresses.mail(given.EMAIL_URL))
else:
    EMAIL_BACKEND = "demo.letters.EmailBackend" if DEMO else "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = MAIL_FOLDER
DEFAULT_FROM_EMAIL = given.EMAIL_FROM
SERVER_EMAIL = given.EMAIL_FROM
EMAIL_TIMEOUT = 20
LAUNCH_AT_ONCE = given.LAUNCH_AT_ONCE  # people; what is larger is launched by the worker
# longer than one mail can take; a sender that dies leaves its mail for that long
MAIL_LEASE_SECONDS = 120

# -- people and their sessions --------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["accounts.backends.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "accounts.place_words.PlaceWordsValidator"},
    {"NAME": "accounts.breached.BreachedPasswordValidator", "OPTIONS": {"path": given.BREACHED_PASSWORDS}}
    if given.BREACHED_PASSWORDS
    else {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
BREACHED_PASSWORDS = given.BREACHED_PASSWORDS
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reset_password": "accounts.forms.ResetForm",
    "reset_password_from_key": "accounts.forms.ChooseForm",
    "change_password": "accounts.forms.ChangeForm",
    "set_password": "accounts.forms.FirstForm",
    "reauthenticate": "accounts.forms.AgainForm",
    "user_token": "accounts.forms.LinkForm",
}
# Counted before any password is hashed. "key" is, for wrong passwords, the address together with the client
# (accounts.adapter); for codes of the second step the account, which only who has its password can reach; for
# mails the address. Nothing a stranger does elsewhere shuts anybody out.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",  # a whole office may come through one address
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip",
    "reset_password_from_key": "20/m/ip",
    "invitation": "20/m/ip",
    "mails_to_an_address": "5/h/key",
    "reauthenticate": "10/m/user",
    "provider": "120/m/ip",  # there and back, for a whole office
    "change_password": "5/m/user",
    "calendar": "60/h/key",  # a link; calendars ask a few times a day
    "calendar_unknown": "60/m/ip",  # links that are none: many calendars come through one address
    "new_screen": "30/10m/ip",  # screens that show a code for the room
}
PAGES_A_MINUTE = given.PAGES_A_MINUTE  # of one person who is signed in
COMMENTS_WITHOUT_NAME_A_DAY = given.COMMENTS_WITHOUT_NAME_A_DAY  # of one person, on wordings of frameworks
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# how long having said who one is counts before something that matters asks again
ACCOUNT_REAUTHENTICATION_TIMEOUT = given.REAUTHENTICATION_MINUTES * 60
# by which permissions and parts a second step must be set up before anything else opens
SECOND_STEP_FOR = given.SECOND_STEP_FOR
# the company's identity provider: an account is never made by it (accounts.providers)
OIDC_ISSUER = given.OIDC_ISSUER
OIDC_CLIENT_ID = given.OIDC_CLIENT_ID
OIDC_CLIENT_SECRET = given.OIDC_CLIENT_SECRET
OIDC_NAME = given.OIDC_NAME
SAML_PROVIDER = identity_provider(given.SAML_METADATA) if given.SAML_METADATA else {}
SAML_MAIL = given.SAML_MAIL
SAML_NAME = given.SAML_NAME
PROVIDER_SECOND_STEP = given.PROVIDER_SECOND_STEP
PASSWORD_SIGN_IN = given.PASSWORD_SIGN_IN
SOCIALACCOUNT_ADAPTER = "accounts.providers.oidc.ProviderAdapter"
MFA_ADAPTER = "accounts.factors.FactorAdapter"
# once they were shown nobody can read them any more (accounts.saved_codes)
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
# a passkey stands for password and second step together: it asks for the finger, the face or a PIN
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_TOTP_ISSUER = "Plumbline"
# addresses come from People Ops, not from their owners
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "accounts.factor_forms.CodeForm",
    "reauthenticate": "accounts.factor_forms.CodeAgainForm",
    "activate_totp": "accounts.factor_forms.FirstCodeForm",
    "add_webauthn": "accounts.factor_forms.PasskeyForm",
    "edit_webauthn": "accounts.factor_forms.PasskeyNameForm",
    "authenticate_webauthn": "accounts.factor_forms.PasskeyStepForm",
    "reauthenticate_webauthn": "accounts.factor_forms.PasskeyAgainForm",
    "login_webauthn": "accounts.factor_forms.PasskeySignInForm",
}
# behind the proxy the client is the last address the proxy has added
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if given.TRUSTED_PROXY else 0

# how many people stay undecided in figures: on the screen, and in a file (never fewer than on the screen)
FIGURES_SCREEN_K = given.FIGURES_SCREEN_K
FIGURES_FILE_K = max(given.FIGURES_FILE_K, given.FIGURES_SCREEN_K)

# the trail is sealed with the first of these keys; the same reading again within so many minutes is one row
TRAIL_KEYS = given.TRAIL_KEYS
TRAIL_FOLD_MINUTES = given.TRAIL_FOLD_MINUTES

SESSION_ENGINE = "accounts.sessions"
SESSION_IDLE_MINUTES = given.SESSION_IDLE_MINUTES
SESSION_ABSOLUTE_HOURS = given.SESSION_ABSOLUTE_HOURS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "accounts.views.errors.csrf_failure"
if HTTPS:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_SSL_REDIRECT = True
if given.TRUSTED_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# a cookie of its own would name people, and have no __Host- name
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
REQUEST_MOST_BYTES = 12 * 1024 * 1024  # a file of people, with what a form puts around it
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024  # the text of a framework file, and what a form puts around it
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

# -- language, time, files ------------------------------------------------------------------------

# of the product's own words, days and numbers: who translates them adds the language; texts of frameworks have theirs
WRITTEN_IN = {"en"}
LANGUAGE_CODE = given.LANGUAGE_CODE
LANGUAGES = [(code, name) for code, name in global_settings.LANGUAGES if code in WRITTEN_IN | {LANGUAGE_CODE}]
TIME_ZONE = given.TIME_ZONE
USE_TZ = USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or given.TESTING
        else "accounts.static_names.Storage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or given.TESTING
WHITENOISE_ALLOW_ALL_ORIGINS = False  # what other sites load is not ours to serve
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "accounts.logs.OneLine", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"unsaid": {"()": "accounts.logs.Unsaid"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["unsaid"]}},
    "root": {"handlers": ["console"], "level": given.LOG_LEVEL},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # tasks that go through files have no host, which kombu takes for one that somebody forgot
        "kombu.connection": {"level": given.LOG_LEVEL if REDIS_URL else "ERROR"},
    },
}
# the address is unique whatever its case: a constraint on lower(email), which this check does not know
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

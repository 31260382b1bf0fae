"""Each setting of the environment at two values, and what is wrong or missing named at once."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

BASE = Path(__file__).resolve().parents[2]


def test_debug(given):
    assert given().DEBUG is False
    assert given(DEBUG="1").DEBUG is True


def test_demo(given):
    assert given().DEMO is False
    demo = given(DEMO="1")
    assert demo.DEMO is True
    assert demo.CELERY_BEAT_SCHEDULE["tick"]["schedule"] == timedelta(seconds=5)
    assert given().CELERY_BEAT_SCHEDULE["tick"]["schedule"] == timedelta(seconds=60)
    assert (demo.STYLE_GUIDE, given().STYLE_GUIDE) == (True, False)


def test_plumbline_testing(given):
    assert given().STORAGES["staticfiles"]["BACKEND"] == "accounts.static_names.Storage"
    plain = given(PLUMBLINE_TESTING="1").STORAGES["staticfiles"]["BACKEND"]
    assert plain == "django.contrib.staticfiles.storage.StaticFilesStorage"


def test_var_dir(given):
    assert str(given().VAR) == f"{BASE}/var"
    assert str(given(VAR_DIR="/srv/plumbline/var").STATIC_ROOT) == "/srv/plumbline/var/static"


def test_secret_key(given):
    assert given(SECRET_KEY="a" * 32).SECRET_KEY == "a" * 32
    assert given(SECRET_KEY="b" * 64).SECRET_KEY == "b" * 64


def test_allowed_hosts(given):
    assert given().ALLOWED_HOSTS == ["localhost", "127.0.0.1", "[::1]"]
    assert given(ALLOWED_HOSTS="a.example,b.example").ALLOWED_HOSTS == ["a.example", "b.example"]


def test_site_url_at_http(given):
    plain = given(SITE_URL="http://reviews.example:8000/")
    assert plain.SITE_URL == "http://reviews.example:8000"
    assert plain.CSRF_TRUSTED_ORIGINS == ["http://reviews.example:8000"]
    assert not hasattr(plain, "SESSION_COOKIE_SECURE")
    assert plain.ACCOUNT_DEFAULT_HTTP_PROTOCOL == "http"


def test_site_url_at_https(given):
    safe = given(SITE_URL="https://reviews.example")
    assert (safe.SESSION_COOKIE_NAME, safe.CSRF_COOKIE_NAME) == ("__Host-session", "__Host-csrf")
    assert (safe.SESSION_COOKIE_SECURE, safe.CSRF_COOKIE_SECURE, safe.SECURE_SSL_REDIRECT) == (True, True, True)
    assert safe.SECURE_HSTS_SECONDS == 31_536_000
    assert safe.ACCOUNT_DEFAULT_HTTP_PROTOCOL == "https"


def test_database_url(given):
    sqlite = given(VAR_DIR="/srv/var").DATABASES["default"]
    assert (sqlite["ENGINE"], sqlite["NAME"]) == ("django.db.backends.sqlite3", "/srv/var/plumbline.sqlite3")
    assert sqlite["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    postgres = given(DATABASE_URL="postgres://app:p%40ss@db:5433/plumbline?sslmode=require").DATABASES["default"]
    assert (postgres["ENGINE"], postgres["USER"], postgres["PASSWORD"], postgres["HOST"], postgres["PORT"]) == (
        "accounts.postgresql",
        "app",
        "p@ss",
        "db",
        5433,
    )
    assert (postgres["CONN_MAX_AGE"], postgres["CONN_HEALTH_CHECKS"]) == (600, True)
    assert postgres["OPTIONS"] == {"sslmode": "require"}
    query = "sslmode=verify-full&sslrootcert=/etc/ca.pem&sslcert=/etc/own.pem&sslkey=/etc/own.key"
    assert given(DATABASE_URL=f"postgres://app@db.company.example/plumbline?{query}").DATABASES["default"][
        "OPTIONS"
    ] == {
        "sslmode": "verify-full",
        "sslrootcert": "/etc/ca.pem",
        "sslcert": "/etc/own.pem",
        "sslkey": "/etc/own.key",
    }


def test_database_owner_url(given):
    assert list(given().DATABASES) == ["default"]
    app, owner = "postgres://app@db/plumbline", "postgres://owner@db/plumbline"
    both = given(DATABASE_URL=app, DATABASE_OWNER_URL=owner).DATABASES
    assert (both["default"]["USER"], both["owner"]["USER"]) == ("app", "owner")


def test_database_worker_url(given):
    pages, worker = "postgres://app@db/plumbline", "postgres://app_worker:secret@db/plumbline"
    without = given(DATABASE_URL=pages)
    assert (without.PAGES_ROLE, without.WORKER_ROLE, without.COUNTING_ROLE) == ("app", "", "")
    assert "COUNTS_AS" not in without.DATABASES["default"]
    both = given(DATABASE_URL=pages, DATABASE_WORKER_URL=worker)
    assert (both.PAGES_ROLE, both.WORKER_ROLE, both.COUNTING_ROLE) == ("app", "app_worker", "app_worker_counting")
    default = both.DATABASES["default"]
    assert (default["USER"], default["PASSWORD"], default["COUNTS_AS"]) == (
        "app_worker",
        "secret",
        "app_worker_counting",
    )
    assert given().PAGES_ROLE == ""


@pytest.mark.parametrize(
    ("pages", "worker", "sentence"),
    [
        ("postgres://app@db/x", "sqlite:///x", "is not a postgres:// address"),
        ("postgres://app@db/x", "postgres://app@db/x", "names no other role than DATABASE_URL"),
        ("", "postgres://worker@db/x", "names no other role than DATABASE_URL"),
        ("postgres://app@db/x", "postgres://wor%22ker@db/x", "names a role with other characters than letters, digits"),
        ("postgres://app@db/x", f"postgres://w{'o' * 50}@db/x", "names a role with other characters than letters"),
    ],
)
def test_a_worker_s_login_that_is_none_of_its_own_is_refused(given, pages, worker, sentence):
    with pytest.raises(ImproperlyConfigured) as refused:
        given(DATABASE_URL=pages, DATABASE_WORKER_URL=worker)
    assert str(refused.value).startswith(f"The environment is not right: DATABASE_WORKER_URL {sentence}")


def test_database_pool(given):
    url = "postgres://app@db/plumbline?sslmode=require"
    assert "pool" not in given(DATABASE_URL=url).DATABASES["default"]["OPTIONS"]
    pooled = given(DATABASE_URL=url, DATABASE_POOL="10").DATABASES["default"]
    assert pooled["OPTIONS"] == {"sslmode": "require", "pool": {"min_size": 1, "max_size": 10}}
    assert pooled["CONN_MAX_AGE"] == 0


def test_database_kept_plans(given):
    url = "postgres://app@db/plumbline"
    assert given(DATABASE_URL=url).DATABASES["default"]["KEPT_PLANS"] == 200
    assert given(DATABASE_URL=url, DATABASE_KEPT_PLANS="0").DATABASES["default"]["KEPT_PLANS"] == 0


def test_redis_url(given):
    without = given()
    assert without.CELERY_BROKER_URL == "filesystem://"
    assert without.CACHES["default"]["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache"
    with_redis = given(REDIS_URL="rediss://redis:6379/2")
    # the certificate is checked, also by the library that sends tasks, which would not do so by itself
    assert with_redis.CELERY_BROKER_URL == "rediss://redis:6379/2?ssl_cert_reqs=required"
    assert with_redis.CACHES["default"]["BACKEND"] == "accounts.cache.RedisElseHere"
    assert with_redis.CACHES["default"]["LOCATION"] == "rediss://redis:6379/2?ssl_cert_reqs=required"
    with_files = given(REDIS_URL="rediss://redis:6379/2?ssl_ca_certs=/etc/ca.pem&ssl_certfile=/etc/own.pem")
    query = "?ssl_ca_certs=/etc/ca.pem&ssl_certfile=/etc/own.pem&ssl_cert_reqs=required"
    assert f"rediss://redis:6379/2{query}" == with_files.REDIS_URL
    assert given(REDIS_URL="redis://redis:6379/2").REDIS_URL == "redis://redis:6379/2"


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://name:p%40ss@mail.example", 25, False, False),
        ("smtp+tls://name:p%40ss@mail.example", 587, True, False),
        ("smtp+ssl://name:p%40ss@mail.example:4650", 4650, False, True),
    ],
)
def test_email_url(given, url, port, tls, ssl):
    mail = given(EMAIL_URL=url)
    assert mail.EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend"
    assert mail.EMAIL_HOST == "mail.example"
    found = vars(mail)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (port, tls, ssl)
    assert (mail.EMAIL_HOST_USER, mail.EMAIL_HOST_PASSWORD) == ("name", "p@ss")


FAR = "10.0.0.5"


@pytest.mark.parametrize(
    ("name", "url", "open_"),
    [
        ("DATABASE_URL", "postgres://a:b@db.company.example/p", True),
        ("DATABASE_URL", f"postgres://a:b@{FAR}/p?sslmode=require", True),  # encrypted, but to whom
        ("DATABASE_URL", "postgres://a:b@db.company.example/p?sslmode=verify-full", False),
        ("DATABASE_URL", "postgres://a:b@postgres:5432/p", False),  # the containers' own network
        ("DATABASE_URL", "postgres://a:b@127.0.0.1/p", False),
        ("DATABASE_URL", "postgres://a:b@[::1]/p", False),
        ("DATABASE_URL", "sqlite:////srv/p.sqlite3", False),
        ("REDIS_URL", f"redis://{FAR}:6379/0", True),
        ("REDIS_URL", f"rediss://{FAR}:6379/0", False),
        ("REDIS_URL", "redis://redis:6379/0", False),
        ("EMAIL_URL", "smtp://mail.company.example", True),
        ("EMAIL_URL", "smtp+tls://mail.company.example", False),
        ("EMAIL_URL", "smtp://localhost", False),
    ],
)
def test_who_is_spoken_to_in_the_open_is_said(given, name, url, open_):
    said = given(**{name: url}).IN_THE_OPEN
    assert [sentence.partition(":")[0] for sentence in said] == ([name] if open_ else [])


def test_without_a_mail_server_mails_are_files(given):
    plain = given(VAR_DIR="/srv/var")
    assert plain.EMAIL_BACKEND == "django.core.mail.backends.filebased.EmailBackend"
    assert Path("/srv/var/mail") == plain.EMAIL_FILE_PATH


def test_email_from(given):
    assert given().DEFAULT_FROM_EMAIL == "Plumbline <plumbline@localhost>"
    other = given(EMAIL_FROM="Reviews <reviews@company.example>")
    assert (other.DEFAULT_FROM_EMAIL, other.SERVER_EMAIL) == ("Reviews <reviews@company.example>",) * 2


def test_time_zone(given):
    assert given().TIME_ZONE == "UTC"
    assert given(TIME_ZONE="Europe/Berlin").TIME_ZONE == "Europe/Berlin"


def test_language_code(given):
    assert given().LANGUAGE_CODE == "en"
    assert given(LANGUAGE_CODE="de").LANGUAGE_CODE == "de"


def test_trusted_proxy(given):
    alone = given()
    assert not hasattr(alone, "SECURE_PROXY_SSL_HEADER")
    assert alone.ALLAUTH_TRUSTED_PROXY_COUNT == 0
    behind = given(TRUSTED_PROXY="1")
    assert behind.SECURE_PROXY_SSL_HEADER == ("HTTP_X_FORWARDED_PROTO", "https")
    assert behind.ALLAUTH_TRUSTED_PROXY_COUNT == 1


def test_secret_key_fallbacks(given):
    assert given().SECRET_KEY_FALLBACKS == []
    old, older = "o" * 32, "p" * 40
    kept = given(SECRET_KEY_FALLBACKS=f"{old},{older}").SECRET_KEY_FALLBACKS
    assert kept == [old, older]


def test_second_step_for(given):
    assert given().SECOND_STEP_FOR == ["people_ops", "director", "operator"]
    assert given(SECOND_STEP_FOR="everyone").SECOND_STEP_FOR == ["everyone"]
    assert given(SECOND_STEP_FOR="").SECOND_STEP_FOR == []


def test_breached_passwords(given):
    assert given().AUTH_PASSWORD_VALIDATORS[-1]["NAME"].endswith("CommonPasswordValidator")
    assert given(BREACHED_PASSWORDS=__file__).AUTH_PASSWORD_VALIDATORS[-1] == {
        "NAME": "accounts.breached.BreachedPasswordValidator",
        "OPTIONS": {"path": __file__},
    }


def test_reauthentication_minutes(given):
    assert given().ACCOUNT_REAUTHENTICATION_TIMEOUT == 600
    assert given(REAUTHENTICATION_MINUTES="5").ACCOUNT_REAUTHENTICATION_TIMEOUT == 300


def test_session_idle_minutes(given):
    assert given().SESSION_IDLE_MINUTES == 480
    assert given(SESSION_IDLE_MINUTES="30").SESSION_IDLE_MINUTES == 30


def test_session_absolute_hours(given):
    assert given().SESSION_ABSOLUTE_HOURS == 24
    assert given(SESSION_ABSOLUTE_HOURS="12").SESSION_ABSOLUTE_HOURS == 12


def test_pages_a_minute(given):
    assert given().PAGES_A_MINUTE == 300
    assert given(PAGES_A_MINUTE="0").PAGES_A_MINUTE == 0


def test_launch_at_once(given):
    assert given().LAUNCH_AT_ONCE == 500
    assert given(LAUNCH_AT_ONCE="0").LAUNCH_AT_ONCE == 0


def test_figures_can_be_made_stricter_and_never_laxer(given):
    assert (given().FIGURES_SCREEN_K, given().FIGURES_FILE_K) == (5, 10)
    assert given(FIGURES_SCREEN_K="8").FIGURES_SCREEN_K == 8
    assert given(FIGURES_SCREEN_K="12").FIGURES_FILE_K == 12
    assert given(FIGURES_FILE_K="15").FIGURES_FILE_K == 15


def test_log_level(given):
    assert given().LOGGING["root"]["level"] == "INFO"
    assert given(LOG_LEVEL="ERROR").LOGGING["root"]["level"] == "ERROR"


# -- what is wrong -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY needs at least 32 characters"),
        ("DEBUG", "maybe", "DEBUG Not a valid boolean."),
        ("DEMO", "2", "DEMO Not a valid boolean."),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS names no host"),
        ("SITE_URL", "reviews.example", "SITE_URL Not a valid URL."),
        ("SITE_URL", "ftp://reviews.example", "SITE_URL Not a valid URL."),
        ("DATABASE_URL", "mysql://app@db/plumbline", "DATABASE_URL is not a postgres:// or sqlite:// address"),
        ("DATABASE_URL", "postgres://app@db:port/plumbline", "DATABASE_URL is not a postgres:// or sqlite:// address"),
        ("DATABASE_URL", "postgres://app@db", "DATABASE_URL is not a postgres:// or sqlite:// address"),
        ("DATABASE_OWNER_URL", "sqlite:///x", "DATABASE_OWNER_URL is not a postgres:// address"),
        ("DATABASE_POOL", "-1", "DATABASE_POOL Must be greater than or equal to 0"),
        ("DATABASE_POOL", "many", "DATABASE_POOL Not a valid integer."),
        ("DATABASE_KEPT_PLANS", "-1", "DATABASE_KEPT_PLANS Must be greater than or equal to 0"),
        ("SECRET_KEY_FALLBACKS", "short", "SECRET_KEY_FALLBACKS holds a key of fewer than 32 characters"),
        ("REDIS_URL", "http://redis", "REDIS_URL is not a redis:// address"),
        ("REDIS_URL", "rediss://redis/0?ssl_cert_reqs=none", "REDIS_URL lets certificates pass that are not checked"),
        (
            "REDIS_URL",
            "rediss://redis/0?ssl_check_hostname=no",
            "REDIS_URL lets certificates pass that are not checked",
        ),
        ("EMAIL_URL", "mail.example", "EMAIL_URL is not a smtp://, smtp+tls:// or smtp+ssl:// address"),
        ("EMAIL_URL", "smtp://mail.example:port", "EMAIL_URL is not a smtp://, smtp+tls:// or smtp+ssl:// address"),
        ("EMAIL_FROM", "Plumbline", "EMAIL_FROM is not a mail address"),
        ("EMAIL_FROM", "a@b.example\nBcc: c@d.example", "EMAIL_FROM is not a mail address"),
        ("TIME_ZONE", "Mars/Base", "TIME_ZONE is not a zone like Europe/Berlin"),
        ("LANGUAGE_CODE", "klingon", "LANGUAGE_CODE is not a language code like en or de"),
        ("TRUSTED_PROXY", "perhaps", "TRUSTED_PROXY Not a valid boolean."),
        ("SESSION_IDLE_MINUTES", "4", "SESSION_IDLE_MINUTES Must be greater than or equal to 5"),
        ("SECOND_STEP_FOR", "managers", "SECOND_STEP_FOR names something else than people_ops, framework_editor, "),
        ("BREACHED_PASSWORDS", "/no/such/file", "BREACHED_PASSWORDS names no file"),
        ("REAUTHENTICATION_MINUTES", "0", "REAUTHENTICATION_MINUTES Must be greater than or equal to 1"),
        ("SESSION_ABSOLUTE_HOURS", "0", "SESSION_ABSOLUTE_HOURS Must be greater than or equal to 1"),
        ("FIGURES_SCREEN_K", "4", "FIGURES_SCREEN_K Must be greater than or equal to 5"),
        ("FIGURES_FILE_K", "9", "FIGURES_FILE_K Must be greater than or equal to 10"),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL Must be one of"),
    ],
)
def test_a_wrong_value_is_named(given, name, value, sentence):
    with pytest.raises(ImproperlyConfigured) as refused:
        given(**{name: value})
    assert str(refused.value).startswith(f"The environment is not right: {sentence}")


def manage(*words: str, **env: str) -> subprocess.CompletedProcess:
    given = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings"} | env
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=BASE, env=given, capture_output=True, text=True, timeout=120
    )


def test_everything_wrong_or_missing_is_named_at_once_and_nothing_starts():
    done = manage("check", DEBUG="maybe", DATABASE_URL="mysql://db/x", EMAIL_URL="foo")
    assert done.returncode != 0
    assert done.stderr.splitlines()[-1].split("The environment is not right: ")[1] == (
        "DATABASE_URL is not a postgres:// or sqlite:// address; DEBUG Not a valid boolean.; "
        "EMAIL_URL is not a smtp://, smtp+tls:// or smtp+ssl:// address; SECRET_KEY Environment variable not set."
    )
    assert "mysql://" not in done.stderr.splitlines()[-1]


PRODUCTION = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-",
    "SITE_URL": "https://reviews.company.example",
    "ALLOWED_HOSTS": "reviews.company.example",
    "DATABASE_URL": "postgres://plumbline@127.0.0.1/plumbline",
    "EMAIL_URL": "smtp+tls://mail.company.example",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "TRUSTED_PROXY": "1",
}


def test_a_site_that_is_set_up_as_written_has_nothing_to_mend(tmp_path):
    done = manage("check", "--deploy", "--fail-level", "INFO", VAR_DIR=str(tmp_path), **PRODUCTION)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "System check identified no issues (1 silenced).\n"

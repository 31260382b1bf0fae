"""Settings of the tests: the site's own, on a key of their own and without costly password hashing."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("PLUMBLINE_TESTING", "1")
os.environ.setdefault("PAGES_A_MINUTE", "0")  # tests ask faster than anybody reads
os.environ.setdefault("VAR_DIR", str(Path(tempfile.gettempdir()) / f"plumbline-tests-{os.getuid()}"))

from config.settings import *  # noqa: F403
from config.settings import DATABASES, STATIC_ROOT

STATIC_ROOT.mkdir(parents=True, exist_ok=True)

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # SQLite in memory, shared by threads, locks a table for its readers, which the site's database in a file does not
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA read_uncommitted=ON;"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# the cast has no second step: tests of it say themselves of whom it is asked
SECOND_STEP_FOR = []
CELERY_TASK_ALWAYS_EAGER = False
# limits are counted afresh in every test (conftest clears it), never in a Redis that others use
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "tests"},
    "progress": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "progress"},
}

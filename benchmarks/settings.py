"""The site's own settings, with one more page to compare with; on request without the database's part of access."""

import os

from config.settings import *  # noqa: F403
from config.settings import BASE_DIR, DATABASES, TEMPLATES

ROOT_URLCONF = "benchmarks.urls"
TEMPLATES[0]["DIRS"].append(BASE_DIR / "benchmarks" / "templates")

if os.environ.get("BENCHMARKS_ONE_WALL"):
    DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"

"""WSGI entry point for the pages (gunicorn)."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from config.charset import of_wsgi

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = of_wsgi(get_wsgi_application())

from accounts import first_run  # noqa: E402  models are there only now
from accounts.database import say_where_one_wall_stands  # noqa: E402

say_where_one_wall_stands()
first_run.announce()

# What the start has made stays for good: the collector does not look through it again and again.
get_resolver().url_patterns  # noqa: B018  every view is loaded now, and not by the first who asks
gc.collect()
gc.freeze()

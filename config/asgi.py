"""ASGI entry point: the event stream in production, everything in the demo (uvicorn)."""

import os

from django.core.asgi import get_asgi_application

from config.charset import of_asgi

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# every request has a thread of its own here, so a connection that its thread keeps serves nobody else and adds up
os.environ.setdefault("DATABASE_POOL", "10")
application = of_asgi(get_asgi_application())

from accounts import first_run  # noqa: E402  models are there only now
from accounts.database import say_where_one_wall_stands  # noqa: E402

say_where_one_wall_stands()
first_run.announce()

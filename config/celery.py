"""The Celery application. Beat only ticks; what is due is read from rows (see reviews.tasks)."""

import os
from pathlib import Path

from celery import Celery
from django.conf import settings
from kombu.transport import TRANSPORT_ALIASES

TRANSPORT_ALIASES["filesystem"] = "config.file_broker:Transport"  # whose messages are whole before they have their name

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("plumbline")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_configure.connect
def make_the_broker_s_folders(sender: Celery, **more: object) -> None:
    """The filesystem broker wants its folders before the first message; Redis wants none."""
    if settings.CELERY_BROKER_URL == "filesystem://":
        for name in ("data_folder_in", "data_folder_out", "control_folder"):
            Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS[name]).mkdir(parents=True, exist_ok=True)

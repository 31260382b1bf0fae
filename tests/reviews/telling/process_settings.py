"""The site's own settings, for a real worker and beat in a test: a short lease, a quick tick, a queue of its own."""

import os
from datetime import timedelta

from config.settings import *  # noqa: F403

MAIL_LEASE_SECONDS = 3
CELERY_BEAT_SCHEDULE = {"tick": {"task": "reviews.tick", "schedule": timedelta(seconds=1)}}
CELERY_TASK_DEFAULT_QUEUE = os.environ["TEST_QUEUE"]

"""Celery's tasks of the figures: thin, safe to run twice."""

from datetime import datetime

from celery import shared_task

from accounts.models import lease
from figures import workflow
from reviews.models import Cycle


@shared_task(name="figures.count_cycle")
def count_cycle(pk: str, until: str) -> None:
    """Counts one closed cycle and freezes its figures, under the lease that was taken until then (ISO 8601).

    If it fails, a later tick begins again.
    """
    cycle = Cycle.objects.get(pk=pk)
    workflow.publish_cycle(cycle, by=None)
    lease.give_back(workflow.lease_of(cycle), datetime.fromisoformat(until))

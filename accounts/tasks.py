"""Celery's task of the accounts: a seal that does not wait for the tick."""

from celery import shared_task

from accounts import sealing


@shared_task(name="accounts.seal_trail")
def seal_trail() -> None:
    """Seals the trail; safe to run twice, and beside the tick."""
    sealing.seal_at_once()

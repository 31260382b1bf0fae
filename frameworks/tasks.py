"""Celery's task of the frameworks: a big file of people."""

from uuid import UUID

from celery import shared_task

from frameworks.people_import import working


@shared_task(name="frameworks.work_on_import")
def work_on_import(pk: str) -> None:
    """Reads or imports one file, as its row asks."""
    working.work_on(UUID(pk))

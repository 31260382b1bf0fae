"""Celery's task of the reviews: the tick."""

from celery import shared_task

from reviews import ticking


@shared_task(name="reviews.tick", expires=55)
def tick() -> None:
    """Everything that falls due by itself; what is due stands in rows, so a lost tick loses nothing."""
    ticking.tick()

"""Celery's tasks of the reviews: the tick with the post that follows it, and the launch of a large cycle."""

from uuid import UUID

from celery import shared_task

from accounts import ticking
from reviews.cycles import launching
from reviews.telling import post


@shared_task(name="reviews.tick", expires=55)
def tick() -> None:
    """Everything that falls due by itself; what is due stands in rows, so a lost tick loses nothing.

    The post needs no tick of its own: each mail is claimed by itself, so two workers may send at once.
    """
    try:
        ticking.tick()
    finally:
        post.send_waiting()


@shared_task(name="reviews.launch_cycle")
def launch_cycle(pk: str) -> None:
    """Launches the groups that are left of a large cycle."""
    launching.work_on(UUID(pk))

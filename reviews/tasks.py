"""Celery's task of the reviews: the tick, and the post that follows it."""

from celery import shared_task

from accounts import ticking
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

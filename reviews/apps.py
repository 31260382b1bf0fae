"""The Django application `reviews`."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.second_step import parts_of
        from accounts.ticking import every_tick
        from reviews.assessments import workflow as assessments  # noqa: F401  its table of moves
        from reviews.cycles import workflow as cycles
        from reviews.models import participants
        from reviews.telling import reminding
        from reviews.telling import workflow as telling

        parts_of.register(participants.parts_for_second_step)
        every_tick.register(cycles.open_what_is_due)
        every_tick.register(telling.release_due)
        every_tick.register(reminding.remind)

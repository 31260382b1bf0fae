"""The Django application `figures`."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "figures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from figures import workflow
        from reviews.ticking import every_tick

        every_tick.register(workflow.count_what_has_closed)

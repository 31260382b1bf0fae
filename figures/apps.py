"""The Django application `figures`."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "figures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.ticking import every_tick
        from figures import workflow

        every_tick.register(workflow.count_what_has_closed)

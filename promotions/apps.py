"""The Django application `promotions`: its moves, and what the tick does for it."""

from django.apps import AppConfig


class PromotionsConfig(AppConfig):
    name = "promotions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from promotions import workflow
        from reviews.ticking import every_tick

        every_tick(workflow.decide_when_due)
        every_tick(workflow.start_role_changes)

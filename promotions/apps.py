"""The Django application `promotions`: its moves, what the tick does for it, what it adds to other pages."""

from django.apps import AppConfig


class PromotionsConfig(AppConfig):
    name = "promotions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from promotions import reading, workflow
        from reviews.assessments.reading import EXTRAS
        from reviews.telling.hooks import register_decisions
        from reviews.ticking import every_tick

        if reading.beside_assessments not in EXTRAS:
            EXTRAS.append(reading.beside_assessments)
        register_decisions(reading.decided)

        every_tick(workflow.decide_when_due)
        every_tick(workflow.start_role_changes)

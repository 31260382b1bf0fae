"""The Django application `promotions`: its moves, what the tick does for it, what it adds to other pages."""

from django.apps import AppConfig


class PromotionsConfig(AppConfig):
    name = "promotions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.rights.kinds import held_about_people
        from accounts.rights.retention import kept_for_a_time
        from accounts.ticking import every_tick
        from promotions import held, reading, workflow
        from reviews.assessments.reading import beside_assessments
        from reviews.telling.hooks import pitch_decisions

        held_about_people.register(held.held)
        kept_for_a_time.register(held.kept)
        beside_assessments.register(reading.pitch_summaries)
        pitch_decisions.register(reading.decided)
        every_tick.register(workflow.decide_when_due)
        every_tick.register(workflow.start_role_changes)

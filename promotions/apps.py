"""The Django application `promotions`: its moves, what the tick does for it, what it adds to other pages."""

from django.apps import AppConfig


class PromotionsConfig(AppConfig):
    name = "promotions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.dates import dates_of
        from accounts.rights.kinds import held_about_people
        from accounts.rights.retention import kept_for_a_time
        from accounts.ticking import every_tick
        from frameworks.hooks import cannot_begin
        from promotions import beside, dates, handing_over, held, notices, reading, workflow
        from reviews.assessments.reading import beside_assessments
        from reviews.cycles.acts.departing import also_handed_over
        from reviews.cycles.acts.placing import left_behind
        from reviews.cycles.acts.reassigning import stays_with
        from reviews.cycles.beside import beside_cycles
        from reviews.team.board import marks_of_subjects
        from reviews.telling.hooks import pitch_decisions

        dates_of.register(dates.dates)
        held_about_people.register(held.held)
        kept_for_a_time.register(held.kept)
        cannot_begin.register(notices.waiting)
        beside_cycles.register(beside.pitches)
        beside_assessments.register(reading.pitch_summaries)
        also_handed_over.register(handing_over.pitches)
        marks_of_subjects.register(reading.pitched)
        left_behind.register(handing_over.left_behind)
        stays_with.register(handing_over.stays_with)
        pitch_decisions.register(reading.decided)
        every_tick.register(workflow.decide_when_due)
        every_tick.register(workflow.start_role_changes)

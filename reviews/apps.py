"""The Django application `reviews`."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.extras import on_person_page
        from accounts.models.trail import between_two, told_to_subjects
        from accounts.rights.copying import told
        from accounts.rights.erasing import in_the_way
        from accounts.rights.kinds import held_about_people
        from accounts.rights.retention import kept_for_a_time
        from accounts.second_step import parts_of
        from accounts.ticking import every_tick
        from frameworks.people_import.judges import also_judges
        from reviews import held
        from reviews.assessments import workflow as assessments  # noqa: F401  its table of moves
        from reviews.cycles import workflow as cycles
        from reviews.models import participants
        from reviews.telling import read_about, reminding
        from reviews.telling import workflow as telling
        from reviews.telling.views.read_about import on_own_page

        held_about_people.register(held.held)
        kept_for_a_time.register(held.kept)
        told.register(held.told_of)
        in_the_way.register(held.reviews_that_run)
        parts_of.register(participants.parts_for_second_step)
        also_judges.register(participants.judges_of)
        on_person_page.register(on_own_page)
        told_to_subjects.register(read_about.may_know)
        between_two.update({"reviews.message", "reviews.oneonone"})
        every_tick.register(cycles.open_what_is_due)
        every_tick.register(telling.release_due)
        every_tick.register(reminding.remind)

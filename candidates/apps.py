"""The Django application `candidates`."""

from django.apps import AppConfig


class CandidatesConfig(AppConfig):
    name = "candidates"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.rights.kinds import held_about_people
        from accounts.rights.retention import kept_for_a_time
        from candidates import handing_over, held, notices, workflow  # noqa: F401  its table of moves
        from frameworks.hooks import beside_frameworks
        from reviews.cycles.acts.departing import also_handed_over

        held_about_people.register(held.held)
        kept_for_a_time.register(held.kept)
        also_handed_over.register(handing_over.candidates)
        beside_frameworks.register(notices.beside_frameworks)

"""The Django application `calibration`: its moves, and what it tells the manager who writes to a person."""

from django.apps import AppConfig


class CalibrationConfig(AppConfig):
    name = "calibration"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.dates import dates_of
        from accounts.rights.kinds import held_about_people
        from accounts.rights.retention import kept_for_a_time
        from calibration import dates, held, standing
        from calibration.attending import is_in_the_room
        from calibration.workflow import rules  # noqa: F401  its tables of moves
        from reviews.cycles.acts.naming import in_use
        from reviews.telling.hooks import rating_changes

        dates_of.register(dates.dates)
        held_about_people.register(held.held)
        kept_for_a_time.register(held.kept)
        in_use.register(is_in_the_room)
        rating_changes.register(standing.changes_of)

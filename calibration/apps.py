"""The Django application `calibration`: puts the tables of moves onto the models."""

from django.apps import AppConfig


class CalibrationConfig(AppConfig):
    name = "calibration"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from calibration.workflow import rules  # noqa: F401

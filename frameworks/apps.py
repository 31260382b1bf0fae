"""The Django application `frameworks`."""

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "frameworks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The moves stand in `workflow`."""
        from frameworks import workflow  # noqa: F401

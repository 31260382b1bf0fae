"""The Django application `frameworks`."""

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "frameworks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The moves stand in `workflow`; the person's page shows roles."""
        from accounts.extras import on_person_page
        from accounts.rights.kinds import held_about_people
        from frameworks import held, workflow  # noqa: F401  its table of moves
        from frameworks.on_person import roles_held
        from frameworks.people_import import workflow as people_import  # noqa: F401  its table of moves

        held_about_people.register(held.held)
        on_person_page.register(roles_held)

"""The Django application `frameworks`."""

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class FrameworksConfig(AppConfig):
    name = "frameworks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The moves stand in `workflow`; the person's page shows roles."""
        from accounts.extras import on_person_page
        from accounts.rights.kinds import held_about_people
        from accounts.ticking import every_tick
        from frameworks import commenting, fixed, flagging, held, proposing, workflow  # noqa: F401  their tables of moves
        from frameworks.on_person import roles_held
        from frameworks.people_import import workflow as people_import
        from frameworks.people_import import working

        checks.register(fixed.check, checks.Tags.database, deploy=True)
        post_migrate.connect(fixed.install, sender=self)
        held_about_people.register(held.held)
        on_person_page.register(roles_held)
        every_tick.register(commenting.let_out)
        every_tick.register(workflow.begin_what_is_due)
        every_tick.register(people_import.forget_old_ones)
        every_tick.register(working.take_up_what_waits)

"""The Django application `figures`."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "figures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.rights.erasing import in_the_way
        from accounts.rights.kinds import held_about_people
        from accounts.ticking import every_tick
        from figures import held, workflow

        held_about_people.register(held.held)
        in_the_way.register(held.not_counted_yet)
        every_tick.register(workflow.count_what_has_closed)

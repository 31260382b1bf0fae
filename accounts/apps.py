"""The Django application `accounts`: registers the guards that hold from the first request."""

from django.apps import AppConfig
from django.core import checks
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts import access, database

        checks.register(access.check_every_route_is_marked, checks.Tags.security)
        checks.register(database.check_roles_are_apart, checks.Tags.security, deploy=True)
        post_migrate.connect(database.let_the_application_in, sender=self)
        connection_created.connect(database.prepare_sqlite)

"""The Django application `accounts`: registers the guards that hold from the first request."""

from django.apps import AppConfig
from django.core import checks
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from allauth.account import signals as passwords
        from allauth.mfa import signals as factors
        from allauth.mfa.models import Authenticator
        from django.contrib.auth.signals import user_logged_in

        from accounts import (
            access,
            breached,
            database,
            invitations,
            leaving,
            row_policies,
            saved_codes,
            sealing,
            sessions,
            sign_in_events,
            signs,
        )
        from accounts.models import CalendarLink, Grant
        from accounts.rights import copying, held, retention, shortening
        from accounts.rights.kinds import held_about_people
        from accounts.ticking import every_tick

        saved_codes.take_over()
        checks.register(access.check_every_route_is_marked, checks.Tags.security)
        checks.register(breached.check_the_file_is_sorted, checks.Tags.security)
        checks.register(database.check_nothing_goes_in_the_open, checks.Tags.security, deploy=True)
        checks.register(database.check_second_wall, checks.Tags.database, deploy=True)
        post_migrate.connect(database.let_the_roles_in, sender=self)
        post_migrate.connect(row_policies.install, sender=self)
        connection_created.connect(database.prepare_sqlite)
        user_logged_in.connect(sessions.begin)
        sign_in_events.connect()
        passwords.authentication_step_completed.connect(sessions.renew)
        passwords.password_changed.connect(sessions.end_others)
        passwords.password_set.connect(sessions.end_others)
        passwords.password_reset.connect(sessions.end_every_one)
        every_tick.register(leaving.close_who_left)
        for changed in (factors.authenticator_added, factors.authenticator_removed, factors.authenticator_reset):
            changed.connect(sessions.end_others)
        every_tick.register(sessions.forget_ended)
        every_tick.register(invitations.send_waiting)
        every_tick.register(sealing.seal)
        held_about_people.register(held.held)
        signs.looked_for.register(lambda: (Grant.person, CalendarLink.person, Authenticator.user))
        every_tick.register(shortening.begin_due)
        every_tick.register(retention.let_go)
        every_tick.register(copying.let_go)

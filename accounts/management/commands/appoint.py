"""`manage.py appoint EMAIL KIND --reason …`: the first permissions of an installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.granting import appoint
from accounts.management.refusals import told_at_the_machine
from accounts.models import GrantKind, Person


class Command(BaseCommand):
    help = "Gives the first permissions, until someone holds People Ops for the whole organisation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("kind", choices=GrantKind.values)
        parser.add_argument("--reason", required=True, help="why; kept with the permission")

    def handle(self, *args: Any, email: str, kind: str, reason: str, **options: Any) -> None:
        reason = " ".join(reason.split())
        if not reason or len(reason) > 500:
            raise CommandError("Give a reason of 1 to 500 characters.")
        person = Person.objects.filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody here has the address {email}. People come by `manage.py import_people`.")
        with told_at_the_machine():
            appoint(person, kind, reason)
        self.stdout.write(f"{person.name} now holds {GrantKind(kind).label} for the whole organisation.")

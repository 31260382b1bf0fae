"""`manage.py sign_out EMAIL` or `--everyone`: ends sessions, of one person or of all."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts import sessions, trail
from accounts.models import Person, Session


class Command(BaseCommand):
    help = "Ends every session of one person, or of everyone; they can sign in again."

    def add_arguments(self, parser: CommandParser) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("email", nargs="?", help="the person's address")
        whose.add_argument("--everyone", action="store_true", help="all sessions of all people")

    @transaction.atomic
    def handle(self, *args: Any, email: str | None, everyone: bool, **options: Any) -> None:
        if everyone:
            ended, _kinds = Session.objects.all().delete()
            trail.record("end_sessions", Session, None)
            self.stdout.write(f"Everyone is signed out ({ended} sessions).")
            return
        person = Person.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody here has the address {email}.")
        sessions.end_all(person)
        trail.record("end_sessions", person, None, about=person)
        self.stdout.write(f"{person.name} is signed out everywhere.")

"""`manage.py untie_identity EMAIL`: for somebody whose account at the company's provider was made anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import sessions
from accounts.models import Person
from accounts.providers.arrivals import unbind


class Command(BaseCommand):
    help = (
        "Forgets by which account of the company's provider somebody comes in; the next one with the address is tied."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address here")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        person = Person.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody here has the address {email}.")
        if not unbind(person, None):
            raise CommandError(f"{person.name} is tied to no account of a provider. Nothing was changed.")
        sessions.end_all(person)
        self.stdout.write(f"{person.name} is untied and signed out everywhere.")

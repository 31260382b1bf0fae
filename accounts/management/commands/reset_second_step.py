"""`manage.py reset_second_step EMAIL`: for the only one of People Ops, who lost telephone, passkey and codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import second_step
from accounts.management.refusals import told_at_the_machine
from accounts.models import Grant, Person


class Command(BaseCommand):
    help = "Takes the second step off somebody, where nobody else of People Ops is there to do it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        person = Person.objects.filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody here has the address {email}.")
        able = Grant.objects.of_people_ops().filter(scope=None)
        other = able.exclude(person=person).select_related("person").first()
        if other:
            raise CommandError(f"{other.person.name} of People Ops does this on the page of {person.name}.")
        with told_at_the_machine():
            second_step.reset(person, None)
        self.stdout.write(f"{person.name} signs in by password alone now, and is told so by mail.")

"""`manage.py confirm_address EMAIL`: the second person for a change of address, where People Ops has no other."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import readdressing
from accounts.management.refusals import told_at_the_machine
from accounts.models import AddressChange


class Command(BaseCommand):
    help = "Confirms the change of address that waits for a person, where nobody else of People Ops could."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address until now")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        waiting = AddressChange.objects.filter(state=AddressChange.State.WAITING)
        change = waiting.filter(subject__email__iexact=email).first()
        if change is None:
            raise CommandError(f"No change of the address {email} waits. Somebody of People Ops asks for it on a page.")
        with told_at_the_machine("Another person of People Ops can confirm this, on the page of the person."):
            change = readdressing.confirm(change, by=None)
        self.stdout.write(f"{change.subject.name} has the address {change.address} from now on.")

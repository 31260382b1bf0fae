"""`manage.py confirm_permission EMAIL`: the second person for a permission, where People Ops has no other."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import granting
from accounts.management.refusals import told_at_the_machine
from accounts.models import Grant


class Command(BaseCommand):
    help = "Confirms what waits for a person's permission, its beginning or its end, where no second person could."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address of whose permission it is")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        grant = Grant.objects.waiting().filter(person__email__iexact=email).select_related("scope", "person").first()
        if grant is None:
            raise CommandError(f"No permission of {email} waits. Somebody of People Ops asks for it on a page.")
        with told_at_the_machine("Another person of People Ops can confirm this, on the page “Permissions”."):
            grant = granting.confirm(grant, by=None)
        verb = "no longer holds" if grant.until_at else "holds"
        self.stdout.write(f"{grant.person.name} {verb} the permission {grant.kind} from now on.")

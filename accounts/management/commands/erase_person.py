"""`manage.py erase_person EMPLOYEE_ID|ADDRESS [--really]`: what an erasure would take away; or the erasure itself."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from accounts.management.refusals import told_at_the_machine
from accounts.models import Person
from accounts.rights import erasing


class Command(BaseCommand):
    help = "Says what would go and what would stay of a person; with --really, erases them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("who", metavar="EMPLOYEE_ID|ADDRESS")
        parser.add_argument("--really", action="store_true", help="erase; without it nothing is changed")

    def handle(self, *args: Any, who: str, really: bool, **options: Any) -> None:
        person = Person.objects.filter(Q(employee_id=who) | Q(email__iexact=who)).first()
        if person is None:
            raise CommandError(f"Nobody has the employee id or the address {who}.")
        goes = [one for one in erasing.counted(person) if not one.held.stays]
        stays = [one for one in erasing.counted(person) if one.held.stays]
        for title, lines in (("Goes:", goes), ("Stays, as of a former colleague:", stays)):
            self.stdout.write(title)
            for one in lines:
                self.stdout.write(f"  {one.count:>6}  {one.held.what}")
        if not really:
            for sentence in erasing.obstacles(person):
                self.stdout.write(sentence)
            self.stdout.write("Nothing was changed. Texts that name the person are looked through on their page.")
            return
        with told_at_the_machine():
            erasing.erase(person, by=None)
        self.stdout.write("Erased. Older backups still hold the person until they are thrown away.")

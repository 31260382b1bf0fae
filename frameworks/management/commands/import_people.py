"""`manage.py import_people FILE`: imports people, or says what an import would do."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.importing import applying
from accounts.models import Organisation, StagedImport
from frameworks.people_import import words, workflow
from frameworks.people_import.seeing import Seen


class Command(BaseCommand):
    help = "Imports people with their managers and roles from a CSV or XLSX file; see docs/importing-people.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--sheet", default="", help="the sheet of an XLSX file (default: its first)")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
        parser.add_argument(
            "--whole-company", action="store_true", help="who is not in the file leaves today (default: stays)"
        )

    def handle(self, *args: Any, file: Path, sheet: str, dry_run: bool, whole_company: bool, **options: Any) -> None:
        try:
            content = file.read_bytes()
        except OSError as wrong:
            raise CommandError(f"{file} cannot be read: {wrong.strerror}.") from wrong
        with transaction.atomic():
            Organisation.objects.get_or_create(
                only=True, defaults={"name": "Our organisation", "time_zone": settings.TIME_ZONE}
            )
            applying.one_at_a_time()
            looked = workflow.look(content, whole=whole_company, named=sheet)
            if looked.problems:
                lines = [f"line {p.line}: {p.sentence}" if p.line else p.sentence for p in looked.problems]
                raise CommandError("Nothing was imported.\n" + "\n".join(lines))
            self.tell(looked.seen)
            if dry_run:
                transaction.set_rollback(True)
            else:
                workflow.write(looked, by=None)
                source = hashlib.sha256(content).hexdigest()
                workflow.tell_of_the_file(StagedImport, source, looked.seen, by=None)
        self.stdout.write("Nothing was written (dry run)." if dry_run else "Imported.")

    def tell(self, seen: Seen) -> None:
        """Prints what the file does, as the page would show it."""
        for section in words.sections(seen):
            self.stdout.write(section.title)
            for line in [*section.lines, *section.folded]:
                self.stdout.write(
                    f"  line {line.line}: {line.name}: {line.says}" if line.line else f"  {line.name}: {line.says}"
                )
            if section.more:
                self.stdout.write(f"  and {section.more} more")
        self.stdout.write(words.summary(seen))

"""`manage.py load_framework FILE [--publish]`: a framework file becomes a draft, or a published version."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.moves import Conflict
from frameworks import workflow
from frameworks.format import Refused, read
from frameworks.format.limits import FILE_BYTES
from frameworks.loading import load
from frameworks.models import Version


class Command(BaseCommand):
    help = "Loads a framework file as a draft; with --publish it is in force at once."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--publish", action="store_true", help="publish it")

    @transaction.atomic
    def handle(self, *, file: Path, publish: bool, **options):
        """All or nothing: on any problem the lines and reasons are printed and nothing is loaded."""
        try:
            with file.open("rb") as opened:
                reading = read(opened.read(FILE_BYTES + 1))
            version = load(reading.document)
            if publish and version.state == Version.State.DRAFT:
                version = workflow.publish(version, by=None)
        except OSError as wrong:
            raise CommandError(f"{file}: {wrong.strerror}") from wrong
        except Refused as wrong:
            raise CommandError(f"{file} was not loaded:\n{wrong}") from wrong
        except Conflict as wrong:
            raise CommandError(wrong.sentence) from wrong
        for warning in reading.warnings:
            self.stderr.write(f"{file}, {warning}")
        self.stdout.write(f"{version.title} {version.label}: {version.get_state_display()}")

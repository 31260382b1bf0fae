"""`manage.py verify_trail [--head NUMBER:DIGEST …]`: whether the trail stands as it was written and sealed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.verifying import verify


class Command(BaseCommand):
    help = "Names every row of the trail that was altered, removed or put in since it was sealed."

    def add_arguments(self, parser: CommandParser) -> None:
        words = "a head that was printed earlier and kept elsewhere; may be given several times"
        parser.add_argument("--head", action="append", default=[], metavar="NUMBER:DIGEST", help=words)

    def handle(self, *args: Any, head: list[str], **options: Any) -> None:
        found = verify(head)
        self.stdout.write(f"{found.seals} seals over {found.rows} rows; {found.waiting} rows wait for the next seal.")
        if found.head:
            self.stdout.write(f"Head: {found.head}")
            self.stdout.write("Keep the head outside this database: with it, a trail whose end was cut off is known.")
        for sentence in found.wrong:
            self.stderr.write(sentence)
        if found.wrong:
            raise CommandError(f"The trail is not as it was sealed: {len(found.wrong)} findings.")
        self.stdout.write("Every sealed row is as it was sealed.")

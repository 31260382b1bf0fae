"""`manage.py generate_company --people N --cycles M --seed S`: a synthetic company for benchmarks."""

from django.core.management.base import BaseCommand, CommandError

from accounts import row_policies
from accounts.models import Organisation, Person
from demo import generate
from demo.company import frameworks


class Command(BaseCommand):
    help = "Write a synthetic company of any size, with full closed cycles, into an empty database."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--people", type=int, required=True, help="from 20 to 100,000")
        parser.add_argument("--cycles", type=int, default=1, help="closed quarters, from 0 to 40")
        parser.add_argument("--under-way", action="store_true", help="and one quarter that is under way")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args, people: int, cycles: int, seed: int, under_way: bool, **options) -> None:
        if not 20 <= people <= 100_000:
            raise CommandError("--people must be from 20 to 100,000.")
        if not 0 <= cycles <= 40:
            raise CommandError("--cycles must be from 0 to 40.")
        if Organisation.objects.exists() or Person.objects.exists():
            raise CommandError("This database holds a company already. Nothing was written.")
        if row_policies.bind_whoever_writes():
            raise CommandError("On PostgreSQL only the owner may: give the owner's address as DATABASE_URL.")
        frameworks.load()
        generate.company_of(people, cycles, seed, self.stdout.write, under_way)

"""`manage.py load_demo`: fills an empty database with the demo company; leaves a filled demo as it is."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts import row_policies
from accounts.models import Organisation, Person
from demo import company


class Command(BaseCommand):
    help = "Load the demo company into an empty database."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("This is not the demo: DEMO is not set, and nothing was written.")
        if Organisation.objects.filter(is_demo=True).exists():
            return
        if Organisation.objects.exists() or Person.objects.exists():
            raise CommandError("This database is somebody's own, not the demo's. Nothing was written.")
        if row_policies.bind_whoever_writes():
            raise CommandError("On PostgreSQL only the owner may: give the owner's address as DATABASE_URL.")
        company.load()

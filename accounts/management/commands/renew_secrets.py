"""`manage.py renew_secrets`: after SECRET_KEY has changed, so that its predecessor can be dropped."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from accounts import factors


class Command(BaseCommand):
    help = "Writes the secrets of second steps anew, with the present SECRET_KEY."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Written with the present SECRET_KEY: {factors.write_anew()} secrets of second steps.")

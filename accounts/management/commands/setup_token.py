"""`manage.py setup_token`: a new token for setting the installation up in a browser."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.http import Http404

from accounts import first_run


class Command(BaseCommand):
    help = "Prints a token, good once, for /set-up/. Only while nobody is here; the token before it is void."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            token = first_run.new_token()
        except Http404:
            raise CommandError("Somebody is here already: there is nothing to set up.") from None
        self.stdout.write(f"Open {settings.SITE_URL}/set-up/ and give this token, once: {token}")

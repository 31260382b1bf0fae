"""The demo's mails: files like those of any site without a mail server, dated by the demo's own clock."""

from email.utils import format_datetime
from typing import Any

from django.core.mail.backends import filebased

from accounts import clock


class EmailBackend(filebased.EmailBackend):
    """Writes mails to files; one without a date of its own is written at the demo's instant."""

    def write_message(self, message: Any) -> None:
        """Where the demo's day is December, a letter of November would look lost."""
        message.extra_headers.setdefault("Date", format_datetime(clock.now()))
        super().write_message(message)

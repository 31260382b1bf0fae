"""Letters that the site writes by itself: plain text, in its own language, each to one address."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation


def send(addresses: Iterable[str], subject: Any, template: str, **said: Any) -> None:
    """Sends `templates/emails/<template>` to each address; `subject` is a lazy translation. Raises what the mail server
    raises."""
    with translation.override(settings.LANGUAGE_CODE):
        body = render_to_string(f"emails/{template}", said | {"site_url": settings.SITE_URL}).strip() + "\n"
        subject = str(subject)
    for address in addresses:
        send_mail(subject, body, None, [address])

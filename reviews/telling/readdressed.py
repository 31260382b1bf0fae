"""A letter to the old address of whomever a file of people gave another: a mail in the post, like any other."""

from collections.abc import Mapping
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Person
from reviews.models import Mail

BATCH = 500


def tell(before: Mapping[UUID, str]) -> None:
    """Writes a letter for each person (id → the address until now) who is here. Call it in the transaction of the act:
    what is not written, dry runs included, tells nobody."""
    here = urlsplit(settings.SITE_URL).hostname
    with translation.override(settings.LANGUAGE_CODE):
        Mail.objects.bulk_create(
            [
                Mail(
                    recipient=person,
                    address=before[person.pk],
                    message_id=f"<address.{uuid4().hex}@{here}>",
                    subject=_("Your address for Plumbline was changed"),
                    body=_body(person),
                )
                for person in Person.objects.filter(pk__in=list(before), is_active=True).order_by("pk")
            ],
            batch_size=BATCH,
        )


def _body(person: Person) -> str:
    said = {"person": person, "site_url": settings.SITE_URL}
    return render_to_string("emails/address_changed_by_file.txt", said).strip() + "\n"

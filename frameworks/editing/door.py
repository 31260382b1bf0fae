"""The one door through which the text of a version is written: who may, whether it still may be, and what is marked."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import Event, GrantKind, Person
from accounts.moves import Conflict, NotAllowed
from frameworks.models import Version

AGAIN_AFTER = timedelta(minutes=10)  # one person's edits of one version are one event for so long

LATELY = timedelta(days=2)


class Gone(Conflict):
    """What was to be edited is not in the version any more, or never was."""


@contextmanager
def writing(version: Version, by: Person, verb: str = "edit") -> Iterator[Version]:
    """The version, locked, for whoever writes its text. One transaction: nothing of it stays where anything is raised.

    Raises NotAllowed for whoever is no framework editor; Conflict where the text is fixed meanwhile.
    """
    with transaction.atomic():
        locked = Version.objects.select_for_update(of=("self",)).select_related("framework").get(pk=version.pk)
        if not by.holds(GrantKind.FRAMEWORK_EDITOR):
            raise NotAllowed(verb)
        if locked.state == Version.State.DISCARDED:
            raise Conflict(_was_discarded(locked))
        if not locked.is_written:
            said = _("The text of version %(label)s is fixed since you opened this page: it changes no more.")
            raise Conflict(said % {"label": locked.label})
        yield locked


def who_wrote_lately(version: Version, but: Person) -> list[str]:
    """The names of others who wrote in it these days."""
    thing = {"thing": version._meta.label_lower, "thing_id": str(version.pk)}
    rows = Event.objects.filter(verb="edit", at__gt=timezone.now() - LATELY, by__isnull=False, **thing)
    return sorted(set(rows.exclude(by=but).values_list("by__name", flat=True)))


def _was_discarded(version: Version) -> str:
    """For whoever still has it open."""
    thing = {"thing": version._meta.label_lower, "thing_id": str(version.pk)}
    event = Event.objects.filter(verb="discard", **thing).select_related("by").first()
    said = _("%(name)s discarded this version since you opened this page. What you write here is not saved: copy it.")
    return said % {"name": event.by.name if event and event.by else _("Somebody")}


def written(version: Version, by: Person, verb: str = "edit") -> None:
    """Marks a locked version as changed: whoever remembers its text reads it anew, and the trail says who edited it.

    Until the version is fixed its digest is no digest of the text but a number of its own.
    """
    version.digest = secrets.token_hex(32)
    version.save(update_fields=["digest"])
    lately = timezone.now() - AGAIN_AFTER
    thing = {"thing": version._meta.label_lower, "thing_id": str(version.pk)}
    if verb != "edit" or not Event.objects.filter(verb=verb, by=by, at__gt=lately, **thing).exists():
        trail.record(verb, version, by)

"""Leases: a named thing that only one process does at a time, and never for ever."""

from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction
from django.utils import timezone


class Lease(models.Model):
    """Who holds a name, until when; a holder that dies loses it by itself."""

    name = models.CharField(max_length=80, unique=True)
    until_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


def take(name: str, seconds: int) -> datetime | None:
    """Takes the lease for so many seconds: until when; None where another holds it. Safe between processes."""
    now = timezone.now()
    until = now + timedelta(seconds=seconds)
    if Lease.objects.filter(name=name, until_at__lte=now).update(until_at=until):
        return until
    try:
        with transaction.atomic():
            Lease.objects.create(name=name, until_at=until)
    except IntegrityError:
        return None
    return until


def keep(name: str, until: datetime, seconds: int) -> datetime | None:
    """Holds on to the lease that was taken until then: the new end; None where it ran out and is another's by now."""
    longer = timezone.now() + timedelta(seconds=seconds)
    return longer if Lease.objects.filter(name=name, until_at=until).update(until_at=longer) else None


def give_back(name: str, until: datetime) -> None:
    """Ends the lease that was taken until then; one that ran out and is another's by now is left to them."""
    Lease.objects.filter(name=name, until_at=until).update(until_at=timezone.now())

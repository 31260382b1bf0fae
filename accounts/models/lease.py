"""Leases: a named thing that only one process does at a time, and never for ever."""

from datetime import timedelta

from django.db import IntegrityError, models, transaction
from django.utils import timezone


class Lease(models.Model):
    """Who holds a name, until when; a holder that dies loses it by itself."""

    name = models.CharField(max_length=80, unique=True)
    until_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


def take(name: str, seconds: int) -> bool:
    """Takes the lease for so many seconds; False where another holds it. Safe between processes."""
    now = timezone.now()
    until = now + timedelta(seconds=seconds)
    if Lease.objects.filter(name=name, until_at__lte=now).update(until_at=until):
        return True
    try:
        with transaction.atomic():
            Lease.objects.create(name=name, until_at=until)
    except IntegrityError:
        return False
    return True


def give_back(name: str) -> None:
    """Ends the lease now."""
    Lease.objects.filter(name=name).update(until_at=timezone.now())

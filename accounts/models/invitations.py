"""Invitations to sign in: that a mail is owed to somebody, or was sent. The link itself is never kept."""

from django.db import models

from accounts.models.people import Person
from accounts.models.record import Record


class Invitation(Record):
    """A mail with a link to choose a first password; `by=None` is the invited person, who asked for another."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["asked_at"]
        indexes = [models.Index(fields=["sent_at", "tries"], name="invitation_waiting")]

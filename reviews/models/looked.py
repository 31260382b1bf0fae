"""When somebody last looked at what is written of a subject: what leads a reader to what is new to them."""

from django.db import models

from accounts.models import Person, Record
from reviews.models.cycles import Group


class LookedQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "LookedQuerySet":
        """Only whoever looked."""
        return self.filter(reader=viewer) if isinstance(viewer, Person) else self.none()


class Looked(Record):
    """A reader of a group looked at a subject's page, or said that they had read it; the last time."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reader = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    objects = LookedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "subject", "reader"], name="looked_once_each"),
            models.CheckConstraint(condition=~models.Q(reader=models.F("subject")), name="nobody_looks_at_themselves"),
        ]

"""Whom the company's identity provider knows by which subject: how a person who comes from there is recognised."""

from django.db import models

from accounts.models.people import Person
from accounts.models.record import Record


class IdentityQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "IdentityQuerySet":
        """One's own."""
        return self.filter(person=viewer) if isinstance(viewer, Person) else self.none()


class Identity(Record):
    """That one subject of one provider is one person. It is never moved: not by another address, here or there."""

    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    bound_at = models.DateTimeField()

    objects = IdentityQuerySet.as_manager()

    class Meta:
        ordering = ["bound_at"]
        verbose_name_plural = "identities"
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="one_person_a_subject"),
            models.UniqueConstraint(fields=["issuer", "person"], name="one_subject_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.issuer}"

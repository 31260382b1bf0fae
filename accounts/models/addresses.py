"""A new address for somebody who holds a permission: asked for by one person, confirmed by another."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.grants import GrantKind
from accounts.models.people import Person
from accounts.models.record import Record


class AddressChangeQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "AddressChangeQuerySet":
        """The person concerned; People Ops for the whole organisation."""
        if not isinstance(viewer, Person):
            return self.none()
        return self if viewer.holds_everywhere(GrantKind.PEOPLE_OPS) else self.filter(subject=viewer)


class AddressChange(Record):
    """Who asked that somebody's address be changed, to what, and what came of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        CONFIRMED = "confirmed", _("confirmed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    address = models.EmailField(max_length=254)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty for one confirmed at the machine.",
    )

    objects = AddressChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=Q(state="waiting"), name="one_change_of_address_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "confirmed", "withdrawn"]),
                name="change_of_address_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
                name="nobody_confirms_an_address_they_asked_for",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}, {self.state}"

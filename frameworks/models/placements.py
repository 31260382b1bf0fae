"""Placements: which role a person holds, from a day to a day."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from accounts.models import Below, Organisation, Person, Record
from accounts.models.grants import GrantKind, people_ops_for
from frameworks.models.identity import Role


class PlacementQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "PlacementQuerySet":
        """Self, managers above, People Ops; colleagues where the organisation has opened roles."""
        if not isinstance(viewer, Person):
            return self.none()
        if viewer.holds_everywhere(GrantKind.PEOPLE_OPS):
            return self
        return self.filter(
            Exists(Organisation.objects.filter(roles_are_open=True))
            | Q(person=viewer)
            | Exists(Below.objects.filter(manager=viewer, person=OuterRef("person_id")))
            | people_ops_for(viewer, "person")
        )

    def on(self, day) -> "PlacementQuerySet":
        """In force on that day."""
        return self.from_day(day).filter(from_on__lte=day)

    def from_day(self, day) -> "PlacementQuerySet":
        """In force on that day or any later one."""
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gte=day))

    def of_the_staying(self, day) -> "PlacementQuerySet":
        """Those of people who have not left by that day."""
        return self.filter(Q(person__left_on__isnull=True) | Q(person__left_on__gt=day))


class Placement(Record):
    """A person holds a role from a day to a day (both included); one at a time."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["person", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(to_on__isnull=True), name="one_role_at_a_time"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="placement_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["role"], name="placement_by_role")]

    def is_in_force(self, day) -> bool:
        """Whether it is on that day."""
        return self.from_on <= day and (self.to_on is None or self.to_on >= day)

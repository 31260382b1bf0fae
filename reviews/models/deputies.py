"""Who stands in for an assessor in a group, from a day to a day: they read, write and submit; they decide nothing."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from accounts import clock
from accounts.models import Person, Record
from accounts.models.grants import people_ops_for
from accounts.models.people import active_now
from reviews.models.cycles import RUNNING, Group


class DeputyshipQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "DeputyshipQuerySet":
        """The two concerned, and People Ops for whom it is about."""
        if not isinstance(viewer, Person):
            return self.none()
        return self.filter(Q(person=viewer) | Q(deputy=viewer) | people_ops_for(viewer, "person"))

    def now(self) -> "DeputyshipQuerySet":
        """Those in force at this instant of the domain's clock; the policies say the same in SQL."""
        return self.filter(active_now())

    def not_over(self) -> "DeputyshipQuerySet":
        """Those in force, and those still to come."""
        return self.filter(until_at__gt=clock.now())


class Deputyship(Record):
    """That one person stands in for another in a group; who named them."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    deputy = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = DeputyshipQuerySet.as_manager()

    class Meta:
        ordering = ["from_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("deputy")), name="nobody_stands_in_for_themselves"),
            models.CheckConstraint(condition=Q(until_at__gte=F("from_at")), name="deputy_for_some_time"),
        ]
        indexes = [models.Index(fields=["deputy", "group"], name="deputyship_by_deputy")]


def stands_in(viewer: Person) -> Exists:
    """True where the viewer stands in, now, for the author of the row in its group, which runs."""
    rows = Deputyship.objects.now().filter(group__state__in=RUNNING, deputy=viewer)
    return Exists(rows.filter(group=OuterRef("group"), person=OuterRef("author_id")))

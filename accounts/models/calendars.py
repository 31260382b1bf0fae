"""Links to a calendar file: the secret in the address is not kept, only its digest."""

from django.db import models
from django.db.models import Q

from accounts.models.people import Person
from accounts.models.record import Record


class CalendarLinkQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "CalendarLinkQuerySet":
        """One's own, until it is ended."""
        return self.filter(person=viewer, ended_at__isnull=True) if isinstance(viewer, Person) else self.none()


class CalendarLink(Record):
    """An address at which a person's calendar reads the dates that concern them, without signing in.

    `digest` is the SHA-256 of the secret in the address: 256 bits drawn at random need no slower one. `given` holds
    what was last given of each date (uid → digest, number of its change, instant), so that a calendar is told of a
    change.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    given = models.JSONField(default=dict)

    objects = CalendarLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="one_calendar_link_a_person"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(given={}), name="an_ended_calendar_link_holds_nothing"
            ),
        ]

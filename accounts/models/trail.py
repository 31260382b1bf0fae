"""The trail: what happened, as ids, verbs and states. No text and no name ever stands here."""

from django.db import models

from accounts.models.grants import GrantKind
from accounts.models.people import Person
from accounts.models.record import Record


class EventQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "EventQuerySet":
        """People Ops for the whole organisation: who did what. Never what concerns themselves."""
        if not isinstance(viewer, Person):
            return self.none()
        return self.exclude(about=viewer) if viewer.holds_everywhere(GrantKind.PEOPLE_OPS) else self.none()


class Event(Record):
    """One act: who (None = the system), the verb, the thing, from which state to which, about whom."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    thing = models.CharField(max_length=60)
    thing_id = models.CharField(max_length=40)
    about = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["thing", "thing_id"], name="event_by_thing"),
            models.Index(fields=["-at"], name="event_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.thing} {self.thing_id}"

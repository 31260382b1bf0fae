"""What becomes of what is held about a person: holds, and erasures with the two people they take."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.grants import people_ops_for
from accounts.models.people import Person
from accounts.models.record import Record


class HoldQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "HoldQuerySet":
        """People Ops for the person; never the person."""
        if not isinstance(viewer, Person):
            return self.none()
        return self.filter(people_ops_for(viewer, "person")).exclude(person=viewer)

    def in_force(self) -> "HoldQuerySet":
        """Those that were not lifted."""
        return self.filter(lifted_at__isnull=True)


class Hold(Record):
    """Nothing that is held about a person may go, because of a lawsuit or an inquiry; until somebody lifts it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=500)
    put_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    put_at = models.DateTimeField()
    lifted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("hold")
        ordering = ["-put_at"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(lifted_at__isnull=True), name="one_hold_at_a_time"),
            models.CheckConstraint(condition=~Q(put_by=F("person")), name="nobody_holds_what_is_theirs"),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True) | ~Q(lifted_by=F("person")), name="nobody_lifts_their_own_hold"
            ),
        ]


class ErasureQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ErasureQuerySet":
        """People Ops for the person; never the person."""
        if not isinstance(viewer, Person):
            return self.none()
        return self.filter(people_ops_for(viewer, "subject")).exclude(subject=viewer)


class Erasure(Record):
    """That somebody asked for a person's data to go, and what came of it. Once done, the person is a pseudonym."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DONE = "done", _("done")
        WITHDRAWN = "withdrawn", _("withdrawn")

    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["subject"], condition=Q(state="waiting"), name="one_erasure_at_a_time"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "done", "withdrawn"]), name="erasure_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("subject")) & (Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("subject"))),
                name="nobody_erases_themselves",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
                name="nobody_confirms_an_erasure_they_asked_for",
            ),
        ]

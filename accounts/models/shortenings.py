"""That records are to be kept for a shorter time: asked for by one, confirmed by another, and begun later."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.grants import GrantKind
from accounts.models.people import Person
from accounts.models.record import Record


class ShorteningQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ShorteningQuerySet":
        """People Ops for the whole organisation."""
        if not isinstance(viewer, Person) or not viewer.holds_everywhere(GrantKind.PEOPLE_OPS):
            return self.none()
        return self

    def open(self) -> "ShorteningQuerySet":
        """Those that wait for a second person, or for their day."""
        return self.filter(state__in=[Shortening.State.WAITING, Shortening.State.CONFIRMED])


class Shortening(Record):
    """Who asked for fewer months, which (as the organisation's settings; empty: as now), and what came of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        CONFIRMED = "confirmed", _("confirmed")
        BEGUN = "begun", _("begun")
        WITHDRAWN = "withdrawn", _("withdrawn")

    only = models.BooleanField(default=True, editable=False)  # that there is one open at a time
    keep_inputs_months = models.PositiveSmallIntegerField(null=True, blank=True)
    keep_results_months = models.PositiveSmallIntegerField(null=True, blank=True)
    keep_mails_months = models.PositiveSmallIntegerField(null=True, blank=True)
    keep_notes_months = models.PositiveSmallIntegerField(null=True, blank=True)
    keep_leavers_months = models.PositiveSmallIntegerField(null=True, blank=True)
    keep_candidates_months = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The second person; empty where there was none.",
    )
    begins_on = models.DateField(null=True, blank=True, help_text="From this day on it counts; nothing goes before.")

    objects = ShorteningQuerySet.as_manager()

    class Meta:
        verbose_name = _("shorter time for records")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["only"], condition=Q(state__in=["waiting", "confirmed"]), name="one_shortening_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "confirmed", "begun", "withdrawn"]),
                name="shortening_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
                name="nobody_confirms_a_shortening_they_asked_for",
            ),
        ]

"""Copies of what is held about a person, as People Ops prepare them and give them to the person."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.grants import people_ops_for
from accounts.models.people import Person
from accounts.models.record import Record


class DataCopyQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "DataCopyQuerySet":
        """People Ops for the person; the person once it is given."""
        if not isinstance(viewer, Person):
            return self.none()
        others = people_ops_for(viewer, "person") & ~Q(person=viewer)
        return self.filter(others | Q(person=viewer, state=DataCopy.State.GIVEN))


class DataCopy(Record):
    """What was held about a person on one day. Its content goes once its time is over, or it is withdrawn."""

    class State(models.TextChoices):
        PREPARED = "prepared", _("prepared")
        GIVEN = "given", _("given")
        WITHDRAWN = "withdrawn", _("withdrawn")
        OVER = "over", _("no longer there")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    content = models.JSONField(default=dict)
    prepared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)

    objects = DataCopyQuerySet.as_manager()

    @property
    def subject(self) -> Person:
        """Whom the copy is about, as the trail asks it."""
        return self.person

    @property
    def content_is_there(self) -> bool:
        """Whether there is something to look at."""
        return self.state in (self.State.PREPARED, self.State.GIVEN)

    class Meta:
        verbose_name = _("copy of what is held")
        ordering = ["-prepared_at"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state="prepared"), name="one_copy_in_preparation"),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "given", "withdrawn", "over"]), name="copy_in_a_known_state"
            ),
            models.CheckConstraint(condition=~Q(prepared_by=F("person")), name="nobody_prepares_their_own_copy"),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "given"]) | Q(content={}), name="a_copy_that_is_over_holds_nothing"
            ),
        ]

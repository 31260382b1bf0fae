"""A file of people between its preview and its confirmation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Person
from accounts.models.record import Record


class StagedImportQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "StagedImportQuerySet":
        """Who put it there, as long as they hold People Ops for the whole organisation."""
        if not isinstance(viewer, Person) or not viewer.holds_everywhere("people_ops"):
            return self.none()
        return self.filter(by=viewer)


class StagedImport(Record):
    """A file that was looked at: applied as it was shown, or not at all. Its text goes once it is applied."""

    class State(models.TextChoices):
        STAGED = "staged", _("staged")
        APPLIED = "applied", _("applied")

    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.STAGED)
    content = models.TextField(blank=True)
    whole = models.BooleanField(default=False, help_text="The file is the whole company: who is absent leaves.")
    digest = models.CharField(max_length=64, help_text="Of the plan that was shown.")

    objects = StagedImportQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=["staged", "applied"]), name="import_in_a_known_state")
        ]

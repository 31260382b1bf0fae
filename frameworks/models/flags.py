"""Flags: that somebody doubts or does not understand a wording. About a text, never about a person."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Record
from frameworks.models.identity import Axis, Role
from frameworks.models.versions import BehaviourIdentity, Version


class FlagQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "FlagQuerySet":
        """Whoever raised it with their name. Every member once the review is closed in whose meeting it was raised;
        where it was raised on the framework's own page, at once with a name, and on the next working day without
        one."""
        if not isinstance(viewer, Person):
            return self.none()
        return self.filter(Q(author=viewer) | Q(waits_in__isnull=True))

    def let_out(self) -> "FlagQuerySet":
        """Those that wait for no review to be closed."""
        return self.filter(waits_in__isnull=True)


class Flag(Record):
    """One flag on what a role asks on an axis, or on one example of it, as one version words it.

    It has no time, no subject and no group, and raising it leaves no event: beside the turns of a meeting either would
    say of whom somebody spoke. `waits_in` is the meeting it was raised in, and is emptied once its review is closed.
    Without a name nothing is kept of who raised it; on a framework's page it is a `HeldComment` until its day is over.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        SETTLED = "settled", _("settled")

    class Outcome(models.TextChoices):
        REWORDED = "reworded", _("It is worded anew")
        KEPT = "kept", _("It stays as it is")
        ELSEWHERE = "elsewhere", _("It is no matter of the wording")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, related_name="+")
    behaviour = models.ForeignKey(BehaviourIdentity, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    said = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    waits_in = models.UUIDField(null=True, blank=True, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    line = models.CharField(max_length=300, blank=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "version", "role", "axis"],
                condition=Q(state="open", author__isnull=False, behaviour__isnull=True),
                name="one_open_flag_a_person",
            ),
            models.UniqueConstraint(
                fields=["author", "version", "role", "axis", "behaviour"],
                condition=Q(state="open", author__isnull=False, behaviour__isnull=False),
                name="one_open_flag_an_example",
            ),
            models.CheckConstraint(
                condition=Q(state="open", outcome="", line="")
                | Q(Q(state="settled", outcome__in=["reworded", "kept", "elsewhere"]), ~Q(line="")),
                name="a_settled_flag_says_how",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(waits_in__isnull=True), name="a_flag_that_waits_is_open"
            ),
        ]
        indexes = [models.Index(fields=["version", "state"], name="flag_by_version")]

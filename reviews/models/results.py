"""Results: what stands after the meeting, and the words written to the person. Not the assessment."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.models import Person, Record
from accounts.models.confidential import Confidential, ConfidentialPart, ConfidentialQuerySet
from accounts.models.grants import people_ops_for
from frameworks.models import Axis, Role, ScalePoint, Version
from reviews.models.cycles import LOCKED, Group
from reviews.models.participants import decides, is_above, not_kept_away


def is_told(today: date) -> Q:
    """True where the subject was told, or the day has come on which they read it by themselves."""
    return Q(told_at__isnull=False) | Q(opens_on__lte=today)


class ResultQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "ResultQuerySet":
        """From the lock its author, the deciders, managers above, People Ops; the subject once told, or when its day
        has come. Nobody who keeps away."""
        if not isinstance(viewer, Person):
            return self.none()
        others = Q(author=viewer) | Q(decides(viewer)) | is_above(viewer) | people_ops_for(viewer, "subject")
        others = others & Q(group__state__in=LOCKED) & not_kept_away(viewer)
        return self.filter(others | Q(subject=viewer) & is_told(clock.today()))


class Result(Confidential, Record):
    """A subject's final ratings in one group, and the words the manager writes to them."""

    noted_as = "result"
    bookkeeping = (
        *("group", "subject", "author", "role", "version", "state"),
        *("draft_number", "worded_at", "opens_on", "told_at"),
    )

    class State(models.TextChoices):
        STANDING = "standing", _("standing")
        WORDED = "worded", _("worded")
        RELEASED = "released", _("released")
        TOLD = "told", _("told")

    UNRELEASED = (State.STANDING, State.WORDED)

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.STANDING)
    overall = models.ForeignKey(ScalePoint, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(blank=True, max_length=8000)
    asked = models.TextField(blank=True, max_length=4000)
    asked_by_on = models.DateField(null=True, blank=True)
    support = models.TextField(blank=True, max_length=4000)
    draft_number = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    worded_at = models.DateTimeField(null=True, blank=True)
    rated_anew_at = models.DateTimeField(
        null=True, blank=True, help_text="When a second lock changed a rating under words; until they are done again."
    )
    opens_on = models.DateField(null=True, blank=True, help_text="The latest day on which the subject reads it.")
    told_at = models.DateTimeField(null=True, blank=True)

    objects = ResultQuerySet.as_manager()

    def is_told(self, today: date) -> bool:
        """What `is_told` asks of rows, of this one."""
        return self.told_at is not None or (self.opens_on is not None and self.opens_on <= today)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "subject"], name="one_result_a_subject"),
            models.CheckConstraint(condition=~Q(author=models.F("subject")), name="result_not_written_by_its_subject"),
            models.CheckConstraint(
                condition=Q(state__in=["standing", "worded", "released", "told"]),
                name="result_in_a_known_state",
            ),
        ]
        indexes = [
            models.Index(fields=["subject"], name="result_by_subject"),
            models.Index(fields=["author", "state"], name="result_by_author"),
        ]


class ResultAxisQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "ResultAxisQuerySet":
        """Whoever sees the result."""
        return self.filter(Exists(Result.objects.visible_to(viewer).filter(pk=OuterRef("result"))))


class ResultAxis(ConfidentialPart):
    """A final rating on one axis, against the role held or (for the rule) the next one."""

    part_of = "result"
    bookkeeping = ("axis", "against", "against_role")

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="axes")
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, related_name="+")
    against = models.CharField(max_length=8, default="current")
    against_role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(ScalePoint, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    step = models.ForeignKey("frameworks.Step", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    applies = models.BooleanField(default=True, help_text="No: the axis is no part of the person's work.")

    objects = ResultAxisQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["result", "axis", "against"], name="one_result_an_axis"),
            models.CheckConstraint(condition=Q(against__in=["current", "next"]), name="result_against_a_known_role"),
            models.CheckConstraint(
                condition=Q(applies=True) | Q(point__isnull=True), name="no_result_where_the_axis_does_not_apply"
            ),
        ]

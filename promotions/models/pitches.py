"""Pitches: the brief case for a promotion, by axis, with dated claims."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Record
from accounts.models.confidential import Confidential, ConfidentialPart, ConfidentialQuerySet
from frameworks.models import Axis, Role, Version
from reviews.models import Group
from reviews.models.participants import not_kept_away, reads_now


class PitchQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "PitchQuerySet":
        """As the assessment. Its subject only where the framework says that pitches are written with them, and once it
        was submitted."""
        if not isinstance(viewer, Person):
            return self.none()
        submitted = ~Q(state=Pitch.State.DRAFT)
        others = (Q(author=viewer) | (submitted & reads_now(viewer))) & not_kept_away(viewer)
        own = submitted & Q(subject=viewer, version__pitch_open_to_subject="with")
        return self.filter(others | own)

    def known_to(self, subject: Person, decided=()) -> "PitchQuerySet":
        """Those about `subject` of which they may know that they exist: once submitted, where the framework says
        *with* or *know*; and those in `decided`, whose decision they were told."""
        open_ones = ~Q(state=Pitch.State.DRAFT) & Q(version__pitch_open_to_subject__in=["with", "know"])
        return self.filter(Q(subject=subject) & (open_ones | Q(pk__in=list(decided))))


class Pitch(Confidential, Record):
    """The case for one subject's promotion to a target role. Who assesses somebody after another begins one of their
    own; the group has one of each subject, the one that was submitted."""

    noted_as = "pitch"
    closely = True
    bookkeeping = ("group", "subject", "author", "role", "version", "state", "draft_number", "submitted_at")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        WITHDRAWN = "withdrawn", _("withdrawn")
        DECIDED = "decided", _("decided")

    HANDED_IN = (State.SUBMITTED, State.DECIDED)

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    summary = models.TextField(blank=True, max_length=8000)
    exception = models.TextField(blank=True, max_length=4000, help_text="Why, although a clause says not yet.")
    proof = models.JSONField(default=list, blank=True, help_text="Frozen at submission: ids, no text.")
    draft_number = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = PitchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "subject", "author"], name="one_pitch_an_author"),
            models.UniqueConstraint(
                fields=["group", "subject"],
                condition=Q(state__in=["submitted", "decided"]),
                name="one_pitch_a_subject",
            ),
            models.CheckConstraint(condition=~Q(author=F("subject")), name="pitch_not_for_oneself"),
            models.CheckConstraint(condition=~Q(role=F("target")), name="pitch_to_another_role"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "withdrawn", "decided"]),
                name="pitch_in_a_known_state",
            ),
        ]


class OfPitchQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "OfPitchQuerySet":
        """Whoever sees the pitch."""
        return self.filter(Exists(Pitch.objects.visible_to(viewer).filter(pk=OuterRef("pitch"))))


class PitchCase(ConfidentialPart):
    """The case on one axis, in words."""

    part_of = "pitch"

    pitch = models.ForeignKey(Pitch, on_delete=models.CASCADE, related_name="cases")
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=4000)

    objects = OfPitchQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pitch", "axis"], name="one_case_an_axis")]


class Claim(ConfidentialPart, Record):
    """What the author claims for a stretch of time, where no result says it."""

    part_of = "pitch"

    class Kind(models.TextChoices):
        HIGH = "high_performance", _("high performance")
        NEXT = "at_next_level", _("performing at the next level")

    pitch = models.ForeignKey(Pitch, on_delete=models.CASCADE, related_name="claims")
    kind = models.CharField(max_length=20, choices=Kind)
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField()
    text = models.TextField(max_length=2000)

    objects = OfPitchQuerySet.as_manager()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="claim_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(kind="at_next_level") | Q(axis__isnull=True), name="high_performance_of_the_whole_role"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["high_performance", "at_next_level"]), name="claim_of_a_known_kind"
            ),
        ]


class ConditionAnswer(ConfidentialPart):
    """The author's answer to a condition of the rule (business need …)."""

    part_of = "pitch"

    pitch = models.ForeignKey(Pitch, on_delete=models.CASCADE, related_name="answers")
    code = models.CharField(max_length=80)
    text = models.TextField(max_length=4000)

    objects = OfPitchQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pitch", "code"], name="one_answer_a_condition")]

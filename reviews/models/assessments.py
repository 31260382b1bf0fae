"""Assessments (an assessor's judgement of one subject), their ratings by axis, and remarks on them."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.models import Person, Record
from accounts.models.confidential import Confidential, ConfidentialPart, ConfidentialQuerySet
from accounts.models.grants import people_ops_for
from frameworks.models import Axis, Role, ScalePoint, Step
from reviews.models.co_authors import co_writes
from reviews.models.cycles import READING, Group
from reviews.models.deputies import stands_in
from reviews.models.participants import not_kept_away, reads_now, reads_the_group


class AssessmentQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "AssessmentQuerySet":
        """Its author; until the close, unless it was put away, who stands in for them now and who is invited to write
        it with them. Once submitted: the group's readers (assessors, deputies, directors, the outside director, the
        observer, deciders) from preview until the close; afterwards managers above the subject then and now, and People
        Ops. What its own author replaced by a newer one: whoever reads the newer. Never its subject, nor who keeps away
        from them."""
        if not isinstance(viewer, Person):
            return self.none()
        submitted = Q(state__in=Assessment.HANDED_IN) | Q(state=Assessment.State.REPLACED, still_shown=True)
        with_them = Q(stands_in(viewer)) | co_writes(viewer)
        writes = Q(author=viewer) | ~Q(state=Assessment.State.REPLACED) & with_them
        return self.filter(writes | (submitted & reads_now(viewer))).filter(not_kept_away(viewer))

    def handed_in(self) -> "AssessmentQuerySet":
        """What stands for the group: at most one a subject, whatever else is being written or was written before."""
        return self.filter(state__in=Assessment.HANDED_IN)

    def written_by(self, viewer) -> "AssessmentQuerySet":
        """Of those visible to the viewer the ones they wrote: the short way to the page on which they write."""
        return self.filter(not_kept_away(viewer), author=viewer) if isinstance(viewer, Person) else self.none()


class Assessment(Confidential, Record):
    """What one assessor says of one subject: an overall rating, a short statement, ratings by axis.

    A subject may have several in a group: at most one that was handed in and stands, at most one draft (beside what
    stands, where that is being changed or somebody else assesses now), and those that were replaced. `revises` is the
    row in whose place a row was begun.
    """

    noted_as = "assessment"
    bookkeeping = (
        *("group", "subject", "author", "role", "state", "draft_number", "saved_at", "submitted_at"),
        *("revises", "still_shown", "submitted_by"),
    )

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        SEALED = "sealed", _("sealed by the meeting")
        REPLACED = "replaced", _("replaced by a newer one, or put away")

    HANDED_IN = (State.SUBMITTED, State.SEALED)

    class Told(models.TextChoices):
        YES = "yes", _("told on")
        NOT_YET = "not_yet", _("not yet")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    next_role = models.ForeignKey(Role, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    overall = models.ForeignKey(ScalePoint, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    statement = models.TextField(blank=True, max_length=8000)
    told_lowest = models.CharField(max_length=10, choices=Told, blank=True)
    told_lowest_on = models.DateField(null=True, blank=True)
    draft_number = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who handed it in for an author who was away.",
    )
    revises = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    still_shown = models.BooleanField(
        default=False, help_text="Submitted, then replaced by its own author: whoever reads the newer one reads it too."
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "subject"],
                condition=Q(state__in=["submitted", "sealed"]),
                name="one_assessment_handed_in",
            ),
            models.UniqueConstraint(
                fields=["group", "subject"], condition=Q(state="draft"), name="one_draft_a_subject"
            ),
            models.CheckConstraint(condition=~Q(author=models.F("subject")), name="assessment_not_of_oneself"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "sealed", "replaced"]), name="assessment_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(still_shown=False) | Q(state="replaced", submitted_at__isnull=False),
                name="only_what_was_submitted_is_still_shown",
            ),
        ]
        indexes = [
            models.Index(fields=["author", "group"], name="assessment_by_author"),
            models.Index(fields=["group", "subject"], name="assessment_by_subject"),
        ]


class AxisRatingQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "AxisRatingQuerySet":
        """Whoever sees the assessment."""
        return self.filter(Exists(Assessment.objects.visible_to(viewer).filter(pk=OuterRef("assessment"))))


class AxisRating(ConfidentialPart):
    """A rating on one axis against the current role or the next one; or why it does not apply."""

    part_of = "assessment"
    bookkeeping = ("axis", "against")

    class Against(models.TextChoices):
        CURRENT = "current", _("current role")
        NEXT = "next", _("next role")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="axis_ratings")
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, related_name="+")
    against = models.CharField(max_length=8, choices=Against, default=Against.CURRENT)
    point = models.ForeignKey(ScalePoint, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    not_applicable = models.CharField(
        max_length=500, blank=True, help_text="Why the axis is no part of the person's work; then it has no rating."
    )
    statement = models.TextField(blank=True, max_length=8000)

    objects = AxisRatingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "axis", "against"], name="one_rating_an_axis"),
            models.CheckConstraint(condition=Q(against__in=["current", "next"]), name="rating_against_a_known_role"),
            models.CheckConstraint(
                condition=Q(not_applicable="") | Q(point__isnull=True, step__isnull=True),
                name="no_rating_where_the_axis_does_not_apply",
            ),
        ]


class RemarkQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "RemarkQuerySet":
        """As the submitted assessment, until the close; then People Ops only. Never the subject, nor who keeps away."""
        if not isinstance(viewer, Person):
            return self.none()
        while_it_runs = Q(group__state__in=READING) & (Q(author=viewer) | Q(reads_the_group(viewer)))
        afterwards = Q(group__state=Group.State.CLOSED) & people_ops_for(viewer, "subject")
        return self.filter(while_it_runs | afterwards).filter(not_kept_away(viewer))


class Remark(Confidential, Record):
    """What another participant says of a subject's assessment or pitch, or answers to such a remark; signed."""

    noted_as = "remark"
    closely = True
    bookkeeping = ("group", "subject", "author", "parent", "written_at", "sealed_at")

    class Kind(models.TextChoices):
        SUPPORTS = "supports", _("supports")
        CHALLENGES = "challenges", _("challenges")
        ASKS = "asks", _("asks")
        ADDS_EVIDENCE = "adds_evidence", _("adds evidence")
        ANSWERS = "answers", _("answers")
        # a first read, before the rating shows
        AGREES = "agrees", _("agrees")
        QUESTIONS = "questions", _("questions")
        CANNOT_SAY = "cannot_say", _("cannot say")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=15, choices=Kind)
    about_pitch = models.BooleanField(default=False)
    text = models.TextField(max_length=4000)
    example = models.TextField(blank=True, max_length=2000, help_text="What happened, and when.")
    written_at = models.DateTimeField(default=clock.now)
    sealed_at = models.DateTimeField(null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["written_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(author=models.F("subject")), name="remark_not_on_oneself"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        *("supports", "challenges", "asks", "adds_evidence", "answers"),
                        *("agrees", "questions", "cannot_say"),
                    ]
                ),
                name="remark_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind="answers", parent__isnull=False) | (~Q(kind="answers") & Q(parent__isnull=True)),
                name="an_answer_stands_under_a_remark",
            ),
            models.UniqueConstraint(
                fields=["group", "subject", "author"],
                condition=Q(kind__in=["agrees", "questions", "cannot_say"]),
                name="one_first_read_each",
            ),
        ]
        indexes = [models.Index(fields=["group", "subject"], name="remark_by_subject")]

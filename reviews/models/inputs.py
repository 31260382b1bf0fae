"""What contributors say of one subject: a signed text without a rating, beside the assessment."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Task
from accounts.models import Person, Record
from accounts.models.confidential import Confidential, ConfidentialQuerySet
from reviews.models.co_authors import co_writes
from reviews.models.cycles import RUNNING, Group
from reviews.models.deputies import Deputyship
from reviews.models.participants import Assignment, not_kept_away, reads_now


class InputQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "InputQuerySet":
        """The contributor who wrote it. Once submitted, of somebody who is assessed: who assesses them there, stands in
        for that assessor or writes the assessment with them, while the group runs; and whoever reads a submitted
        assessment of theirs. Never its subject, nor who keeps away from them."""
        if isinstance(viewer, Task):
            return self if viewer.name == "reminders" else self.none()
        if not isinstance(viewer, Person):
            return self.none()
        assigned = Assignment.objects.filter(group=OuterRef("group"), subject=OuterRef("subject_id"))
        for_whom = Deputyship.objects.now().filter(
            group=OuterRef("group"), person=OuterRef("assessor_id"), deputy=viewer
        )
        assesses = Q(group__state__in=RUNNING) & Q(Exists(assigned.filter(Q(assessor=viewer) | Q(Exists(for_whom)))))
        reads = assesses | co_writes(viewer) & Q(Exists(assigned)) | reads_now(viewer) & Q(Exists(assigned))
        return self.filter(Q(author=viewer) | Q(state=Input.State.SUBMITTED) & reads).filter(not_kept_away(viewer))


class Input(Confidential, Record):
    """What one contributor says of one subject in one group. At most one of theirs stands, and at most one is being
    written: where one is changed, beside what stands."""

    noted_as = "input"
    closely = True
    bookkeeping = ("group", "subject", "author", "state", "draft_number", "saved_at", "submitted_at")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        REPLACED = "replaced", _("replaced by a newer one, or put away")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    text = models.TextField(blank=True, max_length=8000)
    draft_number = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = InputQuerySet.as_manager()

    class Meta:
        verbose_name = _("contributor's input")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "subject", "author"], condition=Q(state="draft"), name="one_input_begun"
            ),
            models.UniqueConstraint(
                fields=["group", "subject", "author"], condition=Q(state="submitted"), name="one_input_submitted"
            ),
            models.CheckConstraint(condition=~Q(author=models.F("subject")), name="input_not_about_oneself"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "replaced"]), name="input_in_a_known_state"
            ),
        ]
        indexes = [models.Index(fields=["group", "subject"], name="input_by_subject")]

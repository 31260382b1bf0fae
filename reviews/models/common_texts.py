"""Common texts: what the person and who assesses them write to each other, until both agree to one version."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Task
from accounts.models import Person, Record
from accounts.models.confidential import Confidential, ConfidentialQuerySet
from reviews.models.cycles import RUNNING, Group
from reviews.models.participants import Assignment, not_kept_away, reads_now


class CommonTextQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "CommonTextQuerySet":
        """Who wrote it. Once shown: the person, and who assesses them there while the group runs. Once both agreed:
        whoever reads a submitted assessment of theirs. Nobody who keeps away from them."""
        if isinstance(viewer, Task):
            return self if viewer.name == "reminders" else self.none()
        if not isinstance(viewer, Person):
            return self.none()
        assigned = Assignment.objects.filter(group=OuterRef("group"), subject=OuterRef("subject_id"), assessor=viewer)
        shown = ~Q(state=CommonText.State.DRAFT) & Q(group__state__in=RUNNING) & Q(Exists(assigned))
        agreed = Q(state=CommonText.State.AGREED) & reads_now(viewer)
        others = (Q(author=viewer) | shown | agreed) & not_kept_away(viewer)
        own = Q(subject=viewer) & (Q(author=viewer) | ~Q(state=CommonText.State.DRAFT))
        return self.filter(own | others)


class CommonText(Confidential, Record):
    """One version by one of the two: a draft of its author's alone, then shown to the other, then agreed to by both."""

    noted_as = "common"
    bookkeeping = (
        *("group", "subject", "author", "state", "number", "draft_number", "saved_at"),
        *("shown_at", "agreed_by", "agreed_at"),
    )

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SHOWN = "shown", _("shown to the other")
        AGREED = "agreed", _("agreed by both")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True, max_length=8000)
    draft_number = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)

    objects = CommonTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("common text")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "subject", "author"], condition=Q(state="draft"), name="one_common_text_begun"
            ),
            models.UniqueConstraint(fields=["group", "subject", "number"], name="one_common_text_a_number"),
            models.CheckConstraint(
                condition=Q(state="draft", number__isnull=True)
                | Q(state__in=["shown", "agreed"], number__isnull=False),
                name="common_text_in_a_known_state",
            ),
            models.CheckConstraint(condition=~Q(agreed_by=models.F("author")), name="common_text_agreed_by_the_other"),
        ]

"""Whether a manager has seen what the meeting changed of their people, up to which change."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Record
from calibration.models.meeting import Meeting


class ChangesSeen(Record):
    """How a manager stands to the changes of one subject's ratings, as of a version of the meeting: a later change is
    unseen again. Read against who assesses the subject now."""

    class State(models.TextChoices):
        SEEN = "seen", _("seen")
        AFTERWARDS = "afterwards", _("told afterwards")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    manager = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State)
    version = models.PositiveIntegerField(help_text="The meeting's version up to which it holds.")
    said_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who said that the manager is told afterwards; empty: they could not look.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "subject", "manager"], name="seen_once_a_manager"),
            models.CheckConstraint(condition=~Q(manager=F("subject")), name="nobody_looks_at_their_own_changes"),
            models.CheckConstraint(condition=Q(state__in=["seen", "afterwards"]), name="changes_seen_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(said_by__isnull=True) | Q(state="afterwards"), name="only_afterwards_is_said_by_somebody"
            ),
        ]

"""What somebody in the room writes down in a turn: for themselves alone, or for the person through their assessor."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from accounts.models import Person, Record
from accounts.models.confidential import Confidential, ConfidentialQuerySet
from reviews.models import Exclusion, Group, RosterEntry
from reviews.models.cycles import AFTER_THE_LOCK
from reviews.models.participants import not_kept_away

LONGEST = 4000  # characters


class Written(Confidential, Record):
    """A text of one author about one person of the group, saved as it is typed."""

    closely = True
    bookkeeping = ("group", "subject", "author", "draft_number", "saved_at")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=LONGEST, blank=True)
    draft_number = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class PrivateNoteQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "PrivateNoteQuerySet":
        """Its author alone."""
        return self.filter(author=viewer) if isinstance(viewer, Person) else self.none()


class PrivateNote(Written):
    """What somebody in the meeting notes for themselves about the person whose turn it is; without a subject: about the
    meeting as a whole."""

    noted_as = "jotting"

    subject = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    objects = PrivateNoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "subject", "author"], name="one_private_note_each"),
            models.UniqueConstraint(
                fields=["group", "author"], condition=Q(subject__isnull=True), name="one_note_of_a_meeting_each"
            ),
            models.CheckConstraint(condition=~Q(author=F("subject")), name="nobody_notes_their_own_turn"),
        ]


class RoomFeedbackQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "RoomFeedbackQuerySet":
        """Its author until finalising begins; from the lock to the close who assesses the subject. Never the subject,
        nor who keeps away; nothing that somebody wrote who keeps away now."""
        if not isinstance(viewer, Person):
            return self.none()
        own = Q(author=viewer, group__state__in=[Group.State.CALIBRATING, Group.State.DECIDING])
        assesses = RosterEntry.objects.filter(group=OuterRef("group"), subject=OuterRef("subject"), assessor=viewer)
        theirs = Q(group__state__in=AFTER_THE_LOCK) & Q(Exists(assesses))
        left = Exclusion.objects.filter(group=OuterRef("group"), subject=OuterRef("subject"), person=OuterRef("author"))
        return self.filter(own | theirs).filter(not_kept_away(viewer)).filter(~Exists(left))


class RoomFeedback(Written):
    """What somebody in the meeting writes for the person whose turn it is: whoever assesses them finds it beside the
    words to the person, and may quote it there."""

    noted_as = "feedback"

    objects = RoomFeedbackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "subject", "author"], name="one_feedback_each"),
            models.CheckConstraint(condition=~Q(author=F("subject")), name="no_feedback_for_oneself"),
        ]

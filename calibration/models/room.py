"""The room display: a device paired with a meeting by a short code; nobody is signed in on it."""

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from accounts.models import Person, Record
from calibration.models.meeting import Meeting, Round
from calibration.models.turns import Turn


class DeviceQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "DeviceQuerySet":
        """Whoever paired it, and who holds the scribe's or moderator's seat of its meeting."""
        if not isinstance(viewer, Person):
            return self.none()
        return self.filter(Q(paired_by=viewer) | Q(meeting__scribe=viewer) | Q(meeting__moderator=viewer))

    def showing(self) -> "DeviceQuerySet":
        """Paired and not revoked."""
        return self.filter(meeting__isnull=False, revoked_at__isnull=True)


class Device(Record):
    """A screen that waits with a code, or shows one meeting. Only hashes of its token and code are kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True, blank=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    paired_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    paired_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code_hash"],
                condition=~Q(code_hash="") & Q(meeting__isnull=True),
                name="one_device_a_code",
            )
        ]

    @property
    def is_paired(self) -> bool:
        """Whether it shows a meeting now."""
        return self.meeting_id is not None and self.revoked_at is None

    @cached_property
    def counted(self) -> list[Turn]:
        """The turns of its meeting without those of who is in the room, and those that somebody there stepped out of;
        read once for one page."""
        from calibration.models.stops import turns_on

        return [Turn(*row) for row in turns_on(self.meeting_id, self.paired_by_id)]

    def sees_board(self, round: Round) -> bool:
        """Whether it shows the board of that round now, without who is in the room."""
        meeting = self.meeting
        return (
            self.is_paired
            and meeting.state == Meeting.State.RUNNING
            and meeting.showing == Meeting.Showing.BOARD
            and meeting.round_id == round.pk
        )

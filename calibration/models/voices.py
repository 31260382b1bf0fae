"""What people in the room say while a turn is open: proposals of a rating, and who asks to speak; gone with it."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Record
from accounts.models.confidential import Confidential, ConfidentialQuerySet
from calibration.models.meeting import Meeting
from calibration.models.stops import Stop
from calibration.models.visits import Visit
from frameworks.models import Axis, ScalePoint
from reviews.models import AxisRating, Group
from reviews.models.participants import not_kept_away


def heard_in(viewer: Any) -> Q:
    """Of rows with `stop`: those of the open turns in whose room the viewer is now. Never for a room display."""
    if not isinstance(viewer, Person | Visit):
        return Q(pk__in=[])
    came = [viewer] if isinstance(viewer, Visit) else Visit.all_of(viewer)
    rooms = [one.meeting.pk for one in came if one.sees_turns and one.attendance]
    return Q(stop__in=Stop.objects.filter(meeting__in=rooms, state=Stop.State.OPEN).not_kept_from(viewer).values("pk"))


class ProposalQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "ProposalQuerySet":
        """Its author and whoever is in the room while the turn is open. Never the subject, nor who keeps away; never
        a room display."""
        found = self.filter(heard_in(viewer))
        return found.filter(not_kept_away(viewer)) if isinstance(viewer, Person) else found


class Proposal(Confidential, Record):
    """A rating that somebody in the room proposes for the open turn, with one line why. It is gone once it was taken
    (then it lives on as the change), set aside or withdrawn, and at the end of the turn."""

    noted_as = "proposal"
    closely = True
    bookkeeping = ("stop", "group", "subject", "author", "state", "made_at")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        OVERTAKEN = "overtaken", _("the rating has changed since")

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    against = models.CharField(max_length=8, choices=AxisRating.Against, default=AxisRating.Against.CURRENT)
    before = models.ForeignKey(ScalePoint, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    after = models.ForeignKey(ScalePoint, on_delete=models.PROTECT, related_name="+")
    line = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ProposalQuerySet.as_manager()

    def is_overtaken(self, stands: ScalePoint | None) -> bool:
        """Whether the rating, which is this one now, has changed since it was proposed."""
        return self.state == self.State.OVERTAKEN or self.before_id != (stands.pk if stands else None)

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(author=F("subject")), name="nobody_proposes_a_rating_of_theirs"),
            models.CheckConstraint(condition=~Q(line=""), name="a_proposal_says_why"),
            models.CheckConstraint(condition=Q(against__in=["current", "next"]), name="proposal_for_a_known_role"),
            models.CheckConstraint(condition=Q(state__in=["open", "overtaken"]), name="proposal_in_a_known_state"),
            models.UniqueConstraint(
                fields=["stop", "author", "axis"], condition=Q(axis__isnull=False), name="one_proposal_an_axis"
            ),
            models.UniqueConstraint(
                fields=["stop", "author"], condition=Q(axis__isnull=True), name="one_proposal_overall"
            ),
        ]


class FloorRequestQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "FloorRequestQuerySet":
        """Whoever is in the room while the turn is open, and does not keep away from it. A room display: who speaks
        in the turn that it shows."""
        from calibration.models.room import Device

        if isinstance(viewer, Device):
            shown = Stop.objects.visible_to(viewer).filter(pk=viewer.meeting.stop_id) if viewer.is_paired else None
            is_on = shown is not None and viewer.meeting.showing == Meeting.Showing.STOP
            return self.filter(given_at__isnull=False, stop__in=shown.values("pk")) if is_on else self.none()
        return self.filter(heard_in(viewer))


class FloorRequest(Record):
    """That somebody in the room asks to speak in the open turn, or speaks (`given_at`). Gone with the turn."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)

    objects = FloorRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="asks_to_speak_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(given_at__isnull=False), name="one_speaks_at_a_time"
            ),
        ]

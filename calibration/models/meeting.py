"""A group's meeting: what is on the screens now, its rounds and sittings, attendance, and bias call-outs."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Record
from calibration.models.turns import Turn
from frameworks.models import ScalePoint
from reviews.models import Group, Part, Participant
from reviews.models.participants import READERS

# parts that open nothing but the meeting itself, and only while their holder is in it
ONLY_IN_THE_MEETING = (Part.SCRIBE, Part.MODERATOR, Part.GUEST)


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "MeetingQuerySet":
        """The group's readers; its scribe, moderator and guests; a room display the meeting it is paired with."""
        from calibration.models.room import Device

        if isinstance(viewer, Device):
            return self.filter(pk=viewer.meeting_id) if viewer.is_paired else self.none()
        if not isinstance(viewer, Person):
            return self.none()
        parts = (*READERS, *ONLY_IN_THE_MEETING)
        comes = Participant.objects.now().filter(person=viewer, part__in=parts)
        return self.filter(group__in=comes.values("group"))


class Meeting(Record):
    """The calibration of one group. `version` rises with each act, so that every screen knows it is late;
    `steered` is the version of the last act that changed what is shown."""

    class State(models.TextChoices):
        PREPARED = "prepared", _("prepared")
        RUNNING = "running", _("running")
        PAUSED = "paused", _("paused")
        LOCKED = "locked", _("locked")

    class Showing(models.TextChoices):
        NOTHING = "nothing", _("nothing")
        BOARD = "board", _("level board")
        STOP = "stop", _("one person")

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    seed = models.PositiveIntegerField(help_text="Shuffles the order within a round; recorded.")
    showing = models.CharField(max_length=10, choices=Showing, default=Showing.NOTHING)
    round = models.ForeignKey("calibration.Round", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    stop = models.ForeignKey("calibration.Stop", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    line = models.CharField(max_length=300, blank=True, help_text="The one line shown under a person.")
    circling = models.BooleanField(default=False, help_text="The screens ask what would change the rating.")
    version = models.PositiveIntegerField(default=0)
    steered = models.PositiveIntegerField(default=0)
    scribe = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    moderator = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    locked_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "running", "paused", "locked"]), name="meeting_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(showing__in=["nothing", "board", "stop"]), name="meeting_shows_a_known_face"
            ),
        ]

    @property
    def open_stop(self) -> Any:
        """The turn that is open; None where none is."""
        return self.stop if self.stop and self.stop.state == self.stop.State.OPEN else None


class Round(Record):
    """One pass of the agenda: of a level (`rank`), or of a rating (`point`; neither: the unrated)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    point = models.ForeignKey(ScalePoint, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    shown_at = models.DateTimeField(null=True, blank=True, help_text="When its board was first shown to everybody.")
    taken_at = models.DateTimeField(null=True, blank=True, help_text="When its consent list was taken together.")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="round_number_once")]

    def __str__(self) -> str:
        return self.name

    def board(self) -> Q:
        """Which stops stand on this round's board: everyone of the level, or everyone of the round."""
        ours = Q(round=self.pk) if self.rank is None else Q(rank=self.rank)
        return ours & Q(meeting=self.meeting_id, kind="discuss")

    def has_on_board(self, turn: Turn) -> bool:
        """Whether a turn of the same meeting is one of `board`."""
        ours = turn.round_id == self.pk if self.rank is None else turn.rank == self.rank
        return ours and turn.kind == "discuss"


class Sitting(Record):
    """One of the meeting's days."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="sittings")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    minutes_a_turn = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Planned for each turn; fixed when the sitting opened."
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="sitting_number_once"),
            models.UniqueConstraint(fields=["meeting"], condition=Q(closed_at__isnull=True), name="one_open_sitting"),
        ]


class Break(Record):
    """That a sitting was paused and went on the same day; written when it goes on."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="breaks")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()

    class Meta:
        ordering = ["from_at"]
        constraints = [models.CheckConstraint(condition=Q(until_at__gte=models.F("from_at")), name="break_has_an_end")]


class SittingPlan(Record):
    """That the meeting is to sit on a day, for so many minutes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="plans")
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "on"], name="one_plan_a_day"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="a_planned_sitting_lasts"),
        ]


class Attendance(Record):
    """That someone is in the room, from when to when; the observer's presence is attested by hand."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=20, choices=Part)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    attested_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True, help_text="The screen's heartbeat.")

    class Meta:
        ordering = ["from_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(until_at__isnull=True), name="present_once"
            ),
            models.CheckConstraint(
                condition=Q(attested_by__isnull=True) | Q(attested_by=models.F("person")),
                name="presence_attested_by_oneself",
            ),
        ]


class BiasCall(Record):
    """That someone called out a bias in a sitting: its kind, and nothing else. A kind is one of the five, or one that
    the organisation had on its own list then, as it was written there."""

    class Kind(models.TextChoices):
        SIMILARITY = "similarity", _("similarity")
        EXPEDIENCE = "expedience", _("expedience")
        EXPERIENCE = "experience", _("experience")
        DISTANCE = "distance", _("distance")
        SAFETY = "safety", _("safety")

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)

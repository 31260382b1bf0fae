"""A group's meeting: what is on the screens now, its sittings, attendance, stops and changes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Record
from accounts.models.grants import people_ops_for
from frameworks.models import Axis, Level, ScalePoint
from reviews.models import Group
from reviews.models.participants import not_kept_away, reads_the_group

MEETING_STATES = (Group.State.CALIBRATING, Group.State.DECIDING, Group.State.FINALISING, Group.State.TELLING)


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "MeetingQuerySet":
        """Whoever sees the group as a reader of it."""
        if not isinstance(viewer, Person):
            return self.none()
        return self.filter(reads_the_group(viewer))


class Meeting(Record):
    """The calibration of one group. `version` rises with each act, so that every screen knows it is late."""

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
    level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    stop = models.ForeignKey("calibration.Stop", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    line = models.CharField(max_length=300, blank=True, help_text="The one line shown under a person.")
    shown_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    scribe = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    moderator = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = MeetingQuerySet.as_manager()


class Sitting(Record):
    """One of the meeting's days."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="sittings")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="sitting_number_once"),
            models.UniqueConstraint(fields=["meeting"], condition=Q(closed_at__isnull=True), name="one_open_sitting"),
        ]


class Attendance(Record):
    """That someone is in the room, from when to when; the observer's presence is attested by hand."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=20)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    attested_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True, help_text="The screen's heartbeat.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person", "part"], condition=Q(until_at__isnull=True), name="present_once"
            )
        ]


class StopQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "StopQuerySet":
        """The group's readers, without their exclusions, until the close. Never one's own."""
        if not isinstance(viewer, Person):
            return self.none()
        return (
            self.filter(group__state__in=MEETING_STATES).filter(reads_the_group(viewer)).filter(not_kept_away(viewer))
        )


class Stop(Record):
    """One person's turn in a round: at the own level, or beside those of the next (cohort)."""

    class Kind(models.TextChoices):
        DISCUSS = "discuss", _("discuss")
        COHORT = "cohort", _("cohort check")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="stops")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.DISCUSS)
    order = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    witnessed = models.BooleanField(default=True)
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="Unwitnessed and confirmed afterwards.")

    objects = StopQuerySet.as_manager()

    class Meta:
        ordering = ["rank", "kind", "order"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "subject", "kind"], name="one_stop_a_kind"),
            models.UniqueConstraint(fields=["meeting"], condition=Q(state="open"), name="one_stop_open"),
        ]


class RatingChangeQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "RatingChangeQuerySet":
        """As the stop; after the close People Ops. Never the subject."""
        if not isinstance(viewer, Person):
            return self.none()
        here = Q(group__state__in=MEETING_STATES) & Q(reads_the_group(viewer))
        afterwards = Q(group__state=Group.State.CLOSED) & people_ops_for(viewer, "subject")
        return self.filter(here | afterwards).filter(not_kept_away(viewer))


class RatingChange(Record):
    """A rating changed in the room: before and after, who proposed it, and one line why."""

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    before = models.ForeignKey(ScalePoint, on_delete=models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey(ScalePoint, on_delete=models.PROTECT, related_name="+")
    proposer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    line = models.CharField(max_length=300)
    witnessed = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = RatingChangeQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(proposer=F("subject")), name="nobody_proposes_for_themselves"),
            models.CheckConstraint(condition=~Q(line=""), name="a_change_says_why"),
        ]


class BiasCall(Record):
    """That someone called out a bias in a sitting: its kind, and nothing else."""

    class Kind(models.TextChoices):
        SIMILARITY = "similarity", _("similarity")
        EXPEDIENCE = "expedience", _("expedience")
        EXPERIENCE = "experience", _("experience")
        DISTANCE = "distance", _("distance")
        SAFETY = "safety", _("safety")

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)

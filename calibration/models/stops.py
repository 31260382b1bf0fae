"""Stops (one person's turn in a round), the changes of rating made in them, and what may be read through them."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Record
from accounts.models.confidential import Confidential, ConfidentialQuerySet
from accounts.models.grants import people_ops_for
from accounts.written_once import WrittenOnce
from calibration.models.meeting import Attendance, Meeting, Round
from calibration.models.room import Device
from calibration.models.turns import COLUMNS, Turn
from calibration.models.visits import Visit
from frameworks.models import Axis, Role, ScalePoint
from reviews.models import AxisRating, Exclusion, Group
from reviews.models.participants import not_kept_away

NOBODY = Q()  # a condition that adds none


class StopQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "StopQuerySet":
        """The group's readers who came to the meeting, until the close; its scribe and guests while they are in it;
        without their exclusions. Never one's own. A room display: what its meeting shows at this moment."""
        if isinstance(viewer, Device):
            return self._shown_on(viewer)
        if not isinstance(viewer, Person | Visit):
            return self.none()
        came = [viewer] if isinstance(viewer, Visit) else Visit.all_of(viewer)
        return self.filter(meeting__in=[one.meeting.pk for one in came if one.sees_turns]).not_kept_from(viewer)

    def not_kept_from(self, viewer: Any) -> "StopQuerySet":
        """Without a person's own turns and those they stepped out of; for a room display, without the turns of who
        is in the room, and without those that somebody in the room stepped out of: a screen that everybody looks at
        shows and counts none of them. Says who is counted, not who sees: that is `visible_to`."""
        if isinstance(viewer, Visit):
            return self.without(viewer.kept_from)
        if isinstance(viewer, Person):
            return self.filter(not_kept_away(viewer))
        here = Attendance.objects.filter(meeting=viewer.meeting_id, until_at__isnull=True).values("person")
        return self._not_of_who_paired(viewer, Q(subject__in=here), Q(person__in=here))

    def without(self, subjects: Collection[Any]) -> "StopQuerySet":
        """Without the turns of these."""
        return self.exclude(subject__in=subjects)

    def _not_of_who_paired(self, device: Device, or_about: Q = NOBODY, or_left_by: Q = NOBODY) -> "StopQuerySet":
        """Without the turns of whoever paired the screen, and those they stepped out of: it may stand before them.
        Nor with those that the two conditions add: on the turn, and on who stepped out of it."""
        about = Q(subject=device.paired_by_id) | or_about
        left = Exclusion.objects.filter(
            Q(person=device.paired_by_id) | or_left_by, group=OuterRef("group"), subject=OuterRef("subject")
        )
        return self.filter(~about, ~Exists(left))

    def _shown_on(self, device: Device) -> "StopQuerySet":
        """The open stop, with the people it is held beside in a cohort check; or a board. A board never shows
        somebody who is in the room, or whom somebody in the room stepped out of; and no screen shows the turn of
        whoever paired it, who may have taken it along."""
        meeting = device.meeting
        if not device.is_paired or meeting.state != Meeting.State.RUNNING:
            return self.none()
        if meeting.round and device.sees_board(meeting.round):
            return self.filter(meeting.round.board()).not_kept_from(device)
        if meeting.showing == Meeting.Showing.STOP and meeting.stop_id:
            shown = Q(pk=meeting.stop_id)
            if meeting.stop.kind == Stop.Kind.COHORT:
                cohort = Stop.objects.filter(meeting=meeting, kind=Stop.Kind.DISCUSS, rank=meeting.stop.rank)
                shown |= Q(pk__in=cohort.not_kept_from(device).values("pk"))
            return self.filter(shown)._not_of_who_paired(device)
        return self.none()

    def mark_unwitnessed(self) -> int:
        """Marks them; takes a confirmation back too: something happened after it."""
        return self.update(witnessed=False, confirmed_at=None, confirmed_by=None)

    def last_place(self) -> int:
        """The last place in the order among them; 0 where there are none."""
        return self.aggregate(last=Max("order"))["last"] or 0

    def turns(self) -> list[Turn]:
        """In the order of the agenda, as much of them as lists say."""
        return [Turn(*row) for row in self.values_list(*COLUMNS)]


# meeting, whom to leave away → the columns of `turns`
turns_but_of = WrittenOnce(lambda meeting, of: Stop.objects.filter(meeting=meeting).without(of).values_list(*COLUMNS))
# a screen's meeting, who paired it → the same of what that screen counts
turns_on = WrittenOnce(
    lambda meeting, by: (
        Stop.objects.filter(meeting=meeting)
        .not_kept_from(Device.from_db(DEFAULT_DB_ALIAS, ["id", "meeting_id", "paired_by_id"], [meeting, meeting, by]))
        .values_list(*COLUMNS)
    )
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
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="stops")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(help_text="Of the level of that role.")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.DISCUSS)
    order = models.PositiveSmallIntegerField(help_text="Within the round; a parked stop goes to its end.")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    parked = models.BooleanField(default=False)
    times_parked = models.PositiveSmallIntegerField(default=0)
    together = models.BooleanField(default=False, help_text="Closed with others of its round, without being opened.")
    pulled_out = models.BooleanField(default=False, help_text="Somebody asked for a turn of its own.")
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    circled = models.PositiveSmallIntegerField(default=0, help_text="How often the room went round in circles.")
    touched = models.PositiveIntegerField(default=0, help_text="The meeting's version of the last change of rating.")
    witnessed = models.BooleanField(default=True)
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="Unwitnessed and confirmed afterwards.")
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = StopQuerySet.as_manager()

    class Meta:
        ordering = ["round__number", "order"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "subject", "kind"], name="one_stop_a_kind"),
            models.UniqueConstraint(fields=["meeting"], condition=Q(state="open"), name="one_stop_open"),
            models.CheckConstraint(condition=Q(state__in=["waiting", "open", "closed"]), name="stop_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(together=False) | Q(state="closed", pulled_out=False), name="taken_together_is_closed"
            ),
        ]
        indexes = [models.Index(fields=["meeting", "rank"], name="stop_by_rank")]

    @property
    def against(self) -> str:
        """Which role the axes are judged against here: the one held, or in a cohort check the next one."""
        return AxisRating.Against.NEXT if self.kind == self.Kind.COHORT else AxisRating.Against.CURRENT


class RatingChangeQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "RatingChangeQuerySet":
        """As a stop of its subject; after the close People Ops. Never the subject."""
        stops = Stop.objects.visible_to(viewer)
        here = Q(Exists(stops.filter(group=OuterRef("group"), subject=OuterRef("subject"))))
        if not isinstance(viewer, Person):
            return self.filter(here)
        afterwards = Q(group__state=Group.State.CLOSED) & people_ops_for(viewer, "subject")
        return self.filter(here | afterwards).filter(not_kept_away(viewer))


class RatingChange(Confidential, Record):
    """A rating changed in the room: before and after, who proposed it, and one line why."""

    noted_as = "change"
    closely = True
    author_column = "proposer_id"
    bookkeeping = ("stop", "group", "subject", "proposer", "witnessed", "version", "made_at")

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    against = models.CharField(max_length=8, choices=AxisRating.Against, default=AxisRating.Against.CURRENT)
    before = models.ForeignKey(ScalePoint, on_delete=models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey(ScalePoint, on_delete=models.PROTECT, related_name="+")
    proposer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    line = models.CharField(max_length=300)
    witnessed = models.BooleanField(default=True)
    version = models.PositiveIntegerField(help_text="The meeting's version that this change made.")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = RatingChangeQuerySet.as_manager()

    class Meta:
        ordering = ["version"]
        constraints = [
            models.CheckConstraint(condition=~Q(proposer=F("subject")), name="nobody_proposes_for_themselves"),
            models.CheckConstraint(condition=~Q(line=""), name="a_change_says_why"),
            models.CheckConstraint(condition=Q(against__in=["current", "next"]), name="change_against_a_known_role"),
        ]


def through_stops(rows: QuerySet, viewer) -> QuerySet:
    """Of rows with `group`, `subject` and `state` (assessments, pitches): what was handed to the group, as far as
    the viewer sees a stop of its subject. This is how a room display, the scribe and a guest read them."""
    stops = Stop.objects.visible_to(viewer).filter(group=OuterRef("group"), subject=OuterRef("subject"))
    return rows.filter(Exists(stops), state__in=rows.model.HANDED_IN)


def about_stops(rows: ConfidentialQuerySet, stops: Sequence[Stop | Turn]) -> QuerySet:
    """The same for stops of one group that `Stop.visible_to` has let through already, each asked of by its subject:
    the door is not asked again. Only ever give it stops that were read through that door, for the same viewer."""
    return _handed_in_of(rows, stops[0].group_id, _subjects(stops))


class AboutStops:
    """What `about_stops` says, as bare columns of a model; called with the stops."""

    def __init__(self, model: Any, *columns: str) -> None:
        self.asked = WrittenOnce(lambda group, of: _handed_in_of(model.objects.all(), group, of).values_list(*columns))

    def __call__(self, stops: Sequence[Stop | Turn]) -> list[Any]:
        return self.asked(stops[0].group_id, _subjects(stops))


def _handed_in_of(rows: ConfidentialQuerySet, group: UUID, subjects: Collection[UUID]) -> QuerySet:
    return rows.of_group(group, subject__id__in=subjects, state__in=rows.model.HANDED_IN)


def _subjects(stops: Sequence[Stop | Turn]) -> list[UUID]:
    return list({stop.subject_id: None for stop in stops})


def changes_about(stops: Sequence[Stop | Turn]) -> QuerySet[RatingChange]:
    """The changes of rating that `RatingChange.visible_to` shows whoever was let through to these stops of one group
    by `Stop.visible_to`; see there: who sees a stop sees what was changed of its subject."""
    return RatingChange.objects.of_group(stops[0].group_id, subject__id__in=_subjects(stops))

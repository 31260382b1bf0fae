"""Cycles (a period, dates, settings) and groups (the people reviewed together); the state is the group's."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Record
from accounts.models.grants import GrantKind, people_ops_for


class CycleQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "CycleQuerySet":
        """Participants of one of its groups; directors above; People Ops whose population it touches."""
        if not isinstance(viewer, Person):
            return self.none()
        if viewer.holds_everywhere(GrantKind.PEOPLE_OPS):
            return self
        return self.filter(Exists(Group.objects.visible_to(viewer).filter(cycle=OuterRef("pk"))))


class Cycle(Record):
    """One talent review: the period it covers, the dates of its phases, its settings."""

    class Preset(models.TextChoices):
        FULL = "full", _("Full review")
        HALF_YEARLY = "half_yearly", _("Half-yearly")
        SMALL = "small", _("Small company")

    class Every(models.TextChoices):
        ONCE = "", _("this once")
        QUARTER = "quarter", _("every quarter")
        HALF_YEAR = "half_year", _("every half-year")
        YEAR = "year", _("every year")

    class Order(models.TextChoices):
        LEVEL = "level", _("by level, lowest first")
        RATING = "rating", _("by rating")

    class First(models.TextChoices):
        ABOVE = "above", _("whoever exceeds what their role asks")
        BELOW = "below", _("whoever falls short of what their role asks")
        PITCHED = "pitched", _("whoever is pitched")
        DISAGREED = "disagreed", _("whoever a remark challenges")

    name = models.CharField(max_length=200, unique=True)
    preset = models.CharField(max_length=20, choices=Preset, default=Preset.FULL)
    covers_from = models.DateField()
    covers_to = models.DateField()
    assess_by = models.DateField()
    preview_by = models.DateField()
    meet_on = models.DateField()
    release_on = models.DateField()
    is_trial = models.BooleanField(default=False)
    launched_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    every = models.CharField(max_length=10, choices=Every, default=Every.ONCE, blank=True)
    follows = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The one before, in a series.",
    )
    # settings, each with the default of the preset "Full review"
    opens_by_hand = models.BooleanField(
        default=False, help_text="No: the preview opens when the day to assess is over."
    )
    meeting_order = models.CharField(max_length=10, choices=Order, default=Order.LEVEL)
    meeting_first = models.CharField(
        max_length=40, blank=True, help_text="Who goes first within a round, with commas; empty: the shuffle alone."
    )
    remind_days = models.CharField(
        max_length=40,
        blank=True,
        default="3, 1",
        help_text="So many days before, who owes an assessment is told.",
    )
    has_preview = models.BooleanField(default=True)
    needs_observer = models.BooleanField(default=True)
    needs_outside_director = models.BooleanField(default=True)
    has_consent_list = models.BooleanField(default=True)
    measures_time = models.BooleanField(default=True)
    deciders_needed = models.PositiveSmallIntegerField(default=2)
    decide_within_days = models.PositiveSmallIntegerField(default=7)
    tell_within_days = models.PositiveSmallIntegerField(default=7)
    second_look_days = models.PositiveSmallIntegerField(
        default=14, help_text="Within which a second look is answered; 0: none can be asked for."
    )
    has_reflection = models.BooleanField(default=True)
    has_common_text = models.BooleanField(default=False)
    has_blind_read = models.BooleanField(default=False)
    has_check_across = models.BooleanField(
        default=False, help_text="The directors look at the levels of all groups side by side before the release."
    )

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["-covers_to", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(covers_to__gte=F("covers_from")), name="cycle_covers_a_period"),
            models.CheckConstraint(
                condition=Q(preview_by__gte=F("assess_by"))
                & Q(meet_on__gte=F("preview_by"))
                & Q(release_on__gte=F("meet_on")),
                name="cycle_phases_in_order",
            ),
            models.CheckConstraint(
                condition=Q(every__in=["", "quarter", "half_year", "year"]), name="cycle_in_a_known_series"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def goes_first(self) -> list[str]:
        """Who goes first within a round of the meeting, in the order of `First`."""
        return [one for one in self.meeting_first.split(",") if one]


class GroupQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "GroupQuerySet":
        """Once launched: participants who are more than subjects, contributors or co-authors, while they are.
        People Ops whose population it touches, always."""
        from reviews.models.participants import WITHOUT_THE_GROUP, Part, Participant

        if not isinstance(viewer, Person):
            return self.none()
        if viewer.holds_everywhere(GrantKind.PEOPLE_OPS):
            return self
        part = Participant.objects.filter(group=OuterRef("pk"))
        takes_part = ~Q(state__in=[Group.State.PLANNING, Group.State.DISCARDED]) & Q(
            Exists(part.now().filter(person=viewer).exclude(part__in=WITHOUT_THE_GROUP))
        )
        if not viewer.holds(GrantKind.PEOPLE_OPS):
            return self.filter(takes_part)
        in_population = Exists(part.filter(part=Part.SUBJECT).filter(people_ops_for(viewer, "person")))
        return self.filter(takes_part | Q(in_population))

    def in_hand(self) -> "GroupQuerySet":
        """Those that the worker was asked to launch, and that nothing keeps from it."""
        return self.filter(state=Group.State.PLANNING, launch_asked_at__isnull=False, launch_trouble="")


class Group(Record):
    """The people reviewed together: one roster, one meeting, one observer, one set of deciders."""

    class State(models.TextChoices):
        PLANNING = "planning", _("planning")
        ASSESSING = "assessing", _("assessing")
        PREVIEWING = "previewing", _("previewing")
        CALIBRATING = "calibrating", _("calibrating")
        DECIDING = "deciding", _("deciding")
        FINALISING = "finalising", _("finalising")
        TELLING = "telling", _("telling")
        CLOSED = "closed", _("closed")
        DISCARDED = "discarded", _("discarded")

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=State, default=State.PLANNING)
    launched_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    released_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    is_whole_organisation = models.BooleanField(default=False)
    launch_asked_at = models.DateTimeField(null=True, blank=True, help_text="When the worker was asked to launch it.")
    launch_asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    launch_tries = models.PositiveSmallIntegerField(default=0)
    launch_trouble = models.CharField(
        max_length=500, blank=True, help_text="Why the worker could not launch it; empty: nothing is wrong."
    )
    choice = models.JSONField(default=dict, blank=True, help_text="Whom it reviews, to choose anew: a choosing.Choice.")

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "name"], name="group_name_once_a_cycle"),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "planning",
                        "assessing",
                        "previewing",
                        "calibrating",
                        "deciding",
                        "finalising",
                        "telling",
                        "closed",
                        "discarded",
                    ]
                ),
                name="group_in_a_known_state",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_in_hand(self) -> bool:
        """Whether the worker was asked to launch it, has not yet, and nothing keeps it from that."""
        return self.state == self.State.PLANNING and bool(self.launch_asked_at) and not self.launch_trouble


# the states of a group in which assessments are written
WRITING = (Group.State.ASSESSING, Group.State.PREVIEWING)
# … and from the launch to the lock of its meeting
UNTIL_THE_LOCK = (*WRITING, Group.State.CALIBRATING)
# … in which its ratings stand and nothing is released: its meeting can be reopened
UNRELEASED = (Group.State.DECIDING, Group.State.FINALISING)
# … in which its ratings stand, and it runs still
AFTER_THE_LOCK = (*UNRELEASED, Group.State.TELLING)
# … in which its readers read what was submitted
READING = (Group.State.PREVIEWING, Group.State.CALIBRATING, *AFTER_THE_LOCK)
# … in which it runs at all
RUNNING = (Group.State.ASSESSING, *READING)
# … from the first release on
RELEASED = (Group.State.TELLING, Group.State.CLOSED)
# … in which its ratings stand
LOCKED = (*AFTER_THE_LOCK, Group.State.CLOSED)

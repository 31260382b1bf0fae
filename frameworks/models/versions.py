"""Versions: the wording and structure of a framework. Its text changes while it is written, and never after."""

from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Record
from frameworks.models.identity import Axis, Framework, Level, Role, Step, Track
from frameworks.models.scales import Scale, Standing


class VersionQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "VersionQuerySet":
        """A draft, and one that was discarded: framework editors. Every other: members."""
        if not isinstance(viewer, Person):
            return self.none()
        theirs = [Version.State.DRAFT, Version.State.DISCARDED]
        return self if viewer.holds("framework_editor") else self.exclude(state__in=theirs)

    def of_the_world(self) -> "VersionQuerySet":
        """What anybody reads without sign-in: the version in force of a framework whose public page is on."""
        return self.filter(state=Version.State.PUBLISHED, framework__is_public=True)

    def current(self) -> "VersionQuerySet":
        """The published version of each framework that is in force."""
        return self.filter(state=Version.State.PUBLISHED)

    def in_force(self, framework: "Framework | UUID") -> "Version | None":
        """The one version in force of a framework; None where there is none."""
        return self.current().filter(framework=framework).select_related("framework").first()

    def in_force_at(self, moment: datetime | None) -> "VersionQuerySet":
        """The version of each framework that was in force at that time; of one that had none yet, and where no time is
        given, the one in force."""
        if moment is None:
            return self.current()
        then = Version.objects.filter(framework=OuterRef("framework"), published_at__lte=moment)
        newest = Q(pk=Subquery(then.order_by("-published_at").values("pk")[:1]))
        found: VersionQuerySet = self.filter(newest | (Q(state=Version.State.PUBLISHED) & ~Exists(then)))
        return found.exclude(state=Version.State.RETIRED)

    def written(self) -> "VersionQuerySet":
        """Those whose text may still change."""
        return self.filter(state__in=Version.WRITTEN)

    def of_today(self) -> "VersionQuerySet":
        """In force, and those to come: without what was in force before, and what was discarded."""
        return self.exclude(state__in=[Version.State.SUPERSEDED, Version.State.RETIRED, Version.State.DISCARDED])

    def kept(self) -> "VersionQuerySet":
        """Without those that were discarded."""
        return self.exclude(state=Version.State.DISCARDED)


class Version(Record):
    """One edition of a framework, with the promotion rule as data.

    It is drafted by editors, open for everybody's comments if they wish, announced for a day if that is to come,
    published while it is in force; then superseded by another, or retired without one. A draft may be
    discarded: its text, and what was said of it, stay where editors find them.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open for comment")
        ANNOUNCED = "announced", _("announced")
        PUBLISHED = "published", _("published")
        SUPERSEDED = "superseded", _("superseded")
        RETIRED = "retired", _("withdrawn")
        DISCARDED = "discarded", _("discarded")

    WRITTEN = (State.DRAFT, State.OPEN)  # its text may change

    class RuleKind(models.TextChoices):
        ACROSS = "across-the-board", _("across the board")
        GUIDANCE = "guidance", _("guidance")
        DEMONSTRATED = "demonstrated", _("demonstrated")
        POINTS = "points", _("points")
        AVERAGE = "weighted-average", _("weighted average")
        COUNTING = "counting", _("counting")
        MANUAL = "manual", _("by hand")

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="versions")
    label = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    from_on = models.DateField(null=True, blank=True, help_text="The day it came, or is to come, into force.")
    reason = models.CharField(max_length=500, blank=True, help_text="Why it changes, in the editor's words.")
    based_on = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="What it was begun from."
    )
    language = models.CharField(max_length=35, default="en")
    about = models.TextField(blank=True)
    attribution = models.TextField(blank=True)
    licence = models.CharField(max_length=200, blank=True)
    cadence = models.CharField(max_length=20, blank=True)
    cumulative = models.BooleanField(default=False)
    pitch_open_to_subject = models.CharField(max_length=10, default="after")
    consistently_months = models.PositiveSmallIntegerField(null=True, blank=True)
    terminal_level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="+")
    rule_kind = models.CharField(max_length=20, choices=RuleKind, blank=True)
    high_months = models.PositiveSmallIntegerField(null=True, blank=True)
    high_standing = models.CharField(max_length=10, choices=Standing, blank=True)
    next_months = models.PositiveSmallIntegerField(null=True, blank=True)
    next_standing = models.CharField(max_length=10, choices=Standing, blank=True)
    next_axes = models.CharField(max_length=10, blank=True)
    time_at_level_months = models.PositiveSmallIntegerField(null=True, blank=True)
    mandatory = models.JSONField(default=list, blank=True, help_text="Codes of axes for which nothing makes up.")
    rule_notes = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True, editable=False, help_text="Of the text of the whole version.")

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["framework", "label"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "label"], name="version_label_once"),
            models.UniqueConstraint(fields=["framework"], condition=Q(state="published"), name="one_version_in_force"),
            models.UniqueConstraint(fields=["framework"], condition=Q(state="announced"), name="one_version_announced"),
            models.CheckConstraint(
                condition=Q(
                    state__in=["draft", "open", "announced", "published", "superseded", "retired", "discarded"]
                ),
                name="version_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="announced") | Q(from_on__isnull=False), name="an_announced_version_has_its_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.label}"

    @property
    def is_written(self) -> bool:
        """Whether its text may still change: it is a draft, or open for comment."""
        return self.state in self.WRITTEN


class OfVersion(models.Model):
    """A piece of one version, in its order."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE)
    order = models.PositiveIntegerField()

    class Meta:
        abstract = True
        ordering = ["order"]


class AxisGroup(OfVersion):
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    tracks = models.JSONField(default=list, blank=True, help_text="Codes of the tracks that show it; none means all.")


class VersionAxis(OfVersion):
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    question = models.TextField(blank=True)
    group = models.ForeignKey(AxisGroup, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    replaces = models.CharField(max_length=80, blank=True, help_text="Code of the axis whose place it takes.")


class VersionStep(models.Model):
    version_axis = models.ForeignKey(VersionAxis, on_delete=models.CASCADE, related_name="steps")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    points = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["step__number"]


class VersionTrack(OfVersion):
    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    names_axes = models.BooleanField(default=False, help_text="Only the axes named, not all.")
    axes = models.ManyToManyField(VersionAxis, related_name="+", blank=True)
    weights = models.JSONField(default=list, blank=True, help_text="Pairs of the code of an axis and its weight.")


class VersionLevel(OfVersion):
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveIntegerField()
    summary = models.TextField(blank=True)
    status = models.CharField(max_length=12, default="described")
    is_different_role = models.BooleanField(default=False)
    personal_profile = models.BooleanField(default=False)
    bands = models.JSONField(default=list, blank=True, help_text="Code, name and summary of each, the lowest first.")
    facts = models.JSONField(default=list, blank=True, help_text="Pairs of name and text, in their order.")
    longest_months = models.PositiveSmallIntegerField(null=True, blank=True)
    points_from = models.PositiveIntegerField(null=True, blank=True)
    average_from = models.CharField(max_length=20, blank=True)
    counts = models.JSONField(default=list, blank=True, help_text="Pairs of a step and on how many axes (null: all).")
    weights = models.JSONField(default=list, blank=True, help_text="Pairs of the code of an axis and its weight.")


class VersionRole(OfVersion):
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    version_level = models.ForeignKey(VersionLevel, on_delete=models.CASCADE, related_name="roles")
    tracks = models.ManyToManyField(VersionTrack, related_name="roles")
    title = models.CharField(max_length=200, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    summary = models.TextField(blank=True)
    names_next = models.BooleanField(default=False, help_text="The ways on are named, not derived from rank.")
    next = models.ManyToManyField("self", symmetrical=False, related_name="+", blank=True)
    equals = models.JSONField(null=True, blank=True, help_text="Codes of roles of other tracks; null: nothing is said.")


class Layer(OfVersion):
    """A department or a specialty that adds to what roles ask."""

    code = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    within = models.CharField(max_length=80, blank=True, help_text="Code of the layer around it.")


class Translation(OfVersion):
    """The texts of a version in another language."""

    language = models.CharField(max_length=35)
    texts = models.JSONField(default=list, help_text="Pairs of a text of the version and what it is there.")


class Expectation(OfVersion):
    """What is asked on an axis: of a role, of all roles of a level, or of everybody; or what a layer adds to a role."""

    version_role = models.ForeignKey(
        VersionRole, on_delete=models.CASCADE, null=True, blank=True, related_name="expectations"
    )
    version_level = models.ForeignKey(VersionLevel, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    layer = models.ForeignKey(Layer, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    version_axis = models.ForeignKey(VersionAxis, on_delete=models.CASCADE, related_name="+")
    called = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)
    step = models.ForeignKey(VersionStep, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    not_applicable = models.TextField(blank=True)
    day_one = models.BooleanField(default=False)

    class Meta(OfVersion.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["version_role", "version_axis"], condition=Q(layer__isnull=True), name="one_expectation_an_axis"
            ),
            models.CheckConstraint(
                condition=Q(version_role__isnull=True, layer__isnull=True)
                | Q(version_role__isnull=False, version_level__isnull=True),
                name="expectation_of_one_thing",
            ),
        ]


class BehaviourIdentity(Record):
    """One example behaviour across versions, so that its wording can be compared and linked to."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")


class Behaviour(OfVersion):
    """The wording of one example. Examples, not check boxes: nothing counts or ticks them."""

    identity = models.ForeignKey(BehaviourIdentity, on_delete=models.PROTECT, related_name="+")
    expectation = models.ForeignKey(
        Expectation, on_delete=models.CASCADE, null=True, blank=True, related_name="behaviours"
    )
    version_step = models.ForeignKey(
        VersionStep, on_delete=models.CASCADE, null=True, blank=True, related_name="behaviours"
    )
    text = models.TextField()
    day_one = models.BooleanField(default=False)
    need = models.CharField(max_length=10, blank=True)
    link = models.CharField(max_length=500, blank=True)
    examples = models.JSONField(default=list, blank=True)
    measure_name = models.CharField(max_length=200, blank=True)
    measure_value = models.CharField(max_length=200, blank=True)
    measure_unit = models.CharField(max_length=200, blank=True)
    measure_better = models.CharField(max_length=10, blank=True)

    class Meta(OfVersion.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(expectation__isnull=False, version_step__isnull=True)
                | Q(expectation__isnull=True, version_step__isnull=False),
                name="behaviour_in_one_place",
            )
        ]


class AddOnRole(OfVersion):
    """A role held on top of a level (team lead)."""

    code = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    on_levels = models.ManyToManyField(VersionLevel, related_name="+")


class AddOnDuty(OfVersion):
    add_on = models.ForeignKey(AddOnRole, on_delete=models.CASCADE, related_name="duties")
    name = models.CharField(max_length=200)
    text = models.TextField()


class RuleCondition(OfVersion):
    """A clause of the rule that the author answers in words."""

    code = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    question = models.TextField()
    from_level = models.ForeignKey(VersionLevel, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    to_level = models.ForeignKey(VersionLevel, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    at_least = models.CharField(max_length=20, blank=True)
    at_most = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=200, blank=True)

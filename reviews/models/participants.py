"""Who takes part in a group, as what, since when, and without whom. Every rule about who may asks these tables."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.models import Below, Person, Record
from accounts.models.grants import GrantKind, people_ops_for
from accounts.models.people import active_now, is_active
from accounts.written_once import WrittenOnce
from frameworks.models import Role, Version
from reviews.models.cycles import READING, Cycle, Group


class Part(models.TextChoices):
    SUBJECT = "subject", _("subject")
    ASSESSOR = "assessor", _("assessor")
    CO_AUTHOR = "co_author", _("co-author")
    CONTRIBUTOR = "contributor", _("contributor")
    DEPUTY = "deputy", _("deputy")
    DIRECTOR = "director", _("director")
    OUTSIDE_DIRECTOR = "outside_director", _("outside director")
    OBSERVER = "observer", _("observer")
    MODERATOR = "moderator", _("moderator")
    SCRIBE = "scribe", _("scribe")
    DECIDER = "decider", _("decider")
    GUEST = "guest", _("guest")
    ABOVE = "above", _("manager above at launch")


# who reads a group's assessments and pitches while it runs (never by being a subject)
READERS = (
    Part.ASSESSOR,
    Part.DEPUTY,
    Part.DIRECTOR,
    Part.OUTSIDE_DIRECTOR,
    Part.OBSERVER,
    Part.DECIDER,
)

# who takes part without seeing the group and its roster: whom it is about, and who writes on one of them
WITHOUT_THE_GROUP = (Part.SUBJECT, Part.CONTRIBUTOR, Part.CO_AUTHOR)


class ParticipantQuerySet(models.QuerySet):
    def now(self) -> "ParticipantQuerySet":
        """Those in force at this instant of the domain's clock: begun, and not over. Whoever asks who may, asks these;
        the policies say the same in SQL."""
        return self.filter(active_now())

    def not_over(self) -> "ParticipantQuerySet":
        """Those in force, and those still to come."""
        return self.filter(Q(until_at__isnull=True) | Q(until_at__gt=clock.now()))


class Participant(Record):
    """A person's part in a group, from a moment to a moment; `about` narrows it to one subject. `in_seat`: they held
    the moderator's or the scribe's seat of the meeting that long; otherwise they may come to it with that part."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=20, choices=Part)
    about = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    in_seat = models.BooleanField(default=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(in_seat=False) | Q(part__in=["moderator", "scribe"], about__isnull=True),
                name="only_two_parts_have_a_seat",
            ),
            models.UniqueConstraint(
                fields=["group", "part"],
                condition=Q(until_at__isnull=True, in_seat=True),
                name="one_in_each_seat",
            ),
            models.UniqueConstraint(
                fields=["group", "person", "part"],
                condition=Q(until_at__isnull=True, about__isnull=True),
                name="one_open_part_each",
            ),
            models.UniqueConstraint(
                fields=["group", "person", "part", "about"],
                condition=Q(until_at__isnull=True, about__isnull=False),
                name="one_open_part_about_each",
            ),
            models.CheckConstraint(condition=Q(part__in=Part.values), name="participant_of_a_known_part"),
            models.CheckConstraint(
                condition=~Q(part__in=["contributor", "co_author"])
                | Q(about__isnull=False) & ~Q(about=models.F("person")),
                name="who_writes_with_others_writes_on_another",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "group", "part"], name="participant_by_person"),
            models.Index(fields=["group", "part"], name="participant_by_group"),
        ]


def parts_held(groups: Iterable[UUID], person: Person) -> dict[UUID, set[str]]:
    """Group id → the parts that the person has in it now, of groups in which they have any; one query."""
    return _held(PARTS_OF(person.pk, list(groups))).now


class Held(NamedTuple):
    """The parts of one person in some groups, by group: those of now, and those of any time."""

    now: dict[UUID, set[str]]
    ever: dict[UUID, set[str]]

    @property
    def reviewed_in(self) -> frozenset[UUID]:
        """The groups in which they are reviewed, or were."""
        return frozenset(pk for pk, parts in self.ever.items() if Part.SUBJECT in parts)


OF_A_PART = ("group_id", "part", "from_at", "until_at")
PARTS_OF = WrittenOnce(
    lambda person, groups: Participant.objects.filter(person=person, group__in=groups).values_list(*OF_A_PART)
)
PARTS_IN = WrittenOnce(
    lambda person, cycle: Participant.objects.filter(person=person, group__cycle=cycle).values_list(*OF_A_PART)
)


def parts_in(cycle: Cycle, person: Person) -> Held:
    """The parts of a person in the groups of a cycle; one query."""
    return _held(PARTS_IN(person.pk, cycle.pk))


def _held(rows: Iterable[tuple[UUID, str, datetime, datetime | None]]) -> Held:
    held, now = Held({}, {}), clock.now()
    for group, part, from_at, until_at in rows:
        held.ever.setdefault(group, set()).add(part)
        if is_active(from_at, until_at, now):
            held.now.setdefault(group, set()).add(part)
    return held


def parts_for_second_step(person: Person) -> set[str]:
    """As what a person takes part now, in the words of the setting SECOND_STEP_FOR: director, assessor."""
    words = {Part.DIRECTOR: "director", Part.OUTSIDE_DIRECTOR: "director", Part.ASSESSOR: "assessor"}
    parts = Participant.objects.now().filter(person=person, part__in=words).values_list("part", flat=True)
    return {words[part] for part in parts.distinct()}


class Exclusion(Record):
    """A person has nothing to do with one subject's matters in a group: a recusal, without its reason."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    from_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person", "subject"], name="one_exclusion_each")]


class RosterEntryQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "RosterEntryQuerySet":
        """Whoever takes part in the group as more than a subject, contributor or co-author, while they do; of managers
        above, each those below them; the subject their own row; People Ops their population."""
        if not isinstance(viewer, Person):
            return self.none()
        if viewer.holds_everywhere(GrantKind.PEOPLE_OPS):
            return self
        takes_part = Exists(
            Participant.objects.now()
            .filter(group=OuterRef("group"), person=viewer)
            .exclude(part__in=[*WITHOUT_THE_GROUP, Part.ABOVE])
        )
        above = Exists(
            Participant.objects.filter(
                group=OuterRef("group"), person=viewer, part=Part.ABOVE, about=OuterRef("subject")
            )
        )
        return self.filter(takes_part | above | Q(subject=viewer) | people_ops_for(viewer, "subject"))

    def readable_by(self, viewer) -> "RosterEntryQuerySet":
        """The subjects whose matters the viewer may read now. Never oneself, nor whom one keeps away from."""
        if not isinstance(viewer, Person):
            return self.none()
        return self.filter(reads_now(viewer)).filter(not_kept_away(viewer))


class RosterEntry(Record):
    """A person on a group's roster as of launch: role, version, assessor, director; and how they are treated."""

    class Treatment(models.TextChoices):
        ASSESS = "assess", _("assessed")
        KEEP = "keep", _("keeps the last result")
        NOT_NOW = "not_now", _("not this time")
        ONBOARDING = "onboarding", _("still onboarding")
        LEFT = "left", _("leaves")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    role_since = models.DateField(null=True, blank=True)
    assessor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    director = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    treatment = models.CharField(max_length=12, choices=Treatment, default=Treatment.ASSESS)
    joined_late = models.BooleanField(default=False)
    discussed_at = models.DateTimeField(null=True, blank=True, help_text="When the subject's stop closed.")
    opens_on = models.DateField(
        null=True, blank=True, help_text="Set by the release: the latest day on which the subject reads their result."
    )

    objects = RosterEntryQuerySet.as_manager()

    @property
    def absence(self) -> str:
        """Why there is no assessment, as the group reads it: one word for whoever is away, leaves or keeps a result."""
        if self.treatment == self.Treatment.ASSESS:
            return ""
        not_now = self.Treatment.NOT_NOW
        return str(self.Treatment.ONBOARDING.label if self.treatment == self.Treatment.ONBOARDING else not_now.label)

    class Meta:
        ordering = ["subject__name"]
        constraints = [
            models.UniqueConstraint(fields=["group", "subject"], name="once_on_a_roster"),
            models.CheckConstraint(condition=~Q(assessor=models.F("subject")), name="nobody_assesses_themselves"),
        ]
        indexes = [models.Index(fields=["assessor", "group"], name="roster_by_assessor")]


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "AssignmentQuerySet":
        """Who assesses whom: whoever sees the subject's row of the roster. (How many are there is open to more.)"""
        if not isinstance(viewer, Person):
            return self.none()
        if viewer.holds_everywhere(GrantKind.PEOPLE_OPS):
            return self
        on_roster = RosterEntry.objects.visible_to(viewer).filter(group=OuterRef("group"), subject=OuterRef("subject"))
        return self.filter(Exists(on_roster))


class Assignment(Record):
    """Who owes an assessment of whom, and whether it is there: open, so that progress is counted without reading."""

    class State(models.TextChoices):
        OPEN = "open", _("not yet")
        SUBMITTED = "submitted", _("submitted")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    assessor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "subject"], name="one_assignment_a_subject"),
            models.CheckConstraint(condition=~Q(assessor=models.F("subject")), name="nobody_is_assigned_themselves"),
        ]
        indexes = [models.Index(fields=["assessor", "state"], name="assignment_by_assessor")]


# -- the pieces of which every confidential model builds its `visible_to` ---------------------------


def reads_the_group(viewer: Person) -> Exists:
    """True where the viewer is one of the group's readers, now."""
    return Exists(Participant.objects.now().filter(group=OuterRef("group"), person=viewer, part__in=READERS))


def reads_now(viewer: Person) -> Q:
    """True where the viewer reads what was handed to the group: its readers from the preview until the close;
    afterwards managers above the subject then and now, and People Ops for the subject."""
    while_it_runs = Q(group__state__in=READING) & Q(reads_the_group(viewer))
    afterwards = Q(group__state=Group.State.CLOSED) & (is_above(viewer) | people_ops_for(viewer, "subject"))
    return while_it_runs | afterwards


def decides(viewer: Person) -> Exists:
    """True where the viewer is one of the group's deciders, now."""
    return Exists(Participant.objects.now().filter(group=OuterRef("group"), person=viewer, part=Part.DECIDER))


def is_above(viewer: Person) -> Q | Exists:
    """True where the viewer is a manager above the row's subject: today, or at the group's launch."""
    return Q(Exists(Below.objects.filter(manager=viewer, person=OuterRef("subject_id")))) | Q(
        Exists(
            Participant.objects.filter(
                group=OuterRef("group"), person=viewer, part=Part.ABOVE, about=OuterRef("subject_id")
            )
        )
    )


def not_kept_away(viewer: Person) -> Q:
    """The two things that beat everything: one's own case, and a recusal."""
    recused = Exclusion.objects.filter(group=OuterRef("group"), subject=OuterRef("subject_id"), person=viewer)
    return ~Q(subject=viewer) & ~Q(Exists(recused))


def is_kept_away(row, person: Person) -> bool:
    """The same of one row that has a group and a subject (a pitch, a decision, a stop), as the moves ask it."""
    if row.subject_id == person.pk:
        return True
    return Exclusion.objects.filter(group=row.group_id, subject=row.subject_id, person=person).exists()


def kept_from(group: UUID, person: Person) -> set[UUID]:
    """The same as ids: whose matters in a group the person has nothing to do with, their own among them."""
    away = Exclusion.objects.filter(group=group, person=person).values_list("subject_id", flat=True)
    return {person.pk, *away}


def judges_of(person: Person) -> set[UUID]:
    """The ids of whoever reads or decides what is about the person in a group that is not closed, and of whoever stood
    above them in any."""
    rosters = RosterEntry.objects.filter(subject=person).exclude(group__state__in=["closed", "discarded"])
    reads = active_now() & Q(group__in=rosters.values("group"), part__in=READERS)
    was_above = Q(part=Part.ABOVE, about=person)
    return set(Participant.objects.filter(reads | was_above).values_list("person_id", flat=True))

"""Candidates: who is to be levelled and is not here yet, what each interviewer found, what was agreed and offered.

A candidate is nobody who could sign in: no row says who they are but by the label that the owner chose.
"""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.models import GrantKind, Person, Record
from frameworks.models import Axis, Framework, Role, Step, Version


class CandidateQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "CandidateQuerySet":
        """The owner, and whom the owner invited. Nobody else, whatever they hold."""
        if not isinstance(viewer, Person):
            return self.none()
        return self.filter(
            Q(owner=viewer) | Exists(Interviewer.objects.filter(candidate=OuterRef("pk"), person=viewer))
        )


class Candidate(Record):
    """Somebody who may come, levelled against one version of a framework by two or more people.

    `together_at`: since when those invited read what each of them found. `closed_at`: the end, by an offer or without.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        TOGETHER = "together", _("together")
        OFFERED = "offered", _("offered")
        CLOSED = "closed", _("closed")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=80, help_text="A nickname or a number; no name is needed.")
    meant_for = models.ForeignKey(Role, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    together_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    draft_number = models.PositiveIntegerField(default=0, help_text="Counts the savings of what is agreed.")
    saved_at = models.DateTimeField(null=True, blank=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "together", "offered", "closed"]), name="candidate_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="open") | Q(together_at__isnull=True), name="open_is_not_yet_together"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["together", "offered"]) | Q(together_at__isnull=False),
                name="offered_only_once_together",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "together"], closed_at__isnull=True)
                | Q(state__in=["offered", "closed"], closed_at__isnull=False),
                name="a_candidate_ends_once",
            ),
        ]
        indexes = [models.Index(fields=["owner", "state"], name="candidate_by_owner")]

    def __str__(self) -> str:
        return self.label


class InterviewerQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "InterviewerQuerySet":
        """Whoever sees the candidate."""
        return self.filter(candidate__in=Candidate.objects.visible_to(viewer))


class Interviewer(Record):
    """A person the owner invited to say what they find; no word of it stands here."""

    class State(models.TextChoices):
        WRITING = "writing", _("writing")
        HANDED_IN = "handed_in", _("handed in")

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WRITING)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    draft_number = models.PositiveIntegerField(default=0, help_text="Counts the savings of what they found.")
    saved_at = models.DateTimeField(null=True, blank=True)

    objects = InterviewerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "person"], name="invited_once"),
            models.CheckConstraint(
                condition=Q(state__in=["writing", "handed_in"]), name="interviewer_in_a_known_state"
            ),
        ]
        indexes = [models.Index(fields=["person", "state"], name="interviewer_by_person")]


class OnAxis(Record):
    """Where somebody was found on one axis, at a step or as a role words it (neither: not seen), and in which words."""

    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)

    class Meta:
        abstract = True


class FindingQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "FindingQuerySet":
        """Its author. Once all is brought together, whoever sees the candidate, as far as it was handed in."""
        if not isinstance(viewer, Person):
            return self.none()
        together = Q(
            interviewer__state=Interviewer.State.HANDED_IN,
            interviewer__candidate__in=Candidate.objects.visible_to(viewer).filter(together_at__isnull=False),
        )
        return self.filter(Q(interviewer__person=viewer) | together)


class Finding(OnAxis):
    """What one interviewer found on one axis, with the evidence."""

    interviewer = models.ForeignKey(Interviewer, on_delete=models.CASCADE, related_name="+")

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interviewer", "axis"], name="one_finding_an_axis"),
            models.CheckConstraint(
                condition=Q(step__isnull=True) | Q(role__isnull=True), name="found_at_a_step_or_as_a_role"
            ),
        ]


class AgreedQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "AgreedQuerySet":
        """Whoever sees the candidate."""
        return self.filter(candidate__in=Candidate.objects.visible_to(viewer))


class Agreed(OnAxis):
    """What those invited agreed on one axis, once they had read each other."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")

    objects = AgreedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "axis"], name="one_agreement_an_axis"),
            models.CheckConstraint(
                condition=Q(step__isnull=True) | Q(role__isnull=True), name="agreed_at_a_step_or_as_a_role"
            ),
        ]


class OfferQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "OfferQuerySet":
        """Who made it; whoever sees its candidate; People Ops for the whole organisation; and who compares: the owner
        of a candidate that is brought together on the same framework, and who handed in there."""
        if not isinstance(viewer, Person):
            return self.none()
        if viewer.holds_everywhere(GrantKind.PEOPLE_OPS):
            return self
        comparing = Candidate.objects.visible_to(viewer).filter(
            Q(owner=viewer)
            | Exists(
                Interviewer.objects.filter(candidate=OuterRef("pk"), person=viewer, state=Interviewer.State.HANDED_IN)
            ),
            state=Candidate.State.TOGETHER,
        )
        return self.filter(
            Q(by=viewer)
            | Q(candidate__in=Candidate.objects.visible_to(viewer))
            | Exists(comparing.filter(version__framework=OuterRef("framework")))
        )


class Offer(Record):
    """What was offered at which role. It outlives its candidate, and says nothing of who they were."""

    candidate = models.OneToOneField(Candidate, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    terms = models.CharField(max_length=500)
    offered_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_on", "id"]
        indexes = [models.Index(fields=["framework", "-offered_on"], name="offer_by_framework")]

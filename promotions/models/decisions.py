"""Votes of the deciders, the decision, its confirmation by People Ops, and the change of role."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Record
from accounts.models.confidential import Confidential, ConfidentialPart, ConfidentialQuerySet
from accounts.models.grants import people_ops_for
from frameworks.models import Role, Version
from promotions.models.pitches import Pitch
from reviews.models import Group, Result
from reviews.models.participants import decides, is_above, not_kept_away


class VoteQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "VoteQuerySet":
        """The decider their own; the deciders all of them after all have voted or the clock ends; People Ops, unless
        they decide themselves.

        The author of a pitch is none of its deciders, whatever they are for the others of the group."""
        if not isinstance(viewer, Person):
            return self.none()
        own = Exists(Pitch.objects.filter(pk=OuterRef("pitch"), author=viewer))
        is_decider = Q(decides(viewer)) & ~Q(own)
        others = is_decider & Q(opened_at__isnull=False) | ~is_decider & people_ops_for(viewer, "subject")
        return self.filter(Q(decider=viewer) | others).filter(not_kept_away(viewer))


class Vote(Confidential, Record):
    """One decider's word on one pitch."""

    noted_as = "vote"
    closely = True
    author_column = "decider_id"
    bookkeeping = ("pitch", "group", "subject", "decider", "cast_at", "opened_at")

    class Choice(models.TextChoices):
        APPROVE = "approve", _("approve")
        NOT_NOW = "not_now", _("not now")
        DEFER = "defer", _("defer to the others")

    pitch = models.ForeignKey(Pitch, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    decider = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice)
    reason = models.TextField(blank=True, max_length=4000)
    cast_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True, help_text="When the deciders may read each other.")

    objects = VoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pitch", "decider"], name="one_vote_a_decider"),
            models.CheckConstraint(condition=~Q(decider=F("subject")), name="nobody_votes_on_themselves"),
            models.CheckConstraint(
                condition=Q(choice__in=["approve", "not_now", "defer"]), name="vote_of_a_known_choice"
            ),
        ]


class DecisionQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "DecisionQuerySet":
        """Deciders, the pitch's author, managers above, People Ops, but nobody who keeps away; the subject once
        told."""
        if not isinstance(viewer, Person):
            return self.none()
        others = Q(author=viewer) | Q(decides(viewer)) | is_above(viewer) | people_ops_for(viewer, "subject")
        told = Exists(Result.objects.visible_to(viewer).filter(group=OuterRef("group"), subject=OuterRef("subject_id")))
        return self.filter((others & not_kept_away(viewer)) | (Q(subject=viewer) & Q(told)))

    def not_suspended(self) -> "DecisionQuerySet":
        """Without those of a group whose meeting was reopened: they wait for its second lock."""
        return self.exclude(group__state=Group.State.CALIBRATING)

    def awaiting_vote_of(self, person: Person) -> "DecisionQuerySet":
        """The open ones of which `person` is a decider who has not voted; the author of a pitch is none."""
        voted = Exists(Vote.objects.filter(pitch=OuterRef("pitch"), decider=person))
        open_ones = self.filter(Q(decides(person)), ~Q(author=person), ~Q(voted), state=Decision.State.OPEN)
        return open_ones.filter(not_kept_away(person)).not_suspended()


class Decision(Confidential, Record):
    """What the deciders came to on a pitch; People Ops confirms it with a day."""

    noted_as = "decision"
    closely = True
    bookkeeping = (
        *("pitch", "group", "subject", "author", "state", "ends_on"),
        *("decided_at", "confirmed_by", "confirmed_at"),
    )

    class State(models.TextChoices):
        OPEN = "open", _("open")
        APPROVED = "approved", _("approved")
        NOT_NOW = "not_now", _("not now")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CONFIRMED = "confirmed", _("confirmed")

    pitch = models.OneToOneField(Pitch, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    is_exception = models.BooleanField(default=False, help_text="The pitch says why, although a clause says not yet.")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    outcome = models.CharField(max_length=10, blank=True, help_text="approved or not_now, kept after confirmation")
    ends_on = models.DateField(help_text="The clock: open until this day has ended for the last decider.")
    decided_at = models.DateTimeField(null=True, blank=True)
    started_anew_at = models.DateTimeField(
        null=True, blank=True, help_text="When a second lock changed a rating, and the votes so far were void."
    )
    not_now_axis = models.ForeignKey(
        "frameworks.Axis", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    not_now_evidence = models.TextField(blank=True, max_length=4000)
    not_now_support = models.TextField(blank=True, max_length=4000)
    not_now_again_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("subject")),
                name="nobody_confirms_for_themselves",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "approved", "not_now", "withdrawn", "confirmed"]),
                name="decision_in_a_known_state",
            ),
        ]


class RoleChangeQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "RoleChangeQuerySet":
        """Whoever sees the decision."""
        return self.filter(Exists(Decision.objects.visible_to(viewer).filter(pk=OuterRef("decision"))))


class RoleChange(ConfidentialPart, Record):
    """A confirmed change of role that starts on its day; a placement is made of it then."""

    part_of = "decision"
    bookkeeping = ("subject", "starts_on", "started_at")

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    started_at = models.DateTimeField(null=True, blank=True)

    objects = RoleChangeQuerySet.as_manager()

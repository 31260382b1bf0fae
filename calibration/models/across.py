"""The check across groups: the level boards of all groups of a cycle as their locks left them, what is asked of a group
there, and who said that the check was made."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import GrantKind, Person, Record
from accounts.models.confidential import Confidential, ConfidentialQuerySet
from accounts.models.grants import people_ops_for
from frameworks.models import Level, Role, ScalePoint, Version
from reviews.models import Cycle, Exclusion, Group, Part, Participant
from reviews.models.cycles import AFTER_THE_LOCK, LOCKED
from reviews.models.participants import not_kept_away

LONGEST = 1000  # characters


def side_by_side(viewer: Person):
    """The groups whose boards stand beside each other: of cycles with the check in which every group has met, until
    their close; none in which the viewer is reviewed."""
    others = Group.objects.filter(cycle=OuterRef("cycle")).exclude(state__in=[*LOCKED, Group.State.DISCARDED])
    reviewed = Participant.objects.filter(group=OuterRef("pk"), person=viewer, part=Part.SUBJECT)
    groups = Group.objects.filter(cycle__has_check_across=True, state__in=AFTER_THE_LOCK)
    return groups.filter(~Exists(others), ~Exists(reviewed))


def directs_beside(viewer: Person) -> Exists:
    """True where the viewer directs a group of the cycle now, this one or another."""
    directs = Participant.objects.now().filter(person=viewer, part=Part.DIRECTOR)
    return Exists(directs.filter(group__cycle=OuterRef("group__cycle")).exclude(group__state=Group.State.DISCARDED))


class BoardLineQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "BoardLineQuerySet":
        """Once every group of the cycle has met, to the close: who directs one of its groups; People Ops for the
        subject. Nobody of a group in which they are reviewed, nor of whom they keep away from."""
        if not isinstance(viewer, Person):
            return self.none()
        readers = Q(directs_beside(viewer)) | people_ops_for(viewer, "subject")
        open_ones = Exists(side_by_side(viewer).filter(pk=OuterRef("group")))
        return self.filter(readers, open_ones).filter(not_kept_away(viewer))


class BoardLine(Confidential, Record):
    """One person on a level's board across groups: their role, and the overall rating as the lock left it. A row of
    its own, because more people read it than the result."""

    noted_as = "line"
    closely = True
    author_column = "subject_id"
    bookkeeping = ("group", "subject", "role", "version", "level", "rank")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    overall = models.ForeignKey(ScalePoint, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = BoardLineQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "subject"], name="one_board_line_a_subject")]


class CheckQuestionQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "CheckQuestionQuerySet":
        """Once every group of the cycle has met, to the close: who directs one of its groups; People Ops for everyone
        in the group asked. Nobody who is reviewed in that group, or keeps away from somebody in it."""
        if not isinstance(viewer, Person):
            return self.none()
        readers = Q(directs_beside(viewer))
        if viewer.holds(GrantKind.PEOPLE_OPS):
            subjects = Participant.objects.filter(group=OuterRef("group"), part=Part.SUBJECT)
            readers |= ~Q(Exists(subjects.exclude(people_ops_for(viewer, "person"))))
        away = Exclusion.objects.filter(group=OuterRef("group"), person=viewer)
        return self.filter(readers, Exists(side_by_side(viewer).filter(pk=OuterRef("group"))), ~Exists(away))


class CheckQuestion(Record):
    """What somebody who makes the check asks of a group, on one level or on all: to look again, or to say why."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
        WITHDRAWN = "withdrawn", _("withdrawn")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    rank = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of the level; empty: all of them.")
    text = models.CharField(max_length=LONGEST)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answer = models.CharField(max_length=LONGEST, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = CheckQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_question_asks_something"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "answered", "withdrawn"]), name="check_question_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state="answered", answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer="")
                | ~Q(state="answered") & Q(answer="", answered_by__isnull=True, answered_at__isnull=True),
                name="what_is_answered_has_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("by")),
                name="nobody_answers_their_own_question",
            ),
        ]


class CheckMade(Record):
    """That a director has looked at the levels across groups, or that People Ops say the directors did so together.
    It holds until a group is locked anew."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    for_all = models.BooleanField(default=False, help_text="People Ops: the directors made it together.")

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["cycle", "person"], name="check_made_once_each")]

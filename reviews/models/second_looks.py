"""Second looks: that somebody who was told their result asks for it to be looked at again, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.access import Task
from accounts.models import Person, Record
from accounts.models.confidential import Confidential, ConfidentialQuerySet
from accounts.models.grants import people_ops_for
from frameworks.models import ScalePoint
from reviews.models.cycles import Group
from reviews.models.participants import not_kept_away
from reviews.models.results import Result


class SecondLookQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "SecondLookQuerySet":
        """The person; who is to answer (their manager's manager); People Ops for the person. Not who wrote the result,
        nor anybody who keeps away."""
        if isinstance(viewer, Task):
            return self if viewer.name == "reminders" else self.none()
        if not isinstance(viewer, Person):
            return self.none()
        others = (Q(owner=viewer) | people_ops_for(viewer, "subject")) & not_kept_away(viewer)
        return self.filter(Q(subject=viewer) | others & ~Q(result_author=viewer))


class SecondLook(Confidential, Record):
    """One a result: what is asked, by when it is answered and by whom, and the answer."""

    noted_as = "look"
    author_column = "subject_id"
    bookkeeping = (
        *("group", "subject", "result", "owner", "result_author", "state"),
        *("asked_at", "due_on", "answered_at", "corrected_at"),
    )

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        WITHDRAWN = "withdrawn", _("withdrawn")
        ANSWERED = "answered", _("answered")
        CORRECTED = "corrected", _("corrected")

    class Outcome(models.TextChoices):
        STANDS = "stands", _("the result stands")
        CHANGES = "changes", _("the result changes")

    result = models.OneToOneField(Result, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who is to answer: the manager's manager. Empty: People Ops.",
    )
    result_author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", help_text="Not to read it.")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    words = models.TextField(max_length=4000)
    asked_at = models.DateTimeField(default=clock.now)
    due_on = models.DateField()
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    overall = models.ForeignKey(ScalePoint, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField(blank=True, max_length=4000)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    corrected_at = models.DateTimeField(null=True, blank=True)

    objects = SecondLookQuerySet.as_manager()

    class Meta:
        verbose_name = _("second look")
        ordering = ["due_on", "asked_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(owner=models.F("subject")), name="nobody_answers_their_own_look"),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "withdrawn", "answered", "corrected"]),
                name="second_look_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "stands", "changes"]), name="second_look_with_a_known_outcome"
            ),
            models.CheckConstraint(
                condition=Q(outcome="changes", overall__isnull=False)
                | Q(outcome__in=["", "stands"], overall__isnull=True),
                name="second_look_changes_to_a_rating",
            ),
        ]
        indexes = [models.Index(fields=["owner", "state"], name="second_look_by_owner")]

"""What teams add to a framework: examples of their own beside an example of its text, in no version."""

from django.db import models
from django.db.models import Q

from accounts.models import Person, Record, Team
from frameworks.models.identity import Framework
from frameworks.models.versions import BehaviourIdentity

MOST_LETTERS = 300


class TeamExampleQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "TeamExampleQuerySet":
        """Every member who sees the framework."""
        if not isinstance(viewer, Person):
            return self.none()
        return self.filter(behaviour__framework__in=Framework.objects.visible_to(viewer))


class TeamExample(Record):
    """How one team recognises in its own work what an example of a framework means.

    It belongs to the team, not to whoever typed it: the trail says who did. It hangs on the identity of the example and
    so goes on from version to version; where the version in force has that example no more, it stands in the list of
    the team's examples alone.
    """

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    behaviour = models.ForeignKey(BehaviourIdentity, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=MOST_LETTERS)
    added_on = models.DateField()

    objects = TeamExampleQuerySet.as_manager()

    class Meta:
        ordering = ["added_on", "text"]
        constraints = [
            models.UniqueConstraint(fields=["team", "behaviour", "text"], name="one_example_once_a_team"),
            models.CheckConstraint(condition=~Q(text=""), name="an_example_of_a_team_says_something"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

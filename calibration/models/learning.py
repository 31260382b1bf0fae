"""What is kept of a meeting to learn from it, as counts: nothing in it is about a person, or by one."""

from django.db import models
from django.db.models import Exists, OuterRef

from accounts.models import Person, Record
from accounts.models.grants import people_ops_for
from calibration.models.meeting import Attendance, Meeting
from frameworks.models import Axis, Version
from reviews.models import Part, Participant


class FlaggedAxis(Record):
    """How many of a meeting's flags were on an axis, over all levels; counted once, when its review was closed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "version", "axis"], name="flags_counted_once")]


class SurveyQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "SurveyQuerySet":
        """Once it has ended: whoever was in the room at any time, and People Ops for somebody who is reviewed in the
        group."""
        if not isinstance(viewer, Person):
            return self.none()
        came = Attendance.objects.filter(meeting=OuterRef("meeting"), person=viewer)
        reviewed = Participant.objects.filter(group=OuterRef("meeting__group"), part=Part.SUBJECT)
        theirs = reviewed.filter(people_ops_for(viewer, "person"))
        return self.filter(Exists(came) | Exists(theirs), shown__isnull=False)


class Survey(Record):
    """What those who were at a meeting said of it: counts in one row, and once it has ended what is shown of them.

    The counts of all questions stand in one row that each answer rewrites whole, so that no row, and nothing that the
    database knows of a row, belongs to one answer. At the end the counts that nobody may see are emptied.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="+")
    ends_at = models.DateTimeField(help_text="A week after the lock; the same for everybody.")
    tally = models.JSONField(default=dict, blank=True, help_text="While it runs: how often each step was chosen.")
    shown = models.JSONField(null=True, blank=True, help_text="What is shown of it; null until it has ended.")

    objects = SurveyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shown__isnull=True) | models.Q(tally={}), name="an_ended_survey_keeps_what_is_shown"
            )
        ]


class SurveyAnswered(Record):
    """That somebody has answered, so that nobody answers twice: not what, and not when. Gone once it has ended."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "person"], name="answered_once")]

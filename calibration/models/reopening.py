"""That a locked meeting was reopened: by whom, when and why."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import GrantKind, Person, Record
from accounts.models.grants import people_ops_for
from accounts.viewing import as_task
from calibration.models.meeting import Meeting
from reviews.models import Exclusion, Part, Participant


class ReopeningQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ReopeningQuerySet":
        """Why: People Ops for everyone in the group and its observer, but nobody who is reviewed in it, or keeps away
        from somebody in it."""
        if not isinstance(viewer, Person):
            return self.none()
        subjects = Participant.objects.filter(group=OuterRef("meeting__group"), part=Part.SUBJECT)
        observes = Participant.objects.now().filter(group=OuterRef("meeting__group"), person=viewer, part=Part.OBSERVER)
        readers = Q(Exists(observes))
        if viewer.holds(GrantKind.PEOPLE_OPS):
            readers |= ~Q(Exists(subjects.exclude(people_ops_for(viewer, "person"))))
        away = Exclusion.objects.filter(group=OuterRef("meeting__group"), person=viewer)
        return self.filter(readers, ~Exists(subjects.filter(person=viewer)), ~Exists(away))


class Reopening(Record):
    """A locked meeting goes on: from here to its next lock."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=500)

    objects = ReopeningQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_reopening_says_why")]


@as_task("reopenings-known")
def reopenings_of(meetings: Iterable[Meeting]) -> list[Reopening]:
    """That meetings were reopened, when and by whom, for who comes to them or reads their record. Why is not read."""
    return list(Reopening.objects.filter(meeting__in=meetings).select_related("by").defer("reason"))

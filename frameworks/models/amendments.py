"""That a version changed what is asked of somebody: written when it comes into force, said until they have looked."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import Below, Person, Record
from frameworks.models.identity import Role
from frameworks.models.versions import Version


class AmendmentQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "AmendmentQuerySet":
        """The person whom it concerns, and whoever they report to."""
        if not isinstance(viewer, Person):
            return self.none()
        reports = Below.objects.filter(manager=viewer, depth=1, person=OuterRef("person"))
        return self.filter(Q(person=viewer) | Exists(reports))


class Amendment(Record):
    """A version changed the text of the role that a person held, or moved them from it to another one.

    `since`: the version in force before; `was` and `role`: what they held until then, and hold from then on; `axes`: on
    how many axes the one asks something else than the other.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    since = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    was = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    axes = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    is_read = models.BooleanField(default=False, help_text="They have opened the page that shows it.")

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "version"], name="one_amendment_a_version")]

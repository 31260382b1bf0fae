"""The growth plan of a person: what they work on next, and what support is promised. Lines, and nothing to tick."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.models import Below, Person, Record
from accounts.models.confidential import ConfidentialOfPerson, ConfidentialQuerySet
from frameworks.models import Axis


class GrowthLineQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "GrowthLineQuerySet":
        """The person, and whoever manages them today. Its author keeps what they wrote."""
        if not isinstance(viewer, Person):
            return self.none()
        manages = Exists(Below.objects.filter(manager=viewer, person=OuterRef("subject_id"), depth=1))
        return self.filter(Q(author=viewer) | Q(subject=viewer) | manages)


class GrowthLine(ConfidentialOfPerson, Record):
    """One line of a growth plan. It stands until its author takes it away; it is never done, and never counted."""

    noted_as = "plan"
    closely = True
    bookkeeping = ("subject", "author", "written_on", "changed_at")

    class Kind(models.TextChoices):
        NEXT = "next", _("What is worked on next")
        SUPPORT = "support", _("Support that is promised")

    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.NEXT)
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(max_length=2000)
    until_on = models.DateField(null=True, blank=True, help_text="Until when, where a day was named.")
    written_on = models.DateField(default=clock.today)
    changed_at = models.DateTimeField(default=clock.now)

    objects = GrowthLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a growth plan")
        ordering = ["-written_on", "-changed_at"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["next", "support"]), name="growth_of_a_known_kind"),
            models.CheckConstraint(
                condition=~Q(kind="support") | ~Q(author=models.F("subject")), name="support_not_promised_to_oneself"
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "-written_on"], name="growth_by_subject"),
            models.Index(fields=["author"], name="growth_by_author"),
        ]

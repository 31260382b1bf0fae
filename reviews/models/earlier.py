"""Earlier results: what was told to people before reviews were held here, as it was imported."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.models import Below, Person, Record
from accounts.models.confidential import ConfidentialOfPerson, ConfidentialQuerySet
from accounts.models.grants import people_ops_for
from frameworks.models import Role, ScalePoint


class EarlierResultQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "EarlierResultQuerySet":
        """The person, who was told it elsewhere; managers above them today; People Ops for them."""
        if not isinstance(viewer, Person):
            return self.none()
        above = Exists(Below.objects.filter(manager=viewer, person=OuterRef("subject_id")))
        return self.filter(Q(subject=viewer) | Q(above) | people_ops_for(viewer, "subject"))


class EarlierResult(ConfidentialOfPerson, Record):
    """An overall rating of a period before the first review here: imported, not calibrated; no figure counts it."""

    noted_as = "earlier"
    author_column = "imported_by_id"
    bookkeeping = ("subject", "covers_from", "covers_to", "role", "imported_by", "imported_at")

    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    covers_from = models.DateField()
    covers_to = models.DateField()
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    overall = models.ForeignKey(ScalePoint, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True, max_length=8000)
    author_name = models.CharField(max_length=200, blank=True, help_text="Who wrote it, as the file says.")
    imported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(default=clock.now)

    objects = EarlierResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier result")
        ordering = ["covers_to", "covers_from"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "covers_from", "covers_to"], name="one_earlier_result_a_period"),
            models.CheckConstraint(condition=Q(covers_to__gte=F("covers_from")), name="earlier_result_of_a_period"),
            models.CheckConstraint(
                condition=~Q(imported_by=F("subject")), name="nobody_imports_an_earlier_result_of_their_own"
            ),
        ]

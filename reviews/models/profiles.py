"""Personal profiles: what is asked of one person in a role whose level has no text of its own, axis by axis."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.models import Person, Record
from accounts.models.confidential import ConfidentialOfPerson, ConfidentialQuerySet
from frameworks.models import Axis, Role
from reviews.models.notebooks import manages_or_assesses, reads_of_the_person


class ProfileTextQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "ProfileTextQuerySet":
        """The person; whoever manages them today or assesses them in a group that runs; the readers of such a group
        from preview until the close; a trial reads nothing. Its author keeps what they wrote."""
        if not isinstance(viewer, Person):
            return self.none()
        readers = manages_or_assesses(viewer) | reads_of_the_person(viewer)
        return self.filter(Q(author=viewer) | Q(subject=viewer) | readers)

    def standing(self) -> "ProfileTextQuerySet":
        """Those that no other text has taken the place of."""
        return self.filter(ended_at__isnull=True)


class ProfileText(ConfidentialOfPerson, Record):
    """What a role asks of one person on one axis; without an axis, in general. A new text takes its place, and it stays
    for what was judged against it."""

    noted_as = "profile"
    closely = True
    bookkeeping = ("subject", "role", "axis", "author", "begun_at", "ended_at")

    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=4000)
    begun_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ProfileTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a personal profile")
        ordering = ["begun_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "role", "axis"],
                condition=Q(ended_at__isnull=True, axis__isnull=False),
                name="one_profile_text_an_axis",
            ),
            models.UniqueConstraint(
                fields=["subject", "role"],
                condition=Q(ended_at__isnull=True, axis__isnull=True),
                name="one_profile_text_in_general",
            ),
            models.CheckConstraint(condition=~Q(author=F("subject")), name="profile_not_written_for_oneself"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("begun_at")), name="profile_ends_after_it_begins"
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "role"], name="profile_by_subject"),
            models.Index(fields=["author"], name="profile_by_author"),
        ]

    def stood_at(self, moment: datetime) -> bool:
        """Whether it was in force then."""
        return self.begun_at <= moment and (self.ended_at is None or self.ended_at > moment)

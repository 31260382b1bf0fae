"""Where holders go of roles that a version does not have any more."""

from django.db import models
from django.db.models import F, Q

from accounts.models import Record
from frameworks.models.identity import Role
from frameworks.models.versions import Version


class Succession(Record):
    """Whoever holds `role` on the day from which the version is in force holds `becomes` from then on; where that is
    empty, People Ops place each of them. About roles: it names nobody."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="successions")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    becomes = models.ForeignKey(Role, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "role"], name="one_successor_a_role"),
            models.CheckConstraint(
                condition=Q(becomes__isnull=True) | ~Q(becomes=F("role")), name="no_role_follows_itself"
            ),
        ]

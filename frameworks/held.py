"""What this app holds about people."""

from django.utils.translation import gettext_lazy as _

from accounts.rights.kinds import Held
from frameworks.models import Placement


def held() -> tuple[Held, ...]:
    """The roles somebody held."""
    return (Held(Placement, "person", _("Roles and levels, with their days"), _("What is expected of them.")),)

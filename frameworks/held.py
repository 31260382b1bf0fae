"""What this app holds about people."""

from django.utils.translation import gettext_lazy as _

from accounts.rights.kinds import Held
from frameworks.models import Flag, Placement

OF_A_TEXT = _("It is about a text. Who raised it is shown as a former colleague.")


def held() -> tuple[Held, ...]:
    """The roles somebody held, and the wordings they flagged with their name."""
    return (
        Held(Placement, "person", _("Roles and levels, with their days"), _("What is expected of them.")),
        Held(Flag, "author", _("Flags on wording, with their name"), stays=OF_A_TEXT),
    )

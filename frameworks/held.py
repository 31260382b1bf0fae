"""What this app holds about people."""

from django.utils.translation import gettext_lazy as _

from accounts.rights.kinds import Held
from frameworks.models import Amendment, Comment, Flag, Placement, Proposal

OF_A_TEXT = _("It is about a text. Who raised it is shown as a former colleague.")
SAID_OF_A_TEXT = _(
    "It is about a text. Whose it was is shown as a former colleague; of what somebody wrote without their name nothing"
    " is held."
)


def held() -> tuple[Held, ...]:
    """The roles somebody held, and what they said of wordings with their name."""
    return (
        Held(Placement, "person", _("Roles and levels, with their days"), _("What is expected of them.")),
        Held(
            Amendment,
            "person",
            _("That a version changed what is expected of them"),
            _("To tell them so."),
        ),
        Held(Flag, "author", _("Flags on wording, with their name"), stays=OF_A_TEXT),
        Held(Comment, "author", _("Comments on wording, with their name"), stays=SAID_OF_A_TEXT),
        Held(Proposal, "author", _("Proposals for wordings"), stays=SAID_OF_A_TEXT),
    )

"""A version that is written is given up. Nothing that was published, and nothing that anybody said, goes with it."""

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import clock
from accounts.models import Person
from accounts.moves import Conflict, move
from frameworks import workflow  # noqa: F401  the table of moves
from frameworks.editing.door import writing
from frameworks.models import Comment, Proposal, Version

LABEL_LETTERS = 200


@transaction.atomic
def discard(version: Version, by: Person, seen: str) -> Version:
    """Gives a version up that is a draft or open for comment: only editors find its text from now on, and its label is
    free. Proposals that were accepted into it wait for an answer again. `seen`: the digest of the text that was shown.

    Raises NotAllowed; Conflict where it is no draft any more, or somebody wrote in it since it was shown.
    """
    with writing(version, by, "discard") as locked:
        if locked.digest != seen:
            raise Conflict(_("Somebody wrote here since you looked. Nothing was discarded; look again."))
        for proposal in taken_into(locked):
            move(proposal, "reopen", by, line="", draft=None, is_answer_read=False)
        return move(locked, "discard", by, label=_label(locked))


def taken_into(version: Version) -> list[Proposal]:
    """The proposals whose words were written into it."""
    return list(Proposal.objects.filter(draft=version, state=Proposal.State.ACCEPTED).order_by("proposed_on", "id"))


def said_of(version: Version) -> int:
    """How many comments and proposals are on it, which stay in the list of what is said."""
    comments = Comment.objects.filter(version=version, proposal__isnull=True).count()
    return comments + Proposal.objects.filter(version=version).count()


def _label(version: Version) -> str:
    """What it is called from now on, so that another version can have its label: with the day, and a number where
    that is taken."""
    day = date_format(clock.today(), "j F Y")
    for number in range(1, 1000):
        more = f" ({number})" if number > 1 else ""
        ending = _(", discarded %(day)s") % {"day": day} + more
        label = version.label[: LABEL_LETTERS - len(ending)] + ending
        if not Version.objects.filter(framework=version.framework_id, label=label).exists():
            return label
    raise Conflict(_("Too many versions of that label were discarded today."))

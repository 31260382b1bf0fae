"""Proposals of other words for a wording: proposed by anybody, answered by framework editors, and when accepted written
into a draft."""

from django.utils.translation import gettext_lazy

from accounts.models import Grant, GrantKind, Person
from accounts.moves import Move
from frameworks.commenting import edits
from frameworks.models import Proposal

State = Proposal.State


def answers(proposal: Proposal, by: Person | None) -> bool:
    """A framework editor; one's own only where nobody else is an editor."""
    if by is None or not edits(proposal, by):
        return False
    return proposal.author_id != by.pk or not another_edits(by)


def another_edits(person: Person) -> bool:
    """Whether somebody else is a framework editor today."""
    others = Grant.objects.in_force().filter(kind=GrantKind.FRAMEWORK_EDITOR, person__is_active=True)
    return others.exclude(person=person).exists()


def is_author(proposal: Proposal, by: Person | None) -> bool:
    """Whoever made it."""
    return by is not None and proposal.author_id == by.pk


ANSWERED = gettext_lazy("This proposal has been answered or withdrawn meanwhile. Nothing was done; look again.")

Proposal.MOVES = {  # type: ignore[attr-defined]
    "accept": Move(frozenset({State.OPEN}), State.ACCEPTED, answers, ANSWERED),
    "decline": Move(frozenset({State.OPEN}), State.DECLINED, answers, ANSWERED),
    "withdraw": Move(frozenset({State.OPEN}), State.WITHDRAWN, is_author, ANSWERED),
}

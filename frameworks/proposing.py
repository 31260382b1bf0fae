"""Proposals of other words for a wording: made by anybody, answered by framework editors, and when accepted written
into a draft of the next version."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import trail
from accounts.models import Grant, GrantKind, Person
from accounts.moves import Conflict, Move, move
from frameworks import reading, unnamed, wordings
from frameworks.commenting import edits, identities, sent_once, written
from frameworks.editing import opening
from frameworks.editing import workflow as editing
from frameworks.editing.places import Example, Part, Place, Where
from frameworks.models import Framework, Proposal, Version
from frameworks.wordings import Wording

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
    # an accepted one whose draft is discarded waits for an answer again
    "reopen": Move(frozenset({State.ACCEPTED}), State.OPEN, edits, ANSWERED),
    "withdraw": Move(frozenset({State.OPEN}), State.WITHDRAWN, is_author, ANSWERED),
}


@transaction.atomic
def propose(
    version: Version, wording: Wording, by: Person, text: str, reason: str, form: UUID | None = None
) -> Proposal | None:
    """Proposes other words, with a reason; None where the same form has made the same before.

    Raises Conflict where that version has no such wording, or says exactly this.
    """
    on, was = identities(version, wording), wordings.own_text(reading.ladder(version), wording)
    text, reason = text.strip(), reason.strip()
    if text == was:
        raise Conflict(_("These are the words that stand there already. Nothing was proposed."))
    pk = sent_once(form, text, reason)
    made = Proposal(pk=pk, text=text, was=was, reason=reason, author=by, proposed_on=unnamed.day(), **on)
    if not written(made):
        return None
    trail.record("propose", made, by, after=State.OPEN)
    return made


def place_of(wording: Wording) -> tuple[Where, str]:
    """Where an editor writes it, and in which field."""
    level, role, axis, behaviour = wording
    if behaviour:
        return Example(UUID(behaviour)), "text"
    if role and axis:
        return Place(axis, role), "summary"
    if role or level:
        return Part("role" if role else "level", role or level), "summary"
    return (Part("axis", axis), "question") if axis else (Part("head"), "about")


def source_of(version: Version) -> Version:
    """What a new version goes on from: the one in force, else the one that was proposed on."""
    return Version.objects.in_force(version.framework_id) or version


def drafts_for(framework: Framework) -> list[Version]:
    """The versions into which an accepted one can be written."""
    return list(Version.objects.filter(framework=framework).written().select_related("framework").order_by("label"))


def stored(draft: Version, wording: Wording) -> str:
    """What a draft says there now. Raises Gone where it has no such place."""
    where, name = place_of(wording)
    return opening.sheet(draft, where).texts().get(name, "")


@transaction.atomic
def accept(
    proposal: Proposal, wording: Wording, into: Version | str, seen: str, text: str, line: str, by: Person
) -> Proposal:
    """Writes the words into a draft, or into a new version that is begun with the label `into`, and answers.

    `text` is what is written: the proposal's, or as the editor has changed it. `seen` is the mark of what the editor
    had before them there. Raises NotAllowed, Conflict, and what `editing.begin` and `editing.save` raise; nothing is
    done then.
    """
    if isinstance(into, str):
        into = editing.begin(source_of(proposal.version), into, by)
    where, name = place_of(wording)
    editing.save(into, where, {name: seen}, {name: text}, by)
    accepted: Proposal = move(proposal, "accept", by, line=line.strip(), draft=into)
    return accepted


def decline(proposal: Proposal, line: str, by: Person) -> Proposal:
    """Answers that the words stay, and why. Raises NotAllowed or Conflict."""
    declined: Proposal = move(proposal, "decline", by, line=line.strip())
    return declined


def withdraw(proposal: Proposal, by: Person) -> Proposal:
    """Its author takes it back; it can still be read. Raises NotAllowed or Conflict."""
    withdrawn: Proposal = move(proposal, "withdraw", by)
    return withdrawn


def read_the_answer(proposal: Proposal, by: Person) -> None:
    """Its author has seen what became of it; Today speaks of it no more."""
    if is_author(proposal, by) and proposal.state in (State.ACCEPTED, State.DECLINED) and not proposal.is_answer_read:
        Proposal.objects.filter(pk=proposal.pk).update(is_answer_read=True)

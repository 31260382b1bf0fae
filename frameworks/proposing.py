"""Proposals of other words for a wording, of another example, or that one goes: made by anybody, answered by framework
editors, and when accepted written into a draft of the next version."""

from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import trail
from accounts.models import Grant, GrantKind, Person
from accounts.moves import Conflict, Move, move
from frameworks import reading, unnamed, wordings
from frameworks.asked import Ladder
from frameworks.commenting import edits, identities, sent_once, written
from frameworks.editing import begun, examples, opening
from frameworks.editing import workflow as editing
from frameworks.editing.cells import field_of
from frameworks.editing.door import Gone, writing
from frameworks.editing.places import Example, Part, Place, Where
from frameworks.models import Framework, Proposal, Version
from frameworks.wordings import Wording

State, Kind = Proposal.State, Proposal.Kind


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
    version: Version,
    wording: Wording,
    by: Person,
    text: str,
    reason: str,
    form: UUID | None = None,
    kind: str = Kind.REWORD,
) -> Proposal | None:
    """Proposes other words, with a reason; or another example in a cell of an axis; or that an example goes, without a
    text. None where the same form has made the same before.

    Raises Conflict where that version has no such wording, or says exactly this.
    """
    on, ladder = identities(version, wording), reading.ladder(version)
    text, reason, was = text.strip(), reason.strip(), what_stands(ladder, wording, kind)
    if not may_be(wording, kind):
        raise Conflict(_("This version has no such wording, or takes no comments any more. Nothing was sent."))
    if text == was or (kind == Kind.ADD and text in (one.text for one in wordings.examples(ladder, wording))):
        raise Conflict(_("These are the words that stand there already. Nothing was proposed."))
    pk = sent_once(form, text, reason)
    made = Proposal(pk=pk, kind=kind, text=text, was=was, reason=reason, author=by, proposed_on=unnamed.day(), **on)
    if not written(made):
        return None
    trail.record("propose", made, by, after=State.OPEN)
    return made


def may_be(wording: Wording, kind: str) -> bool:
    """Whether that can be proposed of such a wording: an example comes to a cell of an axis, and one goes."""
    may = {Kind.REWORD: True, Kind.ADD: wording.is_cell, Kind.REMOVE: bool(wording.behaviour)}
    return may.get(Kind(kind), False)


def what_stands(ladder: Ladder, wording: Wording, kind: str) -> str:
    """The text that it would replace; nothing for another example."""
    return "" if kind == Kind.ADD else wordings.own_text(ladder, wording)


def reads_as_before(proposal: Proposal, wording: Wording) -> bool:
    """Whether the version that took it says again what stood there: a file was written over that draft, or an editor
    wrote the old words back."""
    if proposal.draft is None or proposal.kind == Kind.ADD:
        return False
    there = wording_in(proposal, wording, proposal.draft)
    return there is not None and (what_stands(reading.ladder(proposal.draft), there, proposal.kind) == proposal.was)


def wording_in(proposal: Proposal, wording: Wording, version: Version) -> Wording | None:
    """What that version calls the wording of a proposal; None where it has no such place. An example is found wherever
    it stands."""
    now = reading.ladder(version)
    found = wordings.followed(reading.ladder(proposal.version), now, wording)
    if wording.behaviour:
        return found or wording
    return found if found and wordings.stands(now, found) else None


def place_of(wording: Wording) -> tuple[Where, str]:
    """Where an editor writes it, and in which field."""
    level, role, axis, behaviour, step, layer, _everybody = wording
    if behaviour:
        return Example(UUID(behaviour)), "text"
    if wording.is_cell:
        return Place(axis, role, level, layer, step), "summary"
    if role or level:
        return Part("role" if role else "level", role or level), "summary"
    return (Part("axis", axis), "question") if axis else (Part("head"), "about")


def source_of(version: Version) -> Version:
    """What a new version goes on from: the one in force, else the one that was proposed on."""
    return Version.objects.in_force(version.framework_id) or version


def drafts_for(framework: Framework) -> list[Version]:
    """The versions into which an accepted one can be written."""
    return list(Version.objects.filter(framework=framework).written().select_related("framework").order_by("label"))


def stored(draft: Version, wording: Wording, kind: str = Kind.REWORD) -> str:
    """What a draft says there now; nothing where another example is proposed. Raises Gone where it has no such
    place."""
    where, name = place_of(wording)
    texts = opening.sheet(draft, where).texts()
    return "" if kind == Kind.ADD else texts.get(name, "")


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
    wording = _there(proposal, wording, into)
    where, name = place_of(wording)
    if proposal.kind == Kind.REMOVE:
        _take_away(into, wording, seen, by)
    else:
        if proposal.kind == Kind.ADD:
            _refuse_twice(into, wording, text, by)
            name = field_of(uuid4())
        editing.save(into, where, {name: seen}, {name: text}, by)
    accepted: Proposal = move(proposal, "accept", by, line=line.strip(), draft=into)
    return accepted


def _there(proposal: Proposal, wording: Wording, into: Version) -> Wording:
    """The same past what is remembered, for who is about to write it. Raises Gone."""
    if wording.behaviour:
        return wording
    now = Ladder(reading.fresh(into))
    found = wordings.followed(reading.ladder(proposal.version), now, wording)
    if found is None:
        raise Gone(_("This step is not in that version any more."))
    if not wordings.stands(now, found):
        stored(into, found)  # a role, a level, a layer or an axis that is gone says so
        raise Gone(
            _("In that version nothing can stand there: its level is unfinished, or its role asks nothing there.")
        )
    return found


def _refuse_twice(into: Version, wording: Wording, text: str, by: Person) -> None:
    with writing(into, by) as locked:
        stored(locked, wording, Kind.ADD)  # a role or an axis that is gone says so
        if text.strip() in (one.text for one in wordings.examples(Ladder(reading.fresh(locked)), wording)):
            raise Conflict(_("This example stands in that version already. Change its words, or decline the proposal."))


def _take_away(into: Version, wording: Wording, seen: str, by: Person) -> None:
    now = stored(into, wording, Kind.REMOVE)
    if begun.mark(now) != seen:
        raise editing.Both({"text": now}, "")
    examples.remove(into, UUID(wording.behaviour), by, seen=now)


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

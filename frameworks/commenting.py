"""Comments on wordings: written by anybody with a name or without, taken back by their author, struck by editors."""

from collections.abc import Container, Iterable
from datetime import date
from random import SystemRandom
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import trail
from accounts.models import GrantKind, Person
from accounts.moves import Conflict, Move, NotAllowed, move
from accounts.viewing import as_task
from frameworks import reading, unnamed, wordings
from frameworks.models import Comment, Flag, HeldComment, Level, Proposal, Version
from frameworks.models.comments import ON, WITH, AboutWording
from frameworks.models.versions import BehaviourIdentity
from frameworks.wordings import Wording

FRIDAY = 4
State = Comment.State
OF_A_FLAG = ("version", "role", "axis")

# of these versions wordings are commented on; a draft is its editors' alone, and of what is past nothing can change
HEARD = (Version.State.OPEN, Version.State.ANNOUNCED, Version.State.PUBLISHED)


def edits(record: object, by: Person | None) -> bool:
    """A framework editor."""
    return by is not None and by.holds(GrantKind.FRAMEWORK_EDITOR)


Comment.MOVES = {  # type: ignore[attr-defined]
    "settle": Move(
        frozenset({State.OPEN}),
        State.SETTLED,
        edits,
        gettext_lazy("Somebody settled one of these meanwhile. Nothing was done; look again."),
    ),
    "strike": Move(
        frozenset({State.OPEN, State.SETTLED}),
        State.STRUCK,
        edits,
        gettext_lazy("This comment is taken out already. Nothing was done."),
        {"said": str, "outcome": str},
    ),
}


def identities(version: Version, wording: Wording) -> dict[str, object]:
    """What a row about a wording points at. Raises Conflict where the version has no such wording, or is one that
    nobody comments on."""
    if version.state not in HEARD or not wordings.stands(reading.ladder(version), wording):
        raise Conflict(_("This version has no such wording, or takes no comments any more. Nothing was sent."))
    level, role, axis, behaviour, step, layer, everybody = wording
    of_framework = {"framework": version.framework_id}
    return {
        "version": version,
        "level": Level.objects.get(code=level, **of_framework) if level else None,
        "role": reading.roles(version)[role] if role else None,
        "axis": reading.axes(version)[axis] if axis else None,
        "step": reading.steps(version)[axis, step] if step is not None else None,
        "layer": layer,
        "is_for_everybody": everybody,
        "behaviour": BehaviourIdentity.objects.get(pk=behaviour, **of_framework) if behaviour else None,
    }


def comment(
    version: Version, wording: Wording, by: Person, said: str, is_named: bool = True, form: UUID | None = None
) -> None:
    """Says something of a wording. Leaves no event and answers nothing; see `Comment`, and `HeldComment` for one
    without a name.

    `form`: what tells one form from another; the same text sent twice by it is one comment. Raises Conflict where that
    version has no such wording, or where somebody has written as many without a name as a day allows.
    """
    said = said.strip()
    on = identities(version, wording) | {"said": said}
    pk = sent_once(form, said)
    if is_named:
        was = wordings.text_of(reading.ladder(version), wording)
        written(Comment(pk=pk, author=by, shown_on=unnamed.day(), was=was, **on))
        return
    with transaction.atomic():
        is_new = written(HeldComment(pk=pk, written_on=unnamed.day(), **on | {"behaviour": wording.behaviour or None}))
        if is_new and not unnamed.one_more(by, settings.COMMENTS_WITHOUT_NAME_A_DAY):
            raise Conflict(_no_more())


def discuss(proposal: Proposal, by: Person, said: str, form: UUID | None = None) -> None:
    """Says something of a proposal that waits for its answer, with one's name. Leaves no event. Raises Conflict."""
    if proposal.state != Proposal.State.OPEN:
        raise Conflict(_("This proposal has been answered or withdrawn meanwhile. Nothing was sent."))
    said = said.strip()
    on = {name: getattr(proposal, name) for name in (*ON, "behaviour")}
    pk = sent_once(form, said)
    written(Comment(pk=pk, proposal=proposal, author=by, said=said, shown_on=unnamed.day(), **on))


def sent_once(form: UUID | None, *said: str) -> UUID:
    """The id of a row that holds what was said: the same where one form sends the same again."""
    return uuid5(form or uuid4(), "\n".join(said))


def written(row: AboutWording) -> bool:
    """Writes a new row; False where the same form has written the same before."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if isinstance(row, HeldComment) or type(row)._base_manager.filter(pk=row.pk).exists():
            return False
        raise
    return True


def _no_more() -> str:
    return _(
        "You have written as many comments without your name today as can be written in a day (%(most)d). Nothing was"
        " sent: send this one with your name, or keep it until tomorrow."
    ) % {"most": settings.COMMENTS_WITHOUT_NAME_A_DAY}


@transaction.atomic
def take_back(comment: Comment, by: Person) -> None:
    """Its author takes an open comment back; nothing of it is left. Raises NotAllowed, or Conflict where it has been
    answered or is gone."""
    found = Comment.objects.select_for_update().filter(pk=comment.pk).first()
    if found is None:
        raise Conflict(_("This comment is gone already."))
    if found.author_id != by.pk:
        raise NotAllowed("take_back")
    if found.state != State.OPEN:
        raise Conflict(_("This comment has been answered meanwhile, so it stays."))
    trail.record("take_back", found, by, before=found.state)
    found.delete()


def strike(comment: Comment, by: Person, line: str) -> Comment:
    """Takes the words of a comment out, with a line that everybody reads in their place. For what is about a person, or
    must not be said. Raises NotAllowed or Conflict."""
    struck: Comment = move(comment, "strike", by, line=line.strip())
    return struck


@as_task("comments-let-out")
def let_out(today: date) -> None:
    """On the tick of a working day: what was said without a name on earlier days becomes comments and flags, all in one
    act, drawn by lot. What is written at a weekend comes out with what was written on Friday. Safe to run twice.

    The text that each is about is the one of now: an earlier one would say at what hour it was written.
    """
    day = unnamed.day()
    if day.weekday() > FRIDAY:
        return
    with transaction.atomic():
        rows = HeldComment.objects.select_for_update(of=("self",)).filter(written_on__lt=day)
        held = list(rows.select_related(*WITH))
        SystemRandom().shuffle(held)
        there = BehaviourIdentity.objects.in_bulk({one.behaviour for one in held if one.behaviour})
        Comment.objects.bulk_create(
            Comment(shown_on=day, was=_reads_now(one), **_said_on(one, there, ON)) for one in held if not one.is_flag
        )
        Flag.objects.bulk_create(Flag(**_said_on(one, there, OF_A_FLAG)) for one in held if one.is_flag)
        HeldComment.objects.filter(pk__in=[one.pk for one in held]).delete()


def _said_on(held: HeldComment, there: Container[UUID], on: Iterable[str]) -> dict[str, Any]:
    """What was said and of which wording; of an example that is gone, of the cell that it stood in."""
    said = {name: getattr(held, name) for name in (*on, "said")}
    return said | {"behaviour_id": held.behaviour if held.behaviour in there else None}


def _reads_now(held: HeldComment) -> str:
    """The text that a comment is about; nothing of a draft, which is its editors' alone."""
    if held.version.state == Version.State.DRAFT:
        return ""
    return wordings.text_of(reading.ladder(held.version), wordings.wording_of(held))

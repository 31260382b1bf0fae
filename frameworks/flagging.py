"""Flags on wording, raised by anybody; framework editors settle them, and comments, with an outcome and one line."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from accounts.moves import Conflict, Move, NotAllowed, move
from frameworks import unnamed
from frameworks.commenting import edits, sent_once, written
from frameworks.models import (
    Axis,
    Behaviour,
    Comment,
    Expectation,
    Flag,
    HeldComment,
    Role,
    Version,
    VersionAxis,
    VersionRole,
)
from frameworks.models.versions import BehaviourIdentity

State = Flag.State
A_DAY = 30  # flags without a name, of one person: more than a meeting has turns for, and too few to flood a page

Flag.MOVES = {  # type: ignore[attr-defined]
    "settle": Move(
        frozenset({State.OPEN}),
        State.SETTLED,
        edits,
        gettext_lazy("Somebody settled one of these flags meanwhile. Nothing was done; look again."),
    ),
}


def raise_flag(
    version: Version,
    role: Role,
    axis: Axis,
    by: Person,
    said: str = "",
    behaviour: BehaviourIdentity | None = None,
    is_named: bool = True,
    waits_in: UUID | None = None,
    form: UUID | None = None,
) -> None:
    """Flags what a role asks on an axis, or one example of it. Leaves no event, and answers nothing: see `Flag`.

    A second one with the same name on the same wording changes nothing. Without a name it is for everybody once the
    meeting's review is closed that it waits in; one of a framework's page on the next working day (`HeldComment`),
    where `form` tells one form from another, so that the same sent twice is one. Raises Conflict where that version has
    no such wording, or is a draft, or where somebody has raised as many without a name as a day allows.
    """
    if version.is_written or not _is_worded(version, role, axis, behaviour):
        raise Conflict(_("This version has no such wording. Nothing was flagged; look again."))
    said = said.strip()[:300]
    if not is_named and waits_in is None:
        on = {"version": version, "role": role, "axis": axis, "behaviour": behaviour.pk if behaviour else None}
        held = HeldComment(pk=sent_once(form, said), is_flag=True, said=said, written_on=unnamed.day(), **on)
        with transaction.atomic():
            if written(held):
                _count(by)
        return
    if not is_named:
        _count(by)
    flag = Flag(version=version, role=role, axis=axis, behaviour=behaviour, said=said)
    flag.author, flag.waits_in = by if is_named else None, waits_in
    try:
        with transaction.atomic():
            flag.save(force_insert=True)
    except IntegrityError:
        mine = Flag.objects.filter(author=by, version=version, role=role, axis=axis, behaviour=behaviour)
        if not mine.filter(state=State.OPEN).exists():
            raise


def _count(by: Person) -> None:
    """One more without a name today. Raises Conflict where that is one too many."""
    if not unnamed.one_more(by, A_DAY, "flags"):
        raise Conflict(
            _(
                "You have raised as many flags without your name today as can be raised in a day (%(most)d). Send it"
                " with your name, or keep it until tomorrow."
            )
            % {"most": A_DAY}
        )


def _is_worded(version: Version, role: Role, axis: Axis, behaviour: BehaviourIdentity | None) -> bool:
    """What is missing there may be flagged as well: the version has the role and the axis."""
    if not VersionRole.objects.filter(version=version, role=role).exists():
        return False
    if not VersionAxis.objects.filter(version=version, axis=axis).exists():
        return False
    return behaviour is None or any(row.identity_id == behaviour.pk for row in examples(version, role, axis))


def examples(version: Version, role: Role, axis: Axis) -> list[Behaviour]:
    """The examples that a version gives of what a role asks on an axis, those of the step that it asks with them."""
    of_role_itself = {"version_role__role": role, "layer__isnull": True}
    asked = Expectation.objects.filter(version=version, version_axis__axis=axis, **of_role_itself)
    of_role = Behaviour.objects.filter(version=version, expectation__in=asked)
    of_step = Behaviour.objects.filter(version=version, version_step__in=asked.values("step"))
    return list(of_role.order_by("order")) + list(of_step.order_by("order"))


@transaction.atomic
def settle(raised: Collection[UUID], by: Person, outcome: str, line: str) -> list[Flag | Comment]:
    """Settles these flags and comments, all or none, with the same outcome and line; the line is read by everybody.

    Raises NotAllowed, and Conflict where one of them was settled meanwhile or is not there.
    """
    if not edits(Flag(), by):
        raise NotAllowed("settle")
    flags: Sequence[Flag] = Flag.objects.let_out().filter(pk__in=raised).order_by("pk")
    comments: Sequence[Comment] = Comment.objects.to_answer().filter(pk__in=raised).order_by("pk")
    found = [*flags, *comments]
    if not found or len(found) < len(set(raised)):
        raise Conflict(_("One of these is not there any more. Nothing was done; look again."))
    return [move(one, "settle", by, outcome=outcome, line=line.strip()) for one in found]

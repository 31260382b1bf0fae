"""What happens to self-reflections: saved as drafts, handed in, taken back."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock
from accounts.models import Person
from accounts.moves import Conflict, Move, NotAllowed, move
from reviews.drafts import count_on, stands_already
from reviews.models import Group, Reflection, ReflectionAxis, RosterEntry

State = Reflection.State


@dataclass(frozen=True)
class Thoughts:
    """What somebody says of their own work: a text, and words by the id of an axis; empty ones left away."""

    text: str = ""
    axes: dict[UUID, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.text or self.axes)


def is_own(reflection: Reflection, by: Person | None) -> bool:
    """Who wrote it about themselves."""
    return by is not None and reflection.subject_id == by.pk


TOO_LATE = gettext_lazy("This was handed in already, or taken back. Nothing was changed; look again.")
Reflection.MOVES = {  # type: ignore[attr-defined]
    "hand_in": Move(frozenset({State.DRAFT}), State.HANDED_IN, is_own, TOO_LATE, {"handed_in_at": clock.now}),
    "take_back": Move(frozenset({State.HANDED_IN}), State.DRAFT, is_own, TOO_LATE),
}


def is_open(group: Group) -> bool:
    """Whether the people of the group may write about their own work now: while it is assessed."""
    return group.cycle.has_reflection and group.state == Group.State.ASSESSING


def entry_of(group: UUID, person: Person) -> RosterEntry | None:
    """The person's own row in a launched group that assesses them and has self-reflections; None for everybody else."""
    rows = RosterEntry.objects.visible_to(person).filter(group=group, subject=person, treatment="assess")
    rows = rows.filter(group__cycle__has_reflection=True).exclude(
        group__state__in=[Group.State.PLANNING, Group.State.DISCARDED]
    )
    return rows.select_related("group__cycle", "role", "version", "assessor").first()


def stored(reflection: Reflection) -> Thoughts:
    """What stands; to be asked with a row that was let through the door."""
    rows = ReflectionAxis.objects.filter(reflection=reflection)
    return Thoughts(reflection.text, {row.axis_id: row.text for row in rows})


@transaction.atomic
def save(entry: RosterEntry, by: Person, draft_number: int, thoughts: Thoughts) -> Reflection:
    """Keeps what was typed and counts the draft on; the first saving makes the row.

    Raises NotAllowed for anyone but the person, Conflict once it is handed in or the preview has opened, and Stale
    where another text was saved since `draft_number`.
    """
    if entry.subject_id != by.pk:
        raise NotAllowed("save")
    group = Group.objects.select_related("cycle").get(pk=entry.group_id)
    _refuse_too_late(group)
    made, _new = Reflection.objects.get_or_create(group=group, subject=by, defaults={"role_id": entry.role_id})
    locked = Reflection.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if locked.state != State.DRAFT:
        raise Conflict(_("You have handed this in already. Take it back to change it."))
    before = stored(locked)
    if stands_already(locked, draft_number, before, thoughts):
        return locked
    locked.text = thoughts.text
    locked.save(update_fields=["text", *count_on(locked)])
    ReflectionAxis.objects.filter(reflection=locked).exclude(axis__in=thoughts.axes).delete()
    ReflectionAxis.objects.bulk_create(
        [ReflectionAxis(reflection=locked, axis_id=axis, text=text) for axis, text in thoughts.axes.items()],
        update_conflicts=True,
        unique_fields=["reflection", "axis"],
        update_fields=["text"],
    )
    return locked


def hand_in(reflection: Reflection, by: Person, readers: str) -> Reflection:
    """Gives it to whom the person chose: their assessor, or from the preview on the group as well.

    Raises NotAllowed, or Conflict where there is nothing in it, or the preview has opened.
    """
    with transaction.atomic():
        handed = move(reflection, "hand_in", by, readers=readers)
        _refuse_too_late(Group.objects.select_related("cycle").get(pk=handed.group_id))
        if not stored(handed):
            raise Conflict(_("There is nothing in it yet. Write something first, or leave it: nobody has to."))
    return handed


def take_back(reflection: Reflection, by: Person) -> Reflection:
    """Takes it back to change it; whoever has read it has read it. Raises NotAllowed, Conflict."""
    with transaction.atomic():
        taken = move(reflection, "take_back", by)
        _refuse_too_late(Group.objects.select_related("cycle").get(pk=taken.group_id))
    return taken


def _refuse_too_late(group: Group) -> None:
    if not is_open(group):
        raise Conflict(
            _("It is too late for this: %(group)s is not assessing any more. What you wrote last was not saved.")
            % {"group": group.name}
        )

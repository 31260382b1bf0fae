"""What happens to contributors' inputs: saved as they are typed, submitted, changed beside what stands."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock, trail
from accounts.doors import Door
from accounts.models import Person
from accounts.moves import Conflict, Move, NotAllowed, move
from accounts.viewing import as_task
from reviews.drafts import count_on, stands_already
from reviews.models import Assignment, Group, Input, Part, Participant
from reviews.models.cycles import WRITING
from reviews.models.participants import is_kept_away, not_kept_away

State = Input.State


def is_author(row: Input, by: Person | None) -> bool:
    """The contributor who wrote it, unless they keep away from its subject."""
    return by is not None and row.author_id == by.pk and not is_kept_away(row, by)


Input.MOVES = {  # type: ignore[attr-defined]
    "submit": Move(
        frozenset({State.DRAFT}),
        State.SUBMITTED,
        is_author,
        gettext_lazy("This was submitted already, or put away. Nothing was changed; look again."),
        {"submitted_at": clock.now},
    ),
    "put_away": Move(
        frozenset({State.DRAFT}),
        State.REPLACED,
        is_author,
        gettext_lazy("This is no draft any more. Nothing was changed; look again."),
    ),
}


def due_on(group: Group, today: date) -> date:
    """By when an input is asked for: while the group is assessed, so that the assessor has it; then in the preview."""
    cycle = group.cycle
    in_time = group.state == Group.State.ASSESSING and cycle.assess_by >= today
    return cycle.assess_by if in_time or not cycle.has_preview else cycle.preview_by


def asked_for() -> QuerySet[Input]:
    """The drafts that are still asked for: of who contributes now, on somebody who is assessed, while the group writes;
    also those of a change beside what stands."""
    contributes = Participant.objects.now().filter(
        group=OuterRef("group"), person=OuterRef("author"), about=OuterRef("subject"), part=Part.CONTRIBUTOR
    )
    assessed = Assignment.objects.filter(group=OuterRef("group"), subject=OuterRef("subject"))
    return Input.objects.filter(Exists(contributes), Exists(assessed), state=State.DRAFT, group__state__in=WRITING)


def owed() -> QuerySet[Input]:
    """Of those the ones beside which nothing of the same contributor stands."""
    stands = Input.objects.filter(
        group=OuterRef("group"), subject=OuterRef("subject"), author=OuterRef("author"), state=State.SUBMITTED
    )
    return asked_for().exclude(Exists(stands))


MISSING = Door(
    lambda by, groups: (
        owed()
        .filter(not_kept_away(by), group__in=groups)
        .order_by("author__name", "author", "subject__name")
        .values_list("group_id", "author_id", "author__name", "subject__name")
    )
)


def missing(groups: Iterable[Group], by: Person) -> list[tuple[Group, UUID, str, str]]:
    """The inputs that are owed in these groups, as (group, contributor, their name, subject's name), by name: for
    People Ops of each of them, who name contributors there; never one's own case, nor whose matters one keeps from.
    That one is missing is no reading of it; one query."""
    known = {group.pk: group for group in groups}
    with as_task("handing-over"):
        found = MISSING(by, list(known))
    return [(known[group], author, name, subject) for group, author, name, subject in found]


def is_open(row: Input) -> bool:
    """Whether its author can write now: until the meeting opens, while they contribute, of somebody who is assessed."""
    if row.group.state not in WRITING:
        return False
    whose = {"group": row.group_id, "person": row.author_id, "about": row.subject_id}
    contributes = Participant.objects.now().filter(part=Part.CONTRIBUTOR, **whose).exists()
    return contributes and Assignment.objects.filter(group=row.group_id, subject=row.subject_id).exists()


def standing_of(row: Input) -> QuerySet[Input]:
    """What stands of the same contributor about the same subject."""
    return Input.objects.filter(group=row.group_id, subject=row.subject_id, author=row.author_id, state=State.SUBMITTED)


def draft_of(row: Input) -> QuerySet[Input]:
    """What the same contributor is writing about the same subject."""
    return Input.objects.filter(group=row.group_id, subject=row.subject_id, author=row.author_id, state=State.DRAFT)


@transaction.atomic
def save(row: Input, by: Person, draft_number: int, text: str) -> Input:
    """Keeps what was typed and counts the draft on; no event is written.

    Raises NotAllowed for anyone but the contributor; Conflict once it is submitted or put away, the meeting has opened
    or they contribute no more; Stale where another text was saved since `draft_number`.
    """
    locked = _locked(row, by, "save")
    if locked.state != State.DRAFT:
        raise Conflict(_("This was submitted already, or put away. What you wrote last was not saved."))
    _refuse_too_late(locked)
    if stands_already(locked, draft_number, locked.text, text):
        return locked
    locked.text = text
    locked.save(update_fields=["text", *count_on(locked)])
    return locked


@transaction.atomic
def submit(row: Input, by: Person) -> Input:
    """Gives it, under the contributor's name, to whoever assesses, in the place of what they gave before.

    Raises NotAllowed; Conflict where nothing is in it, it was submitted, or it is too late.
    """
    locked = _locked(row, by, "submit")
    if locked.state == State.DRAFT:
        _refuse_too_late(locked)
        if not locked.text:
            raise Conflict(_("There is nothing in it yet. Write something first."))
        standing_of(locked).update(state=State.REPLACED)
    return move(locked, "submit", by)


@transaction.atomic
def save_and_submit(row: Input, by: Person, draft_number: int, text: str) -> Input:
    """Both in one: what is submitted is what stood on the page. Raises as `save` and `submit` do."""
    return submit(save(row, by, draft_number, text), by)


@transaction.atomic
def reopen(row: Input, by: Person) -> Input:
    """Begins to change what stands: a draft with its text, beside it. Pressed twice it is the same draft.

    Raises NotAllowed for anyone but the contributor; Conflict for what does not stand, or too late.
    """
    locked = _locked(row, by, "reopen")
    _refuse_too_late(locked)
    if locked.state != State.SUBMITTED:
        raise Conflict(_("This is not what stands. Nothing was changed; look again."))
    if draft := draft_of(locked).first():
        return draft
    whose = {"group_id": locked.group_id, "subject_id": locked.subject_id, "author_id": locked.author_id}
    made = Input.objects.create(text=locked.text, draft_number=1, saved_at=clock.now(), **whose)
    trail.record("reopen", made, by, about=locked.subject)
    return made


@transaction.atomic
def put_away(row: Input, by: Person) -> Input:
    """Drops a change that was begun: it is its author's alone, and what was submitted stands.

    Raises NotAllowed; Conflict where nothing stands to which this would go back, or once it was submitted.
    """
    locked = _locked(row, by, "put_away")
    if locked.state == State.DRAFT and not standing_of(locked).exists():
        raise Conflict(_("Nothing of yours was submitted yet, so there is nothing to go back to."))
    return move(locked, "put_away", by)


def _locked(row: Input, by: Person, verb: str) -> Input:
    """The contributor's own row, locked behind its group's, as whatever changes who takes part locks it first."""
    if not is_author(row, by):
        raise NotAllowed(verb)
    Group.objects.select_for_update(of=("self",)).get(pk=row.group_id)
    rows = Input.objects.select_for_update(of=("self",)).select_related("group__cycle", "subject", "author")
    locked = rows.filter(pk=row.pk).first()
    if locked is None:  # an empty page that went with the end of the part
        raise Conflict(_("You are not asked for this any more. Nothing was saved."))
    return locked


def _refuse_too_late(row: Input) -> None:
    if row.group.state not in WRITING:
        raise Conflict(_("It is too late for this: the meeting has opened. What you wrote last was not saved."))
    if not is_open(row):
        raise Conflict(_("You are not asked for this any more. What you wrote last was not saved."))

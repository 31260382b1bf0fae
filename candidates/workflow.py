"""What happens to a candidate: opened, levelled by each alone, brought together, offered or closed, and deleted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock, trail
from accounts.models import Below, GrantKind, Person
from accounts.moves import Conflict, Move, NotAllowed, lock, move
from accounts.viewing import as_task
from candidates.models import Agreed, Candidate, Finding, Interviewer, Offer
from frameworks.models import Role, Version, VersionAxis
from reviews.drafts import count_on, stands_already

State, Writing = Candidate.State, Interviewer.State
AT_LEAST = 2  # who have to have handed in before anybody reads what another found
MOST = 12  # who are invited to one candidate

TOO_LATE = gettext_lazy("This has gone on meanwhile, or has ended. Nothing was changed; look again.")


@dataclass(frozen=True)
class Said:
    """What stands on one axis: the id of a step or of a role, or neither, and the words."""

    step: int | None = None
    role: UUID | None = None
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.step or self.role or self.text)


Sheet = dict[UUID, Said]  # by the id of the axis; empty ones are left away


def may_open(person: Person) -> bool:
    """Who manages somebody today, and People Ops."""
    return person.holds(GrantKind.PEOPLE_OPS) or Below.objects.filter(manager=person, depth=1).exists()


def is_owner(candidate: Candidate, by: Person | None) -> bool:
    """The owner."""
    return by is not None and candidate.owner_id == by.pk


def is_interviewer(interviewer: Interviewer, by: Person | None) -> bool:
    """Whom the owner invited, each for themselves."""
    return by is not None and interviewer.person_id == by.pk


Candidate.GONE = gettext_lazy("This candidate was deleted meanwhile. Nothing was changed.")  # type: ignore[attr-defined]
Interviewer.GONE = gettext_lazy("This invitation was taken back meanwhile. Nothing was changed.")  # type: ignore[attr-defined]
Candidate.MOVES = {  # type: ignore[attr-defined]
    "bring_together": Move(frozenset({State.OPEN}), State.TOGETHER, is_owner, TOO_LATE, {"together_at": clock.now}),
    "offer": Move(frozenset({State.TOGETHER}), State.OFFERED, is_owner, TOO_LATE, {"closed_at": clock.now}),
    "close": Move(frozenset({State.OPEN, State.TOGETHER}), State.CLOSED, is_owner, TOO_LATE, {"closed_at": clock.now}),
}
Interviewer.MOVES = {  # type: ignore[attr-defined]
    "hand_in": Move(
        frozenset({Writing.WRITING}), Writing.HANDED_IN, is_interviewer, TOO_LATE, {"handed_in_at": clock.now}
    ),
    "take_back": Move(frozenset({Writing.HANDED_IN}), Writing.WRITING, is_interviewer, TOO_LATE),
}


# -- who levels them -----------------------------------------------------------------------------------


@transaction.atomic
def open_one(by: Person, label: str, version: Version, meant_for: Role | None, people: Iterable[Person]) -> Candidate:
    """Opens a candidate on a version of a framework and invites those who level them.

    Raises NotAllowed for whoever manages nobody, Conflict where they are too many.
    """
    if not may_open(by):
        raise NotAllowed("open")
    made = Candidate.objects.create(owner=by, label=label, version=version, meant_for=meant_for)
    trail.record("open", made, by)
    invite(made, by, people)
    return made


@transaction.atomic
def rename(candidate: Candidate, by: Person, label: str) -> None:
    """Calls them otherwise, as long as they are kept; the trail keeps neither label. Raises NotAllowed for anyone but
    the owner."""
    locked = lock(candidate)
    if not is_owner(locked, by):
        raise NotAllowed("rename")
    if locked.label != label:
        locked.label = label
        locked.save(update_fields=["label"])
        trail.record("rename", locked, by)


@transaction.atomic
def invite(candidate: Candidate, by: Person, people: Iterable[Person]) -> list[Interviewer]:
    """Invites people to level them; who is invited already stays as they are.

    Raises NotAllowed for anyone but the owner, Conflict once it is brought together, or where they are too many.
    """
    locked = _open_of_owner(candidate, by, "invite")
    there = set(Interviewer.objects.filter(candidate=locked).values_list("person_id", flat=True))
    new = [person for person in dict.fromkeys(people) if person.pk not in there]
    if len(there) + len(new) > MOST:
        raise Conflict(_("At most %(most)d people level a candidate. Nobody was invited.") % {"most": MOST})
    made = [Interviewer.objects.create(candidate=locked, person=person) for person in new]
    for one in made:
        trail.record("invite", one, by, after=str(one.person_id))
    return made


@transaction.atomic
def uninvite(interviewer: Interviewer, by: Person) -> None:
    """Takes an invitation back from somebody who has written nothing yet: what is written is not thrown away.

    Raises NotAllowed for anyone but the owner, Conflict once it is brought together, or where they have written.
    """
    _open_of_owner(interviewer.candidate, by, "uninvite")
    locked = lock(interviewer)
    if locked.draft_number:
        raise Conflict(
            _("%(name)s has begun to write. What is not handed in is not read by anybody: leave it as it is.")
            % {"name": interviewer.person.name}
        )
    trail.record("uninvite", locked, by, before=str(locked.person_id))
    locked.delete()


def _open_of_owner(candidate: Candidate, by: Person, verb: str) -> Candidate:
    locked = lock(candidate)
    if not is_owner(locked, by):
        raise NotAllowed(verb)
    if locked.state != State.OPEN:
        raise Conflict(str(TOO_LATE))
    return locked


# -- each alone ----------------------------------------------------------------------------------------


def refuse_unless(candidate: Candidate, state: str) -> None:
    """Raises Conflict where a candidate is not as far as that, or farther: before what was typed is looked at."""
    if candidate.state != state:
        raise Conflict(str(TOO_LATE))


def found_by(interviewer: Interviewer) -> Sheet:
    """What stands of one; to be asked for rows that were let through the door."""
    return _sheet(Finding.objects.filter(interviewer=interviewer))


@transaction.atomic
def save(interviewer: Interviewer, by: Person, draft_number: int, sheet: Mapping[UUID, Said]) -> Interviewer:
    """Keeps what was typed and counts the draft on.

    Raises NotAllowed for anyone but them, Conflict once it is handed in or brought together, and Stale where another
    text was saved since `draft_number`.
    """
    if not is_interviewer(interviewer, by):
        raise NotAllowed("save")
    _refuse_too_late(interviewer)
    locked = lock(interviewer)
    if locked.state != Writing.WRITING:
        raise Conflict(_("You have handed this in already. Take it back to change it."))
    if stands_already(locked, draft_number, found_by(locked), dict(sheet)):
        return locked
    locked.save(update_fields=count_on(locked))
    _put(Finding, sheet, interviewer=locked)
    return locked


@transaction.atomic
def hand_in(interviewer: Interviewer, by: Person) -> Interviewer:
    """Gives it to those invited, who read it once it is brought together.

    Raises NotAllowed, or Conflict where nothing was found, where words that say so lack, or where it has gone on.
    """
    _refuse_too_late(interviewer)
    handed = move(interviewer, "hand_in", by)
    found = {axis: said for axis, said in found_by(handed).items() if said.step or said.role}
    if not found:
        raise Conflict(_("Nothing was found on any axis yet. Choose where you found them on one at least."))
    if bare := {axis for axis, said in found.items() if not said.text}:
        asked = VersionAxis.objects.filter(version=interviewer.candidate.version_id, axis__in=bare).order_by("order")
        names = ", ".join(asked.values_list("name", flat=True))
        raise Conflict(_("Write what you saw that says so, or choose “not seen”: %(axes)s.") % {"axes": names})
    return handed


@transaction.atomic
def take_back(interviewer: Interviewer, by: Person) -> Interviewer:
    """Takes it back to change it, while nobody has read it. Raises NotAllowed, Conflict."""
    _refuse_too_late(interviewer)
    return move(interviewer, "take_back", by)


def _refuse_too_late(interviewer: Interviewer) -> None:
    if lock(interviewer.candidate).state != State.OPEN:
        raise Conflict(_("It was brought together or closed meanwhile: what you wrote last was not saved."))


# -- together ------------------------------------------------------------------------------------------


@transaction.atomic
def bring_together(candidate: Candidate, by: Person) -> Candidate:
    """From now on those invited read what each of them handed in. Raises NotAllowed, or Conflict before two have."""
    moved = move(candidate, "bring_together", by)
    if Interviewer.objects.filter(candidate=moved, state=Writing.HANDED_IN).count() < AT_LEAST:
        raise Conflict(_("Two people have to hand in what they found, each alone, before it is brought together."))
    return moved


def agreed_of(candidate: Candidate) -> Sheet:
    """What stands as agreed; to be asked for a row that was let through the door."""
    return _sheet(Agreed.objects.filter(candidate=candidate))


@transaction.atomic
def agree(candidate: Candidate, by: Person, draft_number: int, sheet: Mapping[UUID, Said]) -> Candidate:
    """Keeps what those invited agreed and counts it on; whoever of them writes.

    Raises NotAllowed for everybody else, Conflict before it is brought together and after its end, and Stale where
    another text was saved since `draft_number`.
    """
    if not Candidate.objects.visible_to(by).filter(pk=candidate.pk).exists():
        raise NotAllowed("agree")
    locked = lock(candidate)
    if locked.state != State.TOGETHER:
        raise Conflict(str(TOO_LATE))
    if stands_already(locked, draft_number, agreed_of(locked), dict(sheet)):
        return locked
    locked.save(update_fields=count_on(locked))
    _put(Agreed, sheet, candidate=locked)
    return locked


@transaction.atomic
def offer(candidate: Candidate, by: Person, role: Role, terms: str, on: date) -> Offer:
    """Keeps what was offered at which role, and ends it. Raises NotAllowed, Conflict."""
    ended = move(candidate, "offer", by)
    made = Offer.objects.create(
        candidate=ended, framework_id=role.framework_id, role=role, terms=terms, offered_on=on, by=by
    )
    trail.record("make", made, by)
    return made


@transaction.atomic
def close(candidate: Candidate, by: Person) -> Candidate:
    """Ends it without an offer. Raises NotAllowed, Conflict."""
    return move(candidate, "close", by)


@as_task("forgetting")
@transaction.atomic
def forget(candidate: Candidate, by: Person) -> None:
    """Deletes them now with all that was written of them; an offer stays, and names nobody. Raises NotAllowed."""
    locked = lock(candidate)
    if not is_owner(locked, by):
        raise NotAllowed("forget")
    trail.record("forget", locked, by, before=locked.state)
    locked.delete()


# -- rows ----------------------------------------------------------------------------------------------


def _sheet(rows: Iterable[Finding | Agreed]) -> Sheet:
    return {row.axis_id: Said(row.step_id, row.role_id, row.text) for row in rows}


def _put(model: type[Finding] | type[Agreed], sheet: Mapping[UUID, Said], **whose: Interviewer | Candidate) -> None:
    """Puts the rows of one sheet in the place of those that stood."""
    model.objects.filter(**whose).exclude(axis__in=sheet).delete()
    model.objects.bulk_create(
        [
            model(**whose, axis_id=axis, step_id=said.step, role_id=said.role, text=said.text)
            for axis, said in sheet.items()
        ],
        update_conflicts=True,
        unique_fields=[*whose, "axis"],
        update_fields=["step", "role", "text"],
    )

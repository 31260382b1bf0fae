"""The one guard of every act in a running cycle: who may do it, about whom, and to whom something may be given."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import clock
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from reviews.cycles.setting_up import must_set_up
from reviews.models import Group, Part, Participant, RosterEntry
from reviews.models.participants import READERS, is_kept_away, not_kept_away


def changeable(group: Group, by: Person) -> QuerySet[RosterEntry]:
    """The rows of the roster that `by` may change: never their own, nor of whom they keep away from. What is listed,
    counted and loaded is this."""
    return RosterEntry.objects.visible_to(by).filter(not_kept_away(by), group=group)


def locked(group: Group) -> Group:
    """The group's row, locked: what every act takes first, as submitting does."""
    return Group.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=group.pk)


def taken_up(entry: RosterEntry, by: Person, verb: str, receiver: Person | None = None) -> RosterEntry:
    """The row as it stands now with its group, both locked: what an act on one row begins with. Raises as `must`."""
    group = locked(entry.group)
    row = RosterEntry.objects.select_for_update(of=("self",)).select_related("version", "role").get(pk=entry.pk)
    row.group = group
    must(row, by, verb, receiver)
    return row


def must(entry: RosterEntry, by: Person, verb: str, receiver: Person | None = None) -> None:
    """Asked before anything is read or written for the act.

    Raises NotAllowed where `by` may not change the group, is the person concerned or keeps away from them, or would
    name themselves; Conflict where `receiver` cannot be given this.
    """
    must_set_up(entry.group, by, verb)
    if is_kept_away(entry, by):
        raise NotAllowed(verb)
    if receiver is not None:
        if receiver.pk == by.pk:
            raise NotAllowed(verb)
        if said := unfit(entry, receiver, by):
            raise Conflict(said)


def unfit(entry: RosterEntry, receiver: Person, by: Person) -> str:
    """Why this person cannot be given what concerns the subject of `entry`, in a sentence; empty where they can."""
    name = {"name": receiver.name}
    if receiver.pk == by.pk:
        return _("You cannot name yourself: somebody else of People Ops can.")
    if receiver.pk == entry.subject_id:
        return _("This is about %(name)s: name somebody else.") % name
    if not receiver.is_here(clock.today()):
        return _("%(name)s is no longer here: name somebody else.") % name
    if is_kept_away(entry, receiver):
        return _("%(name)s cannot be given this: name somebody else.") % name
    return ""


def must_not_only_come(group: Group, person: Person) -> None:
    """Raises Conflict for who comes to the group's meeting and reads nothing of it before: nobody listens to a meeting
    in which they are reviewed, nor leads it, unless they judge in it themselves."""
    held = set(Participant.objects.now().filter(group=group, person=person).values_list("part", flat=True))
    only_comes = [part for part in (Part.MODERATOR, Part.SCRIBE, Part.GUEST) if part in held]
    if only_comes and not held.intersection(READERS):
        said = {"name": person.name, "part": only_comes[0].label}
        raise Conflict(_("%(name)s comes to the meeting as %(part)s. End that part first, then add them.") % said)

"""Who comes to a group's meeting, and as what: named by People Ops, and ended again, until the meeting is locked."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock, trail
from accounts.hooks import Hook
from accounts.models import Below, Person
from accounts.moves import Conflict
from reviews.cycles.acts import guard
from reviews.cycles.acts.parts import tell_part_ended
from reviews.cycles.setting_up import must_set_up, runs
from reviews.models import Exclusion, Group, Part, Participant
from reviews.models.cycles import UNTIL_THE_LOCK
from reviews.models.participants import READERS
from reviews.telling import changed

State = Group.State
UNTIL_THE_MEETING_IS_OVER = (State.PLANNING, *UNTIL_THE_LOCK)

# the parts that are given here: what each means, in a sentence about %(name)s
MEANS = {
    Part.OBSERVER: gettext_lazy(
        "%(name)s observes: reads what the group reads, and the meeting starts once they have attested that they are"
        " there."
    ),
    Part.OUTSIDE_DIRECTOR: gettext_lazy(
        "%(name)s comes from outside: reads what the group reads, and speaks in the meeting."
    ),
    Part.DIRECTOR: gettext_lazy("%(name)s directs: reads what the group reads, and speaks in the meeting."),
    Part.DECIDER: gettext_lazy("%(name)s reads what the group reads, and votes on its pitches."),
    Part.MODERATOR: gettext_lazy("%(name)s leads the meeting, and sees what is in it while they are there."),
    Part.SCRIBE: gettext_lazy("%(name)s drives the screens, and sees what is in the meeting while they are there."),
    Part.GUEST: gettext_lazy("%(name)s listens, and sees what is in the meeting while they are there."),
}
# … and what its end means, in a sentence of its own
ENDING = {
    Part.OBSERVER: gettext_lazy("%(name)s observes no longer; without an observer no meeting starts that needs one."),
    Part.OUTSIDE_DIRECTOR: gettext_lazy(
        "%(name)s comes from outside no longer; without somebody from outside no meeting starts that needs them."
    ),
    Part.DIRECTOR: gettext_lazy("%(name)s directs here no longer."),
    Part.DECIDER: gettext_lazy("%(name)s votes on no pitch of the group."),
    Part.MODERATOR: gettext_lazy("%(name)s does not lead the meeting."),
    Part.SCRIBE: gettext_lazy("%(name)s does not drive the screens."),
    Part.GUEST: gettext_lazy("%(name)s does not listen in the meeting."),
}
FOR_ONESELF = (Part.OBSERVER, Part.MODERATOR, Part.SCRIBE)

# later apps: (group, person, part) → why the part cannot be ended now, in a sentence; empty where it can
in_use: Hook[Callable[[Group, Person, str], str]] = Hook()


def can_be_named(group: Group) -> list[str]:
    """The parts that can be given in the group now: all until the lock, then deciders while pitches are decided."""
    if group.state in UNTIL_THE_MEETING_IS_OVER:
        return list(MEANS)
    return [Part.DECIDER] if group.state == State.DECIDING else []


def can_be_ended(group: Group) -> bool:
    """Whether parts can be ended: until the lock; who has heard the meeting goes on deciding."""
    return group.state in UNTIL_THE_MEETING_IS_OVER


def named(group: Group) -> QuerySet[Participant]:
    """Who has one of these parts now."""
    rows = Participant.objects.now().filter(group=group, part__in=MEANS, about=None)
    return rows.select_related("person").order_by("person__name")


def unfit(group: Group, part: str, person: Person, by: Person) -> str:
    """Why the person cannot have this part, in a sentence; empty where they can."""
    name = {"name": person.name}
    held = set(Participant.objects.now().filter(group=group, person=person).values_list("part", flat=True))
    if not person.is_here(clock.today()):
        return _("%(name)s is no longer here: name somebody else.") % name
    if part in held:
        return _("%(name)s has this part already.") % name
    if person.pk == by.pk and part not in FOR_ONESELF:
        return _("You cannot give yourself this part: somebody else of People Ops can.")
    if part == Part.DECIDER and Exclusion.objects.filter(group=group, person=by).exists():
        return _("You keep away from somebody in this group: another of People Ops names who decides.")
    if Part.SUBJECT in held and not held.intersection(READERS):
        return _("%(name)s is reviewed in this group: name somebody who is not.") % name
    if part == Part.OBSERVER and not runs(group, person):
        return _("%(name)s is not of People Ops for everyone in this group.") % name
    if part == Part.OUTSIDE_DIRECTOR and (Part.DIRECTOR in held or _leads_here(group, person)):
        return _("%(name)s leads people of this group: name somebody from outside.") % name
    return ""


def _leads_here(group: Group, person: Person) -> bool:
    subjects = Participant.objects.now().filter(group=group, part=Part.SUBJECT)
    return Below.objects.filter(manager=person, person__in=subjects.values("person")).exists()


@transaction.atomic
def name_part(group: Group, part: str, person: Person, by: Person) -> Participant:
    """Gives the part from now on. Raises NotAllowed for who does not set the group up; Conflict where it is too late
    for it, or the person cannot have it."""
    group = guard.locked(group)
    must_set_up(group, by, "name_part")
    if part not in can_be_named(group):
        raise Conflict(_("It is too late to name somebody for this part."))
    if said := unfit(group, part, person, by):
        raise Conflict(said)
    made = Participant.objects.create(group=group, person=person, part=part, from_at=clock.now())
    trail.record("name_part", made, by, about=person, after=part)
    _tell(group, person)
    return made


def why_not_ended(group: Group, found: Participant | None) -> str:
    """Why the part cannot be ended now, in a sentence; empty where it can."""
    if found is None or not can_be_ended(group):
        return _("This part cannot be ended any more.")
    return next((said for why in in_use if (said := why(group, found.person, found.part))), "")


def ending_said(group: Group, found: Participant) -> str:
    """What the end of the part does, and whether the person goes on reading what the group reads."""
    held = Participant.objects.now().filter(group=group, person=found.person).exclude(pk=found.pk)
    name = {"name": found.person.name}
    said = [ENDING[Part(found.part)] % name]
    if held.filter(part__in=READERS).exists():
        said.append(_("They go on reading what the group reads, by another part that they have."))
    elif found.part in READERS:
        said.append(_("They no longer read what the group reads."))
    said.append(_("They can be named again."))
    return " ".join(said)


@transaction.atomic
def end_part(participant: Participant, by: Person) -> None:
    """Ends it now. Raises NotAllowed; Conflict where it is over, too late, or in use in the meeting that runs."""
    group = guard.locked(participant.group)
    must_set_up(group, by, "end_part")
    found = named(group).filter(pk=participant.pk).first()
    said = why_not_ended(group, found)
    if found is None or said:
        raise Conflict(said)
    Participant.objects.filter(pk=found.pk).update(until_at=clock.now())
    tell_part_ended(group, found.person)
    trail.record("end_part", found, by, about=found.person, before=found.part)
    _tell(group, found.person)


def _tell(group: Group, person: Person) -> None:
    """Nobody is told of what is only planned."""
    if group.state != State.PLANNING:
        changed.tell_of_group(group, [person])

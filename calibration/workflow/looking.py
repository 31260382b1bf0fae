"""Every manager sees each change made to the ratings of their people before the meeting is locked, or is told
afterwards: by name, act by act, and never waiting for somebody who cannot look."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import trail
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from calibration.models import Attendance, ChangesSeen, Meeting, Stop, Visit
from calibration.workflow.acting import acting, must_not_be_locked
from calibration.workflow.rules import drives, observes
from reviews.models import Exclusion, Participant, RosterEntry
from reviews.models.participants import READERS, kept_from

State = ChangesSeen.State


@dataclass(frozen=True)
class Unseen:
    """A change that the manager of its subject has not seen, as of the version that made it."""

    manager: Person
    subject: UUID
    version: int
    can_look: bool


def unseen(meeting: Meeting) -> list[Unseen]:
    """What managers have not seen yet, asked against who assesses now; without those of whom it was said that they are
    told afterwards. By the manager's name."""
    changed = Stop.objects.filter(meeting=meeting, touched__gt=0).values("subject_id")
    touched = {row["subject_id"]: row["last"] for row in changed.annotate(last=Max("touched")).order_by()}
    if not touched:
        return []
    looked = {
        (row.manager_id, row.subject_id): row.version
        for row in ChangesSeen.objects.filter(meeting=meeting, subject__in=touched)
    }
    assessed = RosterEntry.objects.filter(group=meeting.group_id, treatment=RosterEntry.Treatment.ASSESS)
    entries = assessed.filter(subject__in=touched).select_related("assessor")
    waiting = [
        entry
        for entry in entries.order_by("assessor__name", "subject__name")
        if looked.get((entry.assessor_id, entry.subject_id), 0) < touched[entry.subject_id]
    ]
    look = _who_can_look(meeting, waiting)
    return [
        Unseen(
            entry.assessor, entry.subject_id, touched[entry.subject_id], (entry.assessor_id, entry.subject_id) in look
        )
        for entry in waiting
    ]


def _who_can_look(meeting: Meeting, entries: list[RosterEntry]) -> set[tuple[UUID, UUID]]:
    """Manager and subject, where the manager came, is active, reads the group still and has not stepped out."""
    managers = {entry.assessor_id for entry in entries if entry.assessor.is_active}
    came = Attendance.objects.filter(meeting=meeting, person__in=managers).values("person")
    reads = Participant.objects.now().filter(group=meeting.group_id, part__in=READERS, person__in=came)
    there = set(reads.values_list("person_id", flat=True))
    away = set(Exclusion.objects.filter(group=meeting.group_id).values_list("person_id", "subject_id"))
    pairs = {(entry.assessor_id, entry.subject_id) for entry in entries}
    return {pair for pair in pairs if pair[0] in there and pair[0] != pair[1]} - away


def waits_for(meeting: Meeting) -> list[Unseen]:
    """Those for whom the lock waits: who can look and has not."""
    return [one for one in unseen(meeting) if one.can_look]


def who_has_not_looked(meeting: Meeting, reader: Person) -> str:
    """The sentence that says for whom the lock waits: by name as far as the reader sees the turns; empty for nobody."""
    waiting = waits_for(meeting)
    return in_words(waiting, named_to(meeting, waiting, reader))


def in_words(waiting: list[Unseen], named: list[str]) -> str:
    """For whom the lock waits, with the names that the reader may have."""
    if not waiting:
        return ""
    if not named:
        return _("Another manager has not looked yet at what was changed.")
    others = {one.manager.name for one in waiting} - set(named)
    said = ngettext(
        "%(names)s has not looked yet at what was changed for their people.",
        "%(names)s have not looked yet at what was changed for their people.",
        len(named),
    ) % {"names": _(" and ").join(named)}
    return said + (" " + _("Nor has another manager.") if others else "")


def named_to(meeting: Meeting, waiting: list[Unseen], reader: Person) -> list[str]:
    """The managers who may be named to the reader: of turns neither their own nor such as they stepped out of."""
    kept = kept_from(meeting.group_id, reader)
    return list(dict.fromkeys(one.manager.name for one in waiting if one.subject not in kept))


def see_changes(meeting: Meeting, by: Person, version: int) -> None:
    """`by` has seen what was changed for their people up to that version of the meeting, which they had before them.

    Raises NotAllowed for who assesses nobody whose rating was changed, and before the lock for who has not come. A
    second press changes nothing. Each event is about one person: else it would tell that person what it is about.
    """
    with acting(meeting, by) as locked:
        mine = changed_for(locked, by)
        if not mine or not (locked.state == Meeting.State.LOCKED or Visit.of(by, locked).sees_turns):
            raise NotAllowed("see_changes")
        version = min(version, locked.version)
        later = ChangesSeen.objects.filter(meeting=locked, manager=by, version__gt=version)
        seen = set(mine) - set(later.values_list("subject_id", flat=True))
        rows = [_note(locked, subject, by, State.SEEN, version) for subject in seen]
        trail.record_all("see_changes", rows, by)


def changed_for(meeting: Meeting, manager: Person) -> list[UUID]:
    """Of whose ratings the manager assesses now some were changed; not those they stepped out of."""
    changed = Stop.objects.filter(meeting=meeting, touched__gt=0).not_kept_from(manager)
    entries = RosterEntry.objects.filter(
        group=meeting.group_id, assessor=manager, subject__in=changed.values("subject_id")
    )
    return list(entries.order_by("subject__name").values_list("subject_id", flat=True))


def may_tell_afterwards(meeting: Meeting, by: Person) -> bool:
    """The observer who is here; where no observer has to be, who holds the scribe's or moderator's seat."""
    return observes(meeting, by) if meeting.group.cycle.needs_observer else drives(meeting, by)


def tell_afterwards(meeting: Meeting, by: Person) -> int:
    """Says in one act that whoever has not looked is told after the meeting; returns of how many people.

    Whom `by` is kept away from stays for another. Raises NotAllowed; Conflict where nobody is waited for.
    """
    with acting(meeting, by) as locked:
        must_not_be_locked(locked)
        if not may_tell_afterwards(locked, by):
            raise NotAllowed("tell_afterwards")
        kept = kept_from(locked.group_id, by)
        told = [one for one in waits_for(locked) if one.subject not in kept]
        if not told:
            raise Conflict(_("There is nobody left to be told afterwards."))
        rows = [_note(locked, one.subject, one.manager, State.AFTERWARDS, one.version, by) for one in told]
        trail.record_all("tell_afterwards", rows, by)
    return len(told)


def told_afterwards_at_the_lock(meeting: Meeting) -> None:
    """Who could not look is told afterwards: written down with the lock, so that the record says so."""
    for one in unseen(meeting):
        if one.manager.pk != one.subject:
            _note(meeting, one.subject, one.manager, State.AFTERWARDS, one.version)


def to_look_at(manager: Person) -> QuerySet[ChangesSeen]:
    """What a manager is told afterwards and has not looked at since: of those whom they assess now, and whom they do
    not keep away from. Of others not even that there is something."""
    about = {"group": OuterRef("meeting__group"), "subject": OuterRef("subject")}
    assesses = RosterEntry.objects.filter(**about, assessor=manager)
    away = Exclusion.objects.filter(**about, person=manager)
    return ChangesSeen.objects.filter(Exists(assesses), ~Exists(away), manager=manager, state=State.AFTERWARDS)


def _note(
    meeting: Meeting, subject: UUID, manager: Person, state: str, version: int, said_by: Person | None = None
) -> ChangesSeen:
    values = {"state": state, "version": version, "said_by": said_by}
    row, _made = ChangesSeen.objects.update_or_create(
        meeting=meeting, subject_id=subject, manager=manager, defaults=values
    )
    return row

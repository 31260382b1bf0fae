"""What the meeting changed of a manager's people, as the manager reads it: each change while the meeting goes on,
afterwards what was changed in the end."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Person
from calibration.models import ChangesSeen, Meeting, RatingChange, Turn, Visit
from calibration.models.stops import changes_about
from calibration.standing import changes_of_each
from calibration.workflow.looking import changed_for, to_look_at
from frameworks import reading
from frameworks.models import Version
from reviews.models import Part, RosterEntry


@dataclass(frozen=True)
class Yours:
    """One changed rating of one person: whose, which, before and after; the line while the meeting goes on."""

    name: str
    rating: str
    before: Any
    after: Any
    line: str = ""
    is_new: bool = False


def changed_for_yours(visit: Visit) -> list[Yours]:
    """Every change so far to the ratings of those whom the visitor assesses, as far as they see the turns; new is what
    they have not said to have seen. No query where nothing was changed, or for who assesses nobody."""
    touched = [turn for turn in visit.turns if turn.touched]
    if not touched or Part.ASSESSOR not in visit.parts:
        return []
    entries = _entries(visit.meeting, visit.person, [turn.subject_id for turn in touched])
    if not entries:
        return []
    looked = _looked(visit)
    mine = [turn for turn in touched if turn.subject_id in entries]
    changes = changes_about(mine).select_related("before", "after")
    return [_one(change, entries[change.subject_id], mine, looked) for change in changes]


def changed_in_the_end(meeting: Meeting, manager: Person) -> list[Yours]:
    """After the lock: the ratings of those whom the manager assesses that ended elsewhere than they were given."""
    entries = _entries(meeting, manager, changed_for(meeting, manager))
    found = changes_of_each(meeting.group, list(entries)) if entries else {}
    return [
        Yours(
            entry.subject.name, _rating(entry, change.axis_id, change.against), change.before, change.after
        )
        for subject, entry in entries.items()
        for change in found[subject]
    ]  # fmt: skip


def is_to_be_told(visit: Visit) -> bool:
    """Whether the visitor is told afterwards and has not looked since."""
    return to_look_at(visit.person).filter(meeting=visit.meeting).exists()


def _entries(meeting: Meeting, manager: Person, subjects: list[UUID]) -> dict[UUID, RosterEntry]:
    rows = RosterEntry.objects.filter(group=meeting.group_id, assessor=manager, subject__in=subjects)
    return {entry.subject_id: entry for entry in rows.select_related("subject", "version").order_by("subject__name")}


def _looked(visit: Visit) -> dict[UUID, int]:
    rows = ChangesSeen.objects.filter(meeting=visit.meeting, manager=visit.person, state=ChangesSeen.State.SEEN)
    return dict(rows.values_list("subject_id", "version"))


def _one(change: RatingChange, entry: RosterEntry, turns: list[Turn], looked: dict[UUID, int]) -> Yours:
    return Yours(
        entry.subject.name,
        _rating(entry, change.axis_id, change.against),
        change.before,
        change.after,
        change.line,
        change.version > looked.get(change.subject_id, 0),
    )


def _rating(entry: RosterEntry, axis: UUID | None, against: str) -> str:
    if axis is None:
        return _("Overall")
    version = Version(pk=entry.version_id, digest=entry.version.digest)
    name = reading.names(version).axes.get(axis, "")
    return _("%(axis)s (next role)") % {"axis": name} if against == "next" else name

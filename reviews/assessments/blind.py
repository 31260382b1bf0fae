"""The blind first read: a reader says whether what is written holds before the rating shows. A cycle may ask for it.

A first read is a remark of one of three kinds, signed and with a line of what was seen. Until a reader has left theirs
on somebody, they see the words on that person, and neither the ratings nor what others remarked. Who assesses them, who
stands in there and who observes are asked nothing.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from accounts.viewing import as_task
from reviews.models import Assignment, Deputyship, Group, Part, Participant, Remark, RosterEntry
from reviews.models.cycles import READING
from reviews.models.participants import READERS, not_kept_away, parts_held

FIRST_READS = (Remark.Kind.AGREES, Remark.Kind.QUESTIONS, Remark.Kind.CANNOT_SAY)


def is_on(group: Group) -> bool:
    """Whether first reads are asked for now: in the preview, where the cycle has them. The group's cycle is at hand."""
    return group.state == Group.State.PREVIEWING and group.cycle.has_blind_read


def hidden(group: Group, viewer: Person, subjects: Collection[UUID]) -> set[UUID]:
    """Of whom the ratings do not show yet. No query where first reads are not asked for; else at most three."""
    if not is_on(group) or not subjects:
        return set()
    if Participant.objects.now().filter(group=group, person=viewer, part=Part.OBSERVER).exists():
        return set()
    read = Remark.objects.visible_to(viewer).filter(group=group, author=viewer, kind__in=FIRST_READS)
    for_whom = Deputyship.objects.now().filter(group=group, deputy=viewer).values("person")
    owed = Assignment.objects.filter(group=group)
    own = owed.filter(assessor=viewer) | owed.filter(assessor__in=for_whom)
    return (
        set(subjects) - set(read.values_list("subject_id", flat=True)) - set(own.values_list("subject_id", flat=True))
    )


@transaction.atomic
def first_read(entry: RosterEntry, by: Person, kind: str, text: str) -> Remark:
    """Leaves it; from then on the ratings show. `entry` was let through `readable_by`.

    Raises NotAllowed for whoever does not read the subject; Conflict where it is not asked for, or was left.
    """
    group = Group.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=entry.group_id)
    if not RosterEntry.objects.readable_by(by).filter(pk=entry.pk).exists():
        raise NotAllowed("first_read")
    if entry.subject_id not in hidden(group, by, [entry.subject_id]):
        raise Conflict(_("The rating shows already: leave a remark instead."))
    if kind not in FIRST_READS:
        raise Conflict(_("Say first whether what is written holds."))
    made = Remark.objects.create(group=group, subject_id=entry.subject_id, author=by, kind=kind, text=text)
    trail.record("first_read", made, by, about=entry.subject)
    return made


def refuse_before(group: Group, by: Person, subject: UUID) -> None:
    """Raises Conflict where `by` has not left a first read that is asked for."""
    if subject in hidden(group, by, [subject]):
        raise Conflict(_("Say first whether what is written holds; then the rating shows, and you can leave remarks."))


@dataclass(frozen=True, order=True)
class Differ:
    """How the readers saw one subject: how many question it, cannot say, agree."""

    questions: int
    cannot_say: int
    agrees: int
    name: str
    team: str
    subject: UUID


def reads_how_many(group: Group, viewer: Person) -> bool:
    """Where the group reads: its moderator, if they are none of its readers; never of their own case, nor of whom they
    keep away from."""
    parts = parts_held([group.pk], viewer).get(group.pk, set())
    return group.state in READING and Part.MODERATOR in parts and parts.isdisjoint(READERS)


def differ(group: Group, viewer: Person) -> list[Differ]:
    """Where views differ, those first whom most question; as far as the viewer may read it, and not where the rating is
    still hidden from them. Of a moderator who is none of the readers: how many, and none of the words. Empty where the
    cycle has no first reads."""
    if not group.cycle.has_blind_read:
        return []
    if reads_how_many(group, viewer):
        return _sorted(_counted(group, viewer), set())
    rows = Remark.objects.visible_to(viewer).filter(group=group, kind__in=FIRST_READS)
    said = _by_subject(rows.values_list(*COUNTED))
    return _sorted(said, hidden(group, viewer, said))


COUNTED = ("subject_id", "group_id", "kind", "subject__name", "subject__team__name")
Reads = dict[UUID, list[tuple[str, str, str]]]


def _by_subject(rows: Iterable[tuple[UUID, UUID, str, str, str | None]]) -> Reads:
    said: Reads = {}
    for pk, _group, kind, name, team in rows:
        said.setdefault(pk, []).append((kind, name, team or ""))
    return said


def _counted(group: Group, viewer: Person) -> Reads:
    """The kinds of all first reads in the group, for who `reads_how_many`. No text leaves here."""
    rows = Remark.objects.filter(not_kept_away(viewer), group=group, kind__in=FIRST_READS)
    with as_task("meeting"):
        return _by_subject(list(rows.values_list(*COUNTED)))


def _sorted(said: Reads, unseen: set[UUID]) -> list[Differ]:
    found = []
    for pk, reads in said.items():
        if pk in unseen:
            continue
        counts = [sum(kind == wanted for kind, _name, _team in reads) for wanted in FIRST_READS]
        found.append(Differ(counts[1], counts[2], counts[0], reads[0][1], reads[0][2], pk))
    return sorted(found, key=lambda one: (-one.questions, -one.cannot_say, one.name))


def unseen_by_team(found: list[Differ]) -> list[tuple[str, int]]:
    """Teams by how often a reader could not say: whose work is not seen, the most first."""
    teams: dict[str, int] = {}
    for one in found:
        teams[one.team] = teams.get(one.team, 0) + one.cannot_say
    return sorted(((team, count) for team, count in teams.items() if count), key=lambda pair: (-pair[1], pair[0]))

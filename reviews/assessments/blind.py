"""The blind first read: a reader says whether what is written holds before the rating shows. A cycle may ask for it.

A first read is a remark of one of three kinds, signed and with a line of what was seen. Until a reader has left theirs
on somebody, they see the words on that person, and neither the ratings nor what others remarked. Who assesses them, who
stands in there and who observes are asked nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from reviews.models import Assignment, Deputyship, Group, Part, Participant, Remark, RosterEntry

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


def differ(group: Group, viewer: Person) -> list[Differ]:
    """Where views differ, those first whom most question; as far as the viewer may read it, and not where the rating is
    still hidden from them. Empty where the cycle has no first reads."""
    if not group.cycle.has_blind_read:
        return []
    rows = Remark.objects.visible_to(viewer).filter(group=group, kind__in=FIRST_READS)
    said: dict[UUID, list[tuple[str, str, str]]] = {}
    columns = ("subject_id", "group_id", "kind", "subject__name", "subject__team__name")
    for pk, _group, kind, name, team in rows.values_list(*columns):
        said.setdefault(pk, []).append((kind, name, team or ""))
    unseen = hidden(group, viewer, said)
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

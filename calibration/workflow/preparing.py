"""Making the agenda of a group's meeting from its roster, assessments and pitches."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from accounts.viewing import as_task
from calibration.agenda import Entry, Round, agenda
from calibration.models import Meeting, Stop
from calibration.models import Round as RoundRow
from calibration.workflow.rules import COMES_AS
from frameworks.models import Role, ScalePoint, VersionLevel
from promotions.models import Pitch
from reviews.models import Assessment, Group, Part, Participant, RosterEntry

PREPARES = [part for part in COMES_AS if part not in (Part.GUEST, Part.DECIDER)]


def prepares(group: Group, by: Person) -> bool:
    """Whoever comes to the meeting with a part in it (guests and mere deciders aside)."""
    return Participant.objects.now().filter(group=group, person=by, part__in=PREPARES).exists()


def asked_to_prepare(group: Group) -> list[Person]:
    """Of those who may make the agenda the ones whose task it is: its moderator and scribe where the group has them,
    else its directors, else all of them; by name."""
    rows = Participant.objects.now().filter(group=group, part__in=PREPARES, person__is_active=True)
    held = [(row.person, row.part) for row in rows.select_related("person").order_by("person__name")]
    for parts in ((Part.MODERATOR, Part.SCRIBE), (Part.DIRECTOR,), PREPARES):
        if asked := list(dict.fromkeys(person for person, part in held if part in parts)):
            return asked
    return []


@as_task("meeting")
@transaction.atomic
def prepare(group: Group, by: Person, seed: int | None = None) -> Meeting:
    """Makes the meeting with its rounds and stops; a second press returns the meeting that is there.

    `seed` is drawn and recorded where none is given. Raises NotAllowed, and Conflict before the group calibrates.
    """
    group = Group.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=group.pk)
    there = Meeting.objects.filter(group=group).first()
    if there:
        return there
    if not prepares(group, by):
        raise NotAllowed("prepare")
    if group.state != Group.State.CALIBRATING:
        raise Conflict(_("The agenda is made once the group has read: preview has not ended yet."))
    meeting = Meeting.objects.create(group=group, seed=secrets.randbelow(2**31) if seed is None else seed)
    _write(meeting, _Roster(group))
    trail.record("prepare", meeting, by, after=meeting.state)
    return meeting


class _Roster:
    """Those of a group who have a turn, with what the order of the agenda asks about them."""

    def __init__(self, group: Group) -> None:
        entries = RosterEntry.objects.filter(group=group, treatment=RosterEntry.Treatment.ASSESS)
        self.entries = {str(entry.subject_id): entry for entry in entries.select_related("role")}
        versions = {entry.version_id for entry in self.entries.values()}
        self.ranks = {
            (version, level): rank
            for version, level, rank in VersionLevel.objects.filter(version__in=versions).values_list(
                "version_id", "level_id", "rank"
            )
        }
        handed_in = Assessment.objects.handed_in().filter(group=group)
        rated = handed_in.filter(overall__isnull=False).computing()
        self.ratings = {str(subject): order for subject, order in rated.values_list("subject_id", "overall__order")}
        self.targets: dict[str, Role] = {
            str(pitch.subject_id): pitch.target
            for pitch in Pitch.objects.filter(group=group, state=Pitch.State.SUBMITTED).select_related("target")
        }

    def rank(self, subject: str, role: Role) -> int:
        """The rank of a role's level in the framework version of that subject's roster row."""
        return self.ranks.get((self.entries[subject].version_id, role.level_id), 0)

    def all(self) -> list[Entry]:
        return [
            Entry(
                subject,
                self.rank(subject, entry.role),
                self.ratings.get(subject),
                self.rank(subject, self.targets[subject]) if subject in self.targets else None,
            )
            for subject, entry in self.entries.items()
        ]

    def role(self, subject: str, kind: str) -> Role:
        return self.targets[subject] if kind == Stop.Kind.COHORT else self.entries[subject].role


def _write(meeting: Meeting, roster: _Roster) -> None:
    rounds = agenda(roster.all(), meeting.seed, meeting.group.cycle.meeting_order)
    codes = dict(
        Role.objects.filter(
            pk__in={r.pk for r in roster.targets.values()} | {e.role_id for e in roster.entries.values()}
        ).values_list("level_id", "level__code")
    )
    points = _points(roster) if any(one.rank is None for one in rounds) else {}
    for one in rounds:
        row = RoundRow.objects.create(
            meeting=meeting,
            number=one.number,
            rank=one.rank,
            point=points.get(one.rating),
            name=_name(one, roster, codes, points),
        )
        Stop.objects.bulk_create(
            Stop(
                meeting=meeting,
                group=meeting.group,
                subject_id=roster.entries[turn.subject].subject_id,
                round=row,
                level_id=roster.role(turn.subject, turn.kind).level_id,
                rank=turn.rank,
                kind=turn.kind,
                order=order,
            )
            for order, turn in enumerate(one.turns, start=1)
        )


def _points(roster: _Roster) -> dict[int, ScalePoint]:
    versions = {entry.version_id for entry in roster.entries.values()}
    return {point.order: point for point in ScalePoint.objects.filter(scale__in=_scales(versions)).order_by("scale")}


def _scales(versions: set) -> list:
    from frameworks.models import Version

    return list(Version.objects.filter(pk__in=versions).values_list("scale_id", flat=True))


def _name(one: Round, roster: _Roster, codes: dict, points: dict[int, ScalePoint]) -> str:
    """What a round is called: its levels' codes ("IC3", "IC3, M1"), or the word of its rating."""
    if one.rank is None:
        return points[one.rating].word if one.rating in points else _("Not rated")
    return ", ".join(dict.fromkeys(sorted(codes[roster.role(turn.subject, turn.kind).level_id] for turn in one.turns)))

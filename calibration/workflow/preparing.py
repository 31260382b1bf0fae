"""Making the agenda of a group's meeting from its roster, assessments and pitches."""

import secrets
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from accounts.viewing import as_task
from calibration.agenda import Entry, Round, Turn, agenda
from calibration.consent import challenged, who_comes
from calibration.models import Meeting, Stop
from calibration.models import Round as RoundRow
from calibration.workflow.rules import COMES_AS
from frameworks.models import Role, ScalePoint, Version, VersionLevel
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
    _write(meeting, Roster(group))
    trail.record("prepare", meeting, by, after=meeting.state)
    return meeting


class Roster:
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
        rows = rated.values_list("subject_id", "overall__order", "overall__standing")
        self.ratings = {str(subject): (order, standing) for subject, order, standing in rows}
        self.challenged = {str(subject) for subject in challenged(group)}
        self.comes = {str(person) for person in who_comes(group)}
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
                self.ratings.get(subject, (None, ""))[0],
                self.rank(subject, self.targets[subject]) if subject in self.targets else None,
                self.ratings.get(subject, (None, ""))[1],
                subject in self.challenged,
                subject in self.comes,
            )
            for subject, entry in self.entries.items()
        ]

    @cached_property
    def codes(self) -> dict[Any, str]:
        """The codes of the levels that somebody has a turn at."""
        roles = {entry.role_id for entry in self.entries.values()} | {role.pk for role in self.targets.values()}
        return dict(Role.objects.filter(pk__in=roles).values_list("level_id", "level__code"))

    @cached_property
    def points(self) -> dict[int | None, ScalePoint]:
        """The points of the scales by their place; of two scales those of the later."""
        versions = {entry.version_id for entry in self.entries.values()}
        scales = Version.objects.filter(pk__in=versions).values("scale")
        return {point.order: point for point in ScalePoint.objects.filter(scale__in=scales).order_by("scale")}

    def role(self, subject: str, kind: str) -> Role:
        return self.targets[subject] if kind == Stop.Kind.COHORT else self.entries[subject].role


def _write(meeting: Meeting, roster: Roster) -> None:
    for one in rounds_of(meeting, roster):
        row = new_round(meeting, roster, one, one.number)
        Stop.objects.bulk_create(
            new_stop(meeting, roster, row, turn, order) for order, turn in enumerate(one.turns, start=1)
        )


def rounds_of(meeting: Meeting, roster: Roster) -> list[Round]:
    """The agenda as the cycle's settings, the seed and the roster give it."""
    cycle = meeting.group.cycle
    return agenda(roster.all(), meeting.seed, cycle.meeting_order, cycle.goes_first)


def new_round(meeting: Meeting, roster: Roster, one: Round, number: int) -> RoundRow:
    """A round with that number and its name, still without turns."""
    point = None if one.rank is not None else roster.points.get(one.rating)
    name = round_name(one, roster)
    return RoundRow.objects.create(meeting=meeting, number=number, rank=one.rank, point=point, name=name)


def new_stop(meeting: Meeting, roster: Roster, row: RoundRow, turn: Turn, order: int) -> Stop:
    """A turn that waits, unsaved."""
    return Stop(
        meeting=meeting,
        group=meeting.group,
        subject_id=roster.entries[turn.subject].subject_id,
        round=row,
        role=roster.role(turn.subject, turn.kind),
        rank=turn.rank,
        kind=turn.kind,
        order=order,
    )


def round_name(one: Round, roster: Roster) -> str:
    """What a round is called: its levels' codes ("IC3", "IC3, M1"), or the word of its rating."""
    if one.rank is None:
        return roster.points[one.rating].word if one.rating in roster.points else _("Not rated")
    codes = roster.codes
    return ", ".join(dict.fromkeys(sorted(codes[roster.role(turn.subject, turn.kind).level_id] for turn in one.turns)))

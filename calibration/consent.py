"""The consent list: whose turns a round takes together unless somebody pulls one out.

On it are those of the round whose overall rating, as it stands, is what their role asks; who were assessed in the role
that they have, are pitched nowhere, whom no open remark challenges, whom nobody pulled out and whose turn was not
begun. Why somebody is not on it is never said. Who comes to the meeting themselves is never on it: a page that did not
go blank would tell them.
"""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db.models import DateTimeField, Exists, OuterRef, QuerySet, Value

from accounts import clock
from accounts.viewing import as_task
from accounts.written_once import WrittenOnce
from calibration.models import Meeting, Turn
from calibration.models.visits import COMES_AS
from calibration.standing import of_stops
from frameworks import reading
from promotions.models import Pitch
from reviews.models import Assessment, Group, Participant, Remark, RosterEntry

AS_ASKED = "at"


def on_the_list(turns: Sequence[Turn], standing: Mapping[UUID, str], kept_off: Collection[UUID]) -> list[Turn]:
    """Of these turns those that are taken together, by what each one's overall rating means and who is kept off."""
    return [turn for turn in turns if standing.get(turn.subject_id) == AS_ASKED and turn.subject_id not in kept_off]


def could_be(meeting: Meeting, turns: Sequence[Turn]) -> list[Turn]:
    """Those that wait, untouched, in a round whose list was not taken yet; none where the cycle has no such list."""
    if not meeting.group.cycle.has_consent_list or meeting.state == Meeting.State.LOCKED:
        return []
    return [
        turn
        for turn in turns
        if turn.kind == "discuss"
        and turn.state == "waiting"
        and not (turn.parked or turn.pulled_out or turn.round_taken_at)
    ]


def challenged(group: Group | UUID) -> QuerySet:
    """Of whom a remark challenges what was written, and has not been spoken about yet."""
    rows = Remark.objects.filter(group=group, kind=Remark.Kind.CHALLENGES, sealed_at__isnull=True)
    return rows.computing().order_by().values_list("subject_id", flat=True)


def who_comes(group: Group) -> QuerySet:
    """Who may come to the meeting: of them nothing is said by where their turn stands."""
    rows = Participant.objects.now().filter(group=group, part__in=COMES_AS)
    return rows.order_by().values_list("person_id", flat=True).distinct()


def in_another_role(group: Group | UUID) -> QuerySet:
    """What was handed in on them was written for another role than the one they have by now."""
    now = RosterEntry.objects.filter(group=OuterRef("group"), subject=OuterRef("subject"), role=OuterRef("role"))
    rows = Assessment.objects.handed_in().filter(~Exists(now), group=group)
    return rows.computing().order_by().values_list("subject_id", flat=True)


def _off(group: UUID) -> QuerySet:
    """(person, from, until): who comes, as long as they do; who is pitched, challenged or assessed in another role."""
    always = {"from_at": Value(None, DateTimeField()), "until_at": Value(None, DateTimeField())}
    columns = ("from_at", "until_at")
    comes = Participant.objects.filter(group=group, part__in=COMES_AS).order_by().values_list("person_id", *columns)
    pitched = Pitch.objects.filter(group=group, state__in=Pitch.HANDED_IN).computing().order_by()
    return comes.union(
        *(
            rows.values_list("subject_id").annotate(**always).values_list("subject_id", *columns)
            for rows in (pitched, challenged(group), in_another_role(group))
        )
    )


OFF = WrittenOnce(_off)


def kept_off(group: Group) -> set[UUID]:
    """Who is pitched, challenged, assessed in another role, or comes to the meeting themselves; asked at once."""
    with as_task("meeting"):
        rows, now = OFF(group.pk), clock.now()
    return {pk for pk, begins, ends in rows if (begins is None or begins <= now) and (ends is None or ends > now)}


def listed(
    meeting: Meeting,
    turns: Sequence[Turn],
    standing: Mapping[UUID, str] | None = None,
    off: Collection[UUID] | None = None,
) -> list[Turn]:
    """Of turns of one meeting those on the list of their round. `standing`: what their ratings mean, and `off`: who is
    kept off it, where the caller has read that."""
    if not (some := could_be(meeting, turns)):
        return []
    means = _meanings(some) if standing is None else standing
    return on_the_list(some, means, kept_off(meeting.group) if off is None else off)


@as_task("meeting")
def _meanings(turns: Sequence[Turn]) -> dict[UUID, str]:
    stands = {subject: one.overall for subject, one in of_stops(turns, whole=True).items() if one.overall}
    points = reading.points(stands.values())
    return {subject: points[point].standing for subject, point in stands.items()}

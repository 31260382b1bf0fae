"""What changed late in the group enters its meeting: the agenda is brought in line with the roster and the pitches.

Whatever was had stays. A turn that waits and that nobody has any more goes; one that is open is closed; a new one waits
in its round, in a round of its own where its level has none; one that waits in another role goes to the round of it.
Who is in the room is so with the part they have now. Doing it twice changes nothing more.
"""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accounts import trail
from accounts.viewing import as_task
from calibration.agenda import Round, Turn
from calibration.models import Meeting, Stop
from calibration.models import Round as RoundRow
from calibration.workflow import presence
from calibration.workflow.acting import finish
from calibration.workflow.preparing import Roster, new_round, new_stop, round_name, rounds_of
from calibration.workflow.steering import close, show
from reviews.models import Group

APART = 1000  # while rounds are numbered anew


@as_task("meeting")
@transaction.atomic
def follow(group: Group) -> None:
    """Within a late act, which has locked the group: as every act of a meeting does, then the meeting."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("group__cycle", "round", "stop__subject")
    meeting = rows.filter(group=group).exclude(state=Meeting.State.LOCKED).first()
    if meeting is None:
        return
    roster = Roster(group)
    rounds = rounds_of(meeting, roster)
    wanted = {(roster.entries[turn.subject].subject_id, turn.kind) for one in rounds for turn in one.turns}
    changed = _without_who_is_gone(meeting, wanted)
    changed += _where_they_belong(meeting, roster, rounds)
    _without_empty_rounds(meeting)
    presence.follow_parts(meeting)
    finish(meeting)
    if changed:
        # about each of them: without, People Ops would learn from the time that a pitch of their own came or went
        trail.record_all("follow_late", changed, None)


def _without_who_is_gone(meeting: Meeting, wanted: Collection[tuple[UUID, str]]) -> list[Stop]:
    """Turns that nobody has any more: those of which nothing was had go, others are closed. Returns them."""
    gone = []
    had_not = Stop.objects.filter(meeting=meeting).exclude(state=Stop.State.CLOSED)
    for stop in had_not.select_related("subject", "round__point", "meeting"):
        if (stop.subject_id, stop.kind) in wanted:
            continue
        gone.append(stop)
        if stop.state == Stop.State.WAITING and not stop.touched:
            Stop.objects.filter(pk=stop.pk).delete()
            continue
        was_open = stop.state == Stop.State.OPEN
        close(meeting, stop, None, "withdraw")
        if was_open:
            show(meeting, round=stop.round)
            meeting.steered = meeting.version + 1
    return gone


def _where_they_belong(meeting: Meeting, roster: Roster, rounds: list[Round]) -> list[Stop]:
    """Who has no turn of a kind yet gets one, and a turn that waits goes to the round of its role: in its place where
    the board was not shown, else to the end. Returns the turns that came, and those that are another."""
    there = {(stop.subject_id, stop.kind): stop for stop in Stop.objects.filter(meeting=meeting)}
    changed: list[Stop] = []
    before = 0
    for one in rounds:
        rows = list(meeting.rounds.select_related("point"))
        row = next((row for row in rows if _is(row, one)), None)
        turns = [(turn, there.get((roster.entries[turn.subject].subject_id, turn.kind))) for turn in one.turns]
        new = [turn for turn, stop in turns if stop is None]
        waiting = [(turn, stop) for turn, stop in turns if stop and stop.state == Stop.State.WAITING]
        if row is None and not (new or waiting):
            continue  # had altogether, in the rounds of other roles
        row = row or _between(meeting, roster, one, max([before, *_of_lower_levels(rows, one)]))
        last = Stop.objects.filter(round=row).last_place()
        for turn, stop in waiting:
            if stop.round_id != row.pk:
                last += 1
                stop.order = last
            if _goes_to(stop, row, turn, roster):
                changed.append(stop)
        changed += Stop.objects.bulk_create(
            new_stop(meeting, roster, row, turn, last + place) for place, turn in enumerate(new, start=1)
        )
        if row.shown_at is None:
            _in_order(row, one.turns, roster)
        _rename(row, one, roster)
        before = row.number
    return changed


def _is(row: RoundRow, one: Round) -> bool:
    """Whether a row is that round of the agenda."""
    if one.rank is not None or row.rank is not None:
        return row.rank == one.rank
    return (row.point.order if row.point else None) == one.rating


def _of_lower_levels(rows: list[RoundRow], one: Round) -> list[int]:
    """The numbers of the rounds of lower levels: also of those in which nobody waits any more."""
    return [row.number for row in rows if one.rank is not None and row.rank is not None and row.rank < one.rank]


def _between(meeting: Meeting, roster: Roster, one: Round, before: int) -> RoundRow:
    """A round after that of the number `before`; those behind it move on by one."""
    behind = RoundRow.objects.filter(meeting=meeting, number__gt=before)
    behind.update(number=F("number") + APART)
    behind.update(number=F("number") - APART + 1)
    return new_round(meeting, roster, one, before + 1)


def _goes_to(stop: Stop, row: RoundRow, turn: Turn, roster: Roster) -> bool:
    """Writes in which round and role a turn that waits is to be had; whether that is another."""
    before = (stop.round_id, stop.role_id, stop.rank)
    stop.round, stop.role, stop.rank = row, roster.role(turn.subject, turn.kind), turn.rank
    is_another = before != (stop.round_id, stop.role_id, stop.rank)
    if is_another:
        stop.save(update_fields=["round", "order", "role", "rank"])
    return is_another


def _in_order(row: RoundRow, turns: tuple[Turn, ...], roster: Roster) -> None:
    """Numbers the turns of a round anew, in the order of the agenda, where they stand in another."""
    asked = [(roster.entries[turn.subject].subject_id, turn.kind) for turn in turns]
    stand = Stop.objects.filter(round=row, parked=False).order_by("order").values_list("subject_id", "kind")
    if list(stand) == [one for one in asked if one in set(stand)]:
        return
    for place, (subject, kind) in enumerate(asked, start=1):
        Stop.objects.filter(round=row, subject=subject, kind=kind, parked=False).update(order=place)


def _rename(row: RoundRow, one: Round, roster: Roster) -> None:
    """A round of a level bears the codes of all who have a turn in it, and of those who had one."""
    if row.rank is None:
        return
    had = [] if row.shown_at is None else row.name.split(", ")
    name = ", ".join(sorted({*had, *round_name(one, roster).split(", ")}))
    if name != row.name:
        RoundRow.objects.filter(pk=row.pk).update(name=name)


def _without_empty_rounds(meeting: Meeting) -> None:
    """A round whose board nobody has seen, and in which nobody has a turn any more, goes."""
    unseen = RoundRow.objects.filter(meeting=meeting, stops__isnull=True, shown_at__isnull=True)
    unseen.exclude(pk=meeting.round_id).delete()

"""The release, and the days on which it is then owed: at the next one-on-one, at the latest when it is read anyway."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import ngettext

from accounts import clock, trail
from accounts.models import Person
from accounts.models.people import names
from accounts.moves import Conflict, move
from reviews.models import Group, Message, OneOnOne, Result
from reviews.telling import reminding
from reviews.telling.schedule import Schedule


def release(group: Group, by: Person | None) -> list[Message]:
    """Releases the group's results: each becomes a message owed to its subject. `by=None` is the day itself.

    Raises NotAllowed; Conflict where words are missing (whose is said, as far as `by` may see it) or where the group
    is not finalising. Nothing is released then.
    """
    with transaction.atomic():
        released = move(group, "release", by)
        results = Result.objects.filter(group=group).select_related("subject", "author").order_by("subject__name")
        undone = [result for result in results if result.state != Result.State.WORDED]
        if undone:
            raise Conflict(_sentence_of_missing(undone, by))
        days = timedelta(days=released.cycle.tell_within_days)
        schedules = _schedules(results)
        return [
            _owe(
                result,
                by,
                released.released_on + days,
                schedules.get((result.author_id, result.subject_id)),
                released.cycle.is_trial,
            )
            for result in results
        ]


def _sentence_of_missing(undone: list[Result], by: Person | None) -> str:
    seen: list[Result] = []
    if by is not None:
        seen = list(
            Result.objects.visible_to(by).filter(pk__in=[result.pk for result in undone]).select_related("subject")
        )
    said = ngettext(
        "The words to %(count)s person are not done yet%(whose)s. Nothing was released.",
        "The words to %(count)s people are not done yet%(whose)s. Nothing was released.",
        len(undone),
    )
    whose = ": " + ", ".join(sorted(names(result.subject for result in seen))) if seen else ""
    return said % {"count": len(undone), "whose": whose}


def _schedules(results) -> dict[tuple[UUID, UUID], Schedule]:
    found = OneOnOne.objects.filter(report__in=[result.subject_id for result in results])
    return {(talk.manager_id, talk.report_id): schedule_of(talk) for talk in found}


def schedule_of(talk: OneOnOne) -> Schedule:
    """The pure schedule of a row."""
    return Schedule(talk.first_on, talk.at, clock.zone_of(talk.time_zone), talk.every_weeks)


def due_day(schedule: Schedule | None, opens_on: date) -> date:
    """The next one-on-one from now, where there is one before the person reads by themselves; else that day."""
    return min(max(schedule.after(clock.now()), clock.today()), opens_on) if schedule else opens_on


def follow_schedule(manager: Person, report: Person) -> list[Message]:
    """The pair's talk was set, changed or ended: what the manager still owes the report is due at the next one.

    Returns the messages whose day has moved. A hold stands, and the day on which the person reads by themselves stays
    the latest. Mails that were sent stay sent, a reminder not yet sent moves along. Called in the transaction of the
    change.
    """
    talk = OneOnOne.objects.filter(manager=manager, report=report).first()
    moved = []
    owed = Message.objects.select_for_update(of=("self",)).filter(owner=manager, person=report)
    for message in owed.exclude(state=Message.State.TOLD).select_related("result__group__cycle"):
        due_on = due_day(schedule_of(talk) if talk else None, message.result.opens_on)
        due_on = max(filter(None, (due_on, message.hold_until)))
        if due_on != message.due_on:
            message.due_on = due_on
            message.save(update_fields=["due_on"])
            if not message.result.group.cycle.is_trial:
                reminding.plan_anew(message)
            moved.append(message)
    return moved


def _owe(result, by, opens_on: date, schedule: Schedule | None, is_trial: bool) -> Message:
    move(result, "release", by, opens_on=opens_on)
    message = Message.objects.create(
        result=result, person=result.subject, owner=result.author, due_on=due_day(schedule, opens_on)
    )
    trail.record("owe", message, by, about=result.subject, after=message.state)
    if not is_trial:
        reminding.plan(message)
    return message


def release_due(today: date) -> None:
    """On the tick: releases every group whose day has come and whose words are all done. Others wait for them."""
    due = Group.objects.filter(state=Group.State.FINALISING, cycle__release_on__lte=today)
    undone = Result.objects.exclude(state=Result.State.WORDED).values("group")
    for group in due.exclude(pk__in=undone):
        try:
            release(group, None)
        except Conflict:
            continue  # taken back or released by hand meanwhile

"""The release, and the days on which it is then owed: at the next one-on-one, at the latest when it is read anyway."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import clock, trail
from accounts.models import Person
from accounts.models.people import names
from accounts.moves import Conflict, NotAllowed, move
from accounts.viewing import as_task
from reviews.cycles.workflow import runs, runs_or_the_system
from reviews.models import Group, Message, OneOnOne, Result, RosterEntry
from reviews.models.cycles import RELEASED
from reviews.telling import hooks, reminding
from reviews.telling.schedule import Schedule

REGARDLESS = "release_regardless"  # the verb of whoever releases a group although something is awaited


@as_task("release")
@transaction.atomic
def release(group: Group, by: Person | None, missing: int = 0, regardless: bool = False) -> list[Message]:
    """Releases what is done: each result becomes a message owed to its subject. `by=None` is the day itself.

    The first release moves the group on to its telling; people whose words were missing then follow by the same act.
    `missing`: the number of people who are known to be left out. `regardless`: whoever releases knows what else the
    first release awaits, and does not wait for it, which is written to the trail. Raises NotAllowed; Conflict where the
    words to another number are missing (whose is said, as far as `by` may see it), where nothing is done, where
    something else is awaited, or where the group is not that far. Nothing is released then.
    """
    released, is_first = _released(group, by, regardless)
    rows = Result.objects.select_for_update(of=("self",)).filter(group=group, state__in=Result.UNRELEASED)
    results = list(rows.select_related("subject", "author").order_by("subject__name"))
    ready = [result for result in results if result.state == Result.State.WORDED]
    if len(results) - len(ready) != missing:
        raise Conflict(_sentence_of_missing([result for result in results if result not in ready], by))
    if not ready and not (is_first and not results):
        raise Conflict(_("Nothing is done that was not released already. Nothing was changed."))
    opens_on = clock.today() + timedelta(days=released.cycle.tell_within_days)
    RosterEntry.objects.filter(group=group, subject__in=[result.subject_id for result in ready]).update(
        opens_on=opens_on
    )
    schedules = _schedules(ready)
    return [
        _owe(result, by, opens_on, schedules.get((result.author_id, result.subject_id)), released.cycle.is_trial)
        for result in ready
    ]


def _released(group: Group, by: Person | None, regardless: bool) -> tuple[Group, bool]:
    """The group's row, locked, and whether this is its first release, which moves it. Raises NotAllowed, Conflict."""
    locked = Group.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=group.pk)
    if locked.state not in RELEASED:
        awaited = hooks.held_back(locked)
        moved = move(locked, "release", by)
        if awaited and (by is None or not regardless):
            raise Conflict(awaited.sentence + " " + _("Nothing was released."))
        if awaited:
            trail.record(REGARDLESS, locked, by)
        return moved, True
    if not runs_or_the_system(locked, by):
        raise NotAllowed("release")
    return locked, False


def may_release(group: Group, by: Person) -> bool:
    """Whether `by` could release what is done: of a group in finalising, or those who follow after its release."""
    return group.state in (Group.State.FINALISING, *RELEASED) and runs(group, by)


def _sentence_of_missing(undone: list[Result], by: Person | None) -> str:
    if not undone:
        return _("Everybody’s words are done meanwhile. Nothing was released; look again.")
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


@as_task("release")
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
        due_on = due_again(message, talk, message.result.opens_on)
        if due_on != message.due_on:
            message.due_on = due_on
            message.save(update_fields=["due_on"])
            if not message.result.group.cycle.is_trial:
                reminding.plan_anew(message)
            moved.append(message)
    return moved


def due_again(message: Message, talk: OneOnOne | None, opens_on: date) -> date:
    """The day of a message that is owed already, by the talk of whoever owes it now; a hold stands."""
    due_on = due_day(schedule_of(talk) if talk else None, opens_on)
    return max(filter(None, (due_on, message.hold_until)))


def _owe(result, by, opens_on: date, schedule: Schedule | None, is_trial: bool) -> Message:
    move(result, "release", by, opens_on=opens_on)
    message = Message.objects.create(
        result=result, person=result.subject, owner=result.author, due_on=due_day(schedule, opens_on)
    )
    trail.record("owe", message, by, about=result.subject, after=message.state)
    if not is_trial:
        reminding.plan(message)
    return message


@as_task("release")
def release_due(today: date) -> None:
    """On the tick: releases what is done in every group whose day has come and where nothing is missing any more."""
    done = Result.objects.filter(state=Result.State.WORDED).values("group")
    undone = Result.objects.filter(state=Result.State.STANDING).values("group")
    waits = Q(state=Group.State.FINALISING) | Q(state__in=RELEASED, pk__in=done)
    for group in Group.objects.filter(waits, cycle__release_on__lte=today).exclude(pk__in=undone):
        try:
            release(group, None)
        except Conflict:
            continue  # taken back or released by hand meanwhile

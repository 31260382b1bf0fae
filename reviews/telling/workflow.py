"""Results and messages: their states, who may move them, and the acts from the lock of the ratings to the reply."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import clock, trail
from accounts.models import Person
from accounts.models.people import names
from accounts.moves import Conflict, Move, NotAllowed, move
from frameworks.models.scales import Standing
from reviews.drafts import stands_already
from reviews.models import Group, Message, OneOnOne, Result, ResultAxis, RosterEntry
from reviews.telling import reminding
from reviews.telling.schedule import Schedule

WRITING = (Group.State.DECIDING, Group.State.FINALISING)


# -- who may -----------------------------------------------------------------------------------------


def is_author(result: Result, by: Person | None) -> bool:
    """Whoever writes the words to the person."""
    return by is not None and result.author_id == by.pk != result.subject_id


def is_owner(message: Message, by: Person | None) -> bool:
    """Whoever owes the message."""
    return by is not None and message.owner_id == by.pk != message.person_id


def owes_the_message(result: Result, by: Person | None) -> bool:
    """Whoever owes the message of this result."""
    return by is not None and Message.objects.filter(result=result, owner=by).exclude(person=by).exists()


def is_told(message: Message, by: Person | None) -> bool:
    """The person whom the message is for."""
    return by is not None and message.person_id == by.pk


def releases(result: Result, by: Person | None) -> bool:
    """Whoever released the group, which has asked them: a result goes with its group, never alone."""
    return result.group.state == Group.State.TELLING


Result.MOVES = {
    "word": Move(
        frozenset({Result.State.STANDING}),
        Result.State.WORDED,
        is_author,
        gettext_lazy("You have said already that these words are done, or they were released."),
        {"worded_at": clock.now},
    ),
    "reword": Move(
        frozenset({Result.State.WORDED}),
        Result.State.STANDING,
        is_author,
        gettext_lazy("The words were released, and stand. Nothing was changed."),
        {"worded_at": lambda: None},
    ),
    "release": Move(frozenset({Result.State.WORDED}), Result.State.RELEASED, releases),
    "tell": Move(
        frozenset({Result.State.RELEASED}),
        Result.State.TOLD,
        owes_the_message,
        gettext_lazy("This was told already, or is not released yet."),
        {"told_at": clock.now},
    ),
}

_NOT_TOLD = gettext_lazy("You can answer once you have been told. Nothing was saved.")
_ANSWERED = {"answered_at": clock.now}

Message.MOVES = {
    "hold": Move(
        frozenset({Message.State.OWED, Message.State.HELD}),
        Message.State.HELD,
        is_owner,
        gettext_lazy("This was told already; there is nothing to hold."),
    ),
    "resume": Move(
        frozenset({Message.State.HELD}), Message.State.OWED, is_owner, gettext_lazy("This is not held any more.")
    ),
    "tell": Move(
        frozenset({Message.State.OWED, Message.State.HELD}),
        Message.State.TOLD,
        is_owner,
        gettext_lazy("You have said already that you told this."),
        {"told_at": clock.now},
    ),
    "confirm": Move(frozenset({Message.State.TOLD}), Message.State.TOLD, is_told, _NOT_TOLD, _ANSWERED),
    "not_yet": Move(frozenset({Message.State.TOLD}), Message.State.TOLD, is_told, _NOT_TOLD, _ANSWERED),
    "reply": Move(frozenset({Message.State.TOLD}), Message.State.TOLD, is_told, _NOT_TOLD, {"replied_at": clock.now}),
}


# -- what stands after the meeting ---------------------------------------------------------------------


@dataclass(frozen=True)
class Final:
    """A subject's final ratings: ids of points overall and by (axis, "current" or "next"), and of the roles meant.

    `roles` may leave "current" out (the role of the roster); "next" is needed where an axis is rated against it.
    """

    overall: UUID | None
    axes: Mapping[tuple[UUID, str], UUID | None]
    roles: Mapping[str, UUID] = field(default_factory=dict)
    steps: Mapping[tuple[UUID, str], int] = field(default_factory=dict)


@transaction.atomic
def make_results(group: Group, finals: Mapping[UUID, Final], by: Person | None) -> list[Result]:
    """Writes a result, standing, for each subject, in the transaction that locks the ratings; author is the assessor.

    Raises Conflict where results are there already or a subject is not on the roster; nothing is written then.
    """
    if Result.objects.filter(group=group).exists():
        raise Conflict(_("The results of this group stand already. Nothing was changed."))
    roster = {entry.subject_id: entry for entry in RosterEntry.objects.filter(group=group, subject__in=list(finals))}
    if set(roster) != set(finals):
        raise Conflict(_("Somebody has ratings and is not on the roster. Nothing was locked."))
    results, axes = [], []
    for subject_id, final in finals.items():
        entry = roster[subject_id]
        result = Result(
            group=group,
            subject_id=subject_id,
            author_id=entry.assessor_id,
            role_id=entry.role_id,
            version_id=entry.version_id,
            overall_id=final.overall,
        )
        results.append(result)
        roles = {"current": entry.role_id} | dict(final.roles)
        axes += [
            ResultAxis(
                result=result,
                axis_id=axis,
                against=against,
                against_role_id=roles[against],
                point_id=point,
                step_id=final.steps.get((axis, against)),
            )
            for (axis, against), point in final.axes.items()
        ]
    Result.objects.bulk_create(results, batch_size=500)
    ResultAxis.objects.bulk_create(axes, batch_size=500)
    for result in results:
        trail.record("make", result, by, about=result.subject, after=result.state)
    return results


# -- the words to the person ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Words:
    """What the manager writes to the person: the words; and what is asked, by when, with what support."""

    words: str
    asked: str = ""
    asked_by_on: date | None = None
    support: str = ""


def save_words(result: Result, by: Person, draft_number: int, written: Words) -> Result:
    """Keeps the words as a draft and counts the draft on. Answers only after they stand.

    `draft_number` is that of the text the writer began from. Raises Stale where another was saved since, NotAllowed,
    or Conflict once the words were said to be done or released.
    """
    with transaction.atomic():
        locked = Result._base_manager.select_for_update(of=("self",)).select_related("group").get(pk=result.pk)
        if not is_author(locked, by):
            raise NotAllowed("save_words")
        if locked.group.state not in WRITING:
            raise Conflict(_("The words were released, and stand. What you wrote last was not saved."))
        if locked.state != Result.State.STANDING:
            raise Conflict(_("You have said that these words are done. Take them back first, then write on."))
        if stands_already(locked, draft_number, words_of(locked), written):
            return locked
        for name, value in vars(written).items():
            setattr(locked, name, value)
        locked.draft_number += 1
        locked.save(update_fields=[*vars(written), "draft_number"])
    return locked


def words_of(result: Result) -> Words:
    """What has been written so far."""
    return Words(result.words, result.asked, result.asked_by_on, result.support)


def missing(result: Result, today: date) -> dict[str, str]:
    """What the words lack before they can be done: field → a sentence. Empty: nothing."""
    name = result.subject.first_name
    found = {}
    if not result.words.strip():
        found["words"] = _("Write something to %(name)s first.") % {"name": name}
    if result.overall and result.overall.standing == Standing.BELOW:
        if not result.asked.strip():
            found["asked"] = _("Say what is asked of %(name)s, and on which axis.") % {"name": name}
        if result.asked_by_on is None:
            found["asked_by_on"] = _("Say by when.")
        if not result.support.strip():
            found["support"] = _("Say what support %(name)s gets.") % {"name": name}
    if result.asked_by_on and result.asked_by_on <= today:
        found["asked_by_on"] = _("Choose a day to come.")
    return found


def word(result: Result, by: Person) -> Result:
    """Says that the words are done. Raises NotAllowed; Conflict with what is missing, or outside finalising."""
    with transaction.atomic():
        worded = move(result, "word", by)
        if worded.group.state != Group.State.FINALISING:
            raise Conflict(_("The words can be done once every decision of the group is confirmed. They are kept."))
        lacking = missing(worded, clock.today())
        if lacking:
            raise Conflict(" ".join(lacking.values()))
    return worded


def reword(result: Result, by: Person) -> Result:
    """Takes the words back, to write on, while the group is not released. Raises NotAllowed, Conflict."""
    return move(result, "reword", by)


# -- the release ---------------------------------------------------------------------------------------


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
                released.released_on,
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
    return min(schedule.after(clock.now()), opens_on) if schedule else opens_on


def _owe(result, by, released_on: date, opens_on: date, schedule: Schedule | None, is_trial: bool) -> Message:
    move(result, "release", by, opens_on=opens_on)
    message = Message.objects.create(
        result=result, person=result.subject, owner=result.author, due_on=max(released_on, due_day(schedule, opens_on))
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


# -- telling, and the answer ---------------------------------------------------------------------------


def hold(message: Message, by: Person, until: date) -> Message:
    """Keeps a message for a later day, at most the one on which the person reads by themselves.

    Raises NotAllowed, Conflict.
    """
    if is_owner(message, by) and not clock.today() < until <= message.result.opens_on:
        raise Conflict(_("Hold it until a day after today, and at most until the person reads it by themselves."))
    with transaction.atomic():
        held = move(message, "hold", by, hold_until=until, due_on=max(message.due_on, until))
        if not held.result.group.cycle.is_trial:
            reminding.plan_anew(held)
    return held


def resume(message: Message, by: Person) -> Message:
    """Ends a hold: it may be said now. Raises NotAllowed, Conflict."""
    return move(message, "resume", by, hold_until=None)


def tell(message: Message, by: Person) -> Message:
    """Says that the person was told: from now on they read their result. Raises NotAllowed, Conflict."""
    with transaction.atomic():
        told = move(message, "tell", by, hold_until=None)
        told.result = move(told.result, "tell", by)
        reminding.end(told)
    return told


def confirm(message: Message, by: Person) -> Message:
    """The person says: we talked about this. A second press changes nothing. Raises NotAllowed, Conflict."""
    return _answer(message, "confirm", by, Message.Answer.CONFIRMED)


def not_yet(message: Message, by: Person) -> Message:
    """The person says: not yet. The manager sees it first. Raises NotAllowed; Conflict once confirmed."""
    return _answer(message, "not_yet", by, Message.Answer.NOT_YET)


def _answer(message: Message, verb: str, by: Person, answer: str) -> Message:
    with transaction.atomic():
        locked = Message._base_manager.select_for_update(of=("self",)).get(pk=message.pk)
        if is_told(locked, by) and locked.answer == answer:
            return locked
        if is_told(locked, by) and locked.answer == Message.Answer.CONFIRMED:
            raise Conflict(_("You have confirmed already that you talked about this."))
        return move(locked, verb, by, answer=answer)


def reply(message: Message, by: Person, text: str) -> Message:
    """The person replies on the record, once; the same text twice is one reply. Raises NotAllowed, Conflict."""
    with transaction.atomic():
        locked = Message._base_manager.select_for_update(of=("self",)).get(pk=message.pk)
        if is_told(locked, by) and locked.reply and locked.reply == text:
            return locked
        if is_told(locked, by) and locked.reply:
            raise Conflict(_("Your reply is on the record already, and stands."))
        return move(locked, "reply", by, reply=text)

"""Who may move results and messages, and the two tables of their moves."""

from django.utils.translation import gettext_lazy

from accounts import clock
from accounts.models import Person
from accounts.moves import Move
from reviews.cycles.workflow import runs_or_the_system
from reviews.models import Message, Result
from reviews.models.cycles import RELEASED


def is_author(result: Result, by: Person | None) -> bool:
    """Whoever writes the words to the person."""
    return by is not None and result.author_id == by.pk != result.subject_id


def is_owner(message: Message, by: Person | None) -> bool:
    """Whoever owes the message."""
    return by is not None and message.owner_id == by.pk != message.person_id


def owes_the_message(result: Result, by: Person | None) -> bool:
    """Whoever owes the message of this result."""
    return by is not None and Message.objects.filter(result=result, owner=by).exclude(person=by).exists()


def is_for(message: Message, by: Person | None) -> bool:
    """The person whom the message is for."""
    return by is not None and message.person_id == by.pk


def is_the_second_lock(result: Result, by: Person | None) -> bool:
    """Nobody by hand: the second lock of a meeting that was reopened."""
    return by is None


def releases(result: Result, by: Person | None) -> bool:
    """Whoever runs the group, once it is released: a result is never released before its group."""
    return result.group.state in RELEASED and runs_or_the_system(result.group, by)


Result.MOVES = {
    "word": Move(
        frozenset({Result.State.STANDING}),
        Result.State.WORDED,
        is_author,
        gettext_lazy("You have said already that these words are done, or they were released."),
        {"worded_at": clock.now, "rated_anew_at": lambda: None},
    ),
    "rate_anew": Move(
        frozenset({Result.State.WORDED}), Result.State.STANDING, is_the_second_lock, also={"worded_at": lambda: None}
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
    "confirm": Move(frozenset({Message.State.TOLD}), Message.State.TOLD, is_for, _NOT_TOLD, _ANSWERED),
    "not_yet": Move(frozenset({Message.State.TOLD}), Message.State.TOLD, is_for, _NOT_TOLD, _ANSWERED),
    "reply": Move(frozenset({Message.State.TOLD}), Message.State.TOLD, is_for, _NOT_TOLD, {"replied_at": clock.now}),
}

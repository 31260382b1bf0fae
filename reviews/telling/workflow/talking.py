"""Telling, and the answer: held, told, confirmed, replied to."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock
from accounts.models import Person
from accounts.moves import Conflict, move
from reviews.models import Message
from reviews.telling import reminding
from reviews.telling.workflow.rules import is_for, is_owner


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
        if is_for(locked, by) and locked.answer == answer:
            return locked
        if is_for(locked, by) and locked.answer == Message.Answer.CONFIRMED:
            raise Conflict(_("You have confirmed already that you talked about this."))
        return move(locked, verb, by, answer=answer)


def reply(message: Message, by: Person, text: str) -> Message:
    """The person replies on the record, once; the same text twice is one reply. Raises NotAllowed, Conflict."""
    with transaction.atomic():
        locked = Message._base_manager.select_for_update(of=("self",)).get(pk=message.pk)
        if is_for(locked, by) and locked.reply and locked.reply == text:
            return locked
        if is_for(locked, by) and locked.reply:
            raise Conflict(_("Your reply is on the record already, and stands."))
        return move(locked, "reply", by, reply=text)


def read_replies(messages: Iterable[Message], by: Person) -> None:
    """Whoever told them has these replies before them; Today speaks of them no more."""
    new = [one.pk for one in messages if is_owner(one, by) and one.replied_at and not one.is_reply_read]
    if new:
        Message.objects.visible_to(by).filter(pk__in=new).update(is_reply_read=True)

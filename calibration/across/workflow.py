"""The acts of the check across groups: asking a group, answering, withdrawing, and saying that it was made."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock, trail
from accounts.models import Person
from accounts.moves import Conflict, Move, NotAllowed, move
from calibration.across.reach import (
    answers_it,
    asked_it,
    comes_to_the_check,
    directs_in,
    may_be_asked,
    speaks_for_all,
)
from calibration.across.status import status_of
from calibration.models import CheckMade, CheckQuestion
from reviews.models import Cycle, Group

State = CheckQuestion.State
_SETTLED = gettext_lazy("This was answered or withdrawn meanwhile. Nothing was changed.")
CheckQuestion.MOVES = {
    #              from                     to              who
    "answer": Move(frozenset({State.OPEN}), State.ANSWERED, answers_it, _SETTLED, {"answered_at": clock.now}),
    "withdraw": Move(frozenset({State.OPEN}), State.WITHDRAWN, asked_it, _SETTLED),
}


@transaction.atomic
def ask(cycle: Cycle, by: Person, group: Group, text: str, rank: int | None = None) -> CheckQuestion:
    """Asks a group to look again at one level, or at all. Raises NotAllowed; Conflict while a group of the cycle still
    meets, once the group asked is released, and where the same is asked already."""
    locked = Cycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    if not comes_to_the_check(locked, by):
        raise NotAllowed("ask")
    if group not in may_be_asked(locked, by):
        raise Conflict(_("Nothing can be asked of this group now. Nothing was sent; what you wrote stands below."))
    text = text.strip()
    if not text:
        raise Conflict(_("Say what the group is to look at again."))
    same = CheckQuestion.objects.filter(group=group, by=by, rank=rank, text=text, state=State.OPEN)
    if same.exists():
        raise Conflict(_("You have asked this already, and it is not answered yet."))
    made = CheckQuestion.objects.create(group=group, by=by, at=clock.now(), rank=rank, text=text)
    trail.record("ask", made, by, after=made.state)
    return made


def answer(question: CheckQuestion, by: Person, text: str) -> CheckQuestion:
    """Answers and closes it. Raises NotAllowed, Conflict."""
    text = text.strip()
    if not text:
        raise Conflict(_("Say what the group answers."))
    return move(question, "answer", by, answer=text, answered_by=by)


def withdraw(question: CheckQuestion, by: Person) -> CheckQuestion:
    """Takes it back. Raises NotAllowed, Conflict."""
    return move(question, "withdraw", by)


@transaction.atomic
def say_it_was_made(cycle: Cycle, by: Person) -> CheckMade:
    """A director says that they looked at all levels; People Ops, that the directors did so together. It holds until a
    group is locked anew. Raises NotAllowed; Conflict too early, too late, and the second time."""
    locked = Cycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    directs = directs_in(locked, by)
    if not directs and not speaks_for_all(locked, by):
        raise NotAllowed("say_it_was_made")
    status = status_of(locked)
    if not status.is_open:
        raise Conflict(_("A group of this cycle still meets: look at its levels first."))
    if not status.may_be_made:
        raise Conflict(_("Every group is released: nothing comes of the check any more."))
    if any(one.person_id == by.pk for one in status.made):
        raise Conflict(_("You have said so already. Nothing was changed."))
    said = {"at": clock.now(), "for_all": not directs}
    made, _created = CheckMade.objects.update_or_create(cycle=locked, person=by, defaults=said)
    trail.record("make_check", made, by)
    return made

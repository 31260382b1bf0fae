"""Keeping records for a shorter time deletes some of them. So one of People Ops asks for it, another confirms it, and
it begins fourteen days later: until then nothing goes, and any of People Ops for the whole organisation withdraws it.

Where there is no second person one does it alone: the operators are told, and the fourteen days remain.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock, letters, organisation, trail
from accounts.granting import who_is_told
from accounts.models import Grant, GrantKind, Organisation, Person, Shortening
from accounts.moves import Conflict, Move, NotAllowed, move, the_system
from accounts.rights import retention

State = Shortening.State
WAIT = timedelta(days=14)


def seconds(but: Person) -> bool:
    """Whether somebody else of People Ops for the whole organisation is here, who could confirm."""
    held = Grant.objects.of_people_ops().filter(scope=None)
    return held.exclude(person=but).exists()


def may_confirm(shortening: Shortening, by: Person | None) -> bool:
    """Another of People Ops for the whole organisation than who asked."""
    return by is not None and by.pk != shortening.asked_by_id and by.holds_everywhere(GrantKind.PEOPLE_OPS)


def may_withdraw(shortening: Shortening, by: Person | None) -> bool:
    """Anybody of People Ops for the whole organisation, until the day on which it begins."""
    return by is not None and by.holds_everywhere(GrantKind.PEOPLE_OPS)


TOO_LATE = gettext_lazy("This was confirmed or withdrawn already, or it has begun. Nothing was done; look again.")
Shortening.MOVES = {  # type: ignore[attr-defined]
    "confirm": Move(frozenset({State.WAITING}), State.CONFIRMED, may_confirm, TOO_LATE),
    "withdraw": Move(frozenset({State.WAITING, State.CONFIRMED}), State.WITHDRAWN, may_withdraw, TOO_LATE),
    "begin": Move(frozenset({State.CONFIRMED}), State.BEGUN, the_system, TOO_LATE),
}


def waiting() -> Shortening | None:
    """The one that waits for a second person or for its day, if there is one."""
    return Shortening.objects.open().select_related("asked_by", "confirmed_by").first()


def months_of(shortening: Shortening) -> dict[str, int]:
    """The settings that it makes shorter, with their months."""
    found = {name: getattr(shortening, name) for name in retention.SETTINGS}
    return {name: months for name, months in found.items() if months is not None}


@transaction.atomic
def ask(by: Person, months: Mapping[str, int | None]) -> Shortening:
    """Asks for fewer months; nothing changes yet. Where nobody could confirm it begins after its days all the same.

    Raises NotAllowed, or Conflict where one is open already or the months are fewer than the fewest.
    """
    if not by.holds_everywhere(GrantKind.PEOPLE_OPS):
        raise NotAllowed("ask")
    now = Organisation.objects.select_for_update().get()
    wanted = {name: after for name, after in months.items() if retention.is_shorter(getattr(now, name), after)}
    if any((after or 0) < retention.FEWEST[name] for name, after in wanted.items()):
        raise Conflict(_("Records are kept for longer than that. Nothing was asked for."))
    if Shortening.objects.open().exists():
        raise Conflict(_("Somebody has asked for a shorter time already. Confirm or withdraw that first."))
    made = Shortening.objects.create(asked_by=by, asked_at=clock.now(), **wanted)
    said = "/".join(str(wanted.get(name, "–")) for name in retention.SETTINGS)
    trail.record("ask", made, by, after=said)
    if not seconds(by):
        made.state, made.begins_on = State.CONFIRMED, clock.today() + WAIT
        made.save(update_fields=["state", "begins_on"])
        trail.record("confirm", made, by, before=State.WAITING, after=State.CONFIRMED)
        transaction.on_commit(lambda: _tell_the_operators(made), robust=True)
    return made


def confirm(shortening: Shortening, by: Person) -> Shortening:
    """The second person says yes: from the day after the days it waits it counts. Raises NotAllowed or Conflict."""
    return move(shortening, "confirm", by, confirmed_by=by, begins_on=clock.today() + WAIT)


def withdraw(shortening: Shortening, by: Person) -> Shortening:
    """Everything is kept for as long as it was. Raises NotAllowed or Conflict."""
    return move(shortening, "withdraw", by)


def begin_due(today: date) -> None:
    """On the tick: what was confirmed counts from its day on. Safe to run twice."""
    for due in Shortening.objects.filter(state=State.CONFIRMED, begins_on__lte=today):
        try:
            _begin(due)
        except Conflict:
            continue  # withdrawn meanwhile


@transaction.atomic
def _begin(due: Shortening) -> None:
    now = Organisation.objects.select_for_update().get()
    begun = move(due, "begin", None)
    shorter = {n: months for n, months in months_of(begun).items() if retention.is_shorter(getattr(now, n), months)}
    organisation.put(now, None, shorter)


def _tell_the_operators(made: Shortening) -> None:
    subject = gettext_lazy("Records are to be kept for a shorter time")
    letters.send(who_is_told([made.asked_by_id]), subject, "shortened_alone.txt", shortening=made)

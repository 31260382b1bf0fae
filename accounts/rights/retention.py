"""For how long records are kept: months after what they were for is over, by kind, as People Ops set it; then they go.

A task at the tick does it. What is about somebody on hold stays, and so do the trail, the rosters and the figures.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import trail
from accounts.hooks import Hook
from accounts.models import Hold, Organisation, Person
from accounts.models.people import ERASED
from accounts.months import months_before
from accounts.moves import Conflict
from accounts.rights import erasing
from accounts.viewing import as_task

LEAVERS, CANDIDATES = "keep_leavers_months", "keep_candidates_months"
SETTINGS = (
    *("keep_inputs_months", "keep_results_months", "keep_mails_months", "keep_notes_months", LEAVERS),
    CANDIDATES,
)
# nobody sets fewer months than these: what somebody may still want to look up about a decision is not gone before
FEWEST = {
    "keep_inputs_months": 3,
    "keep_results_months": 12,
    "keep_mails_months": 1,
    "keep_notes_months": 1,
    LEAVERS: 6,
    CANDIDATES: 1,
}
MOST = 240
# of candidates nothing is ever kept without an end: they gave their words for one decision
MOST_OF_CANDIDATES = 24
BATCH = 500
A_TICK = 20  # people erased in one tick at most

# what each preset stands for, in the order of SETTINGS; None: until the person is erased
PRESETS: dict[str, tuple[int | None, ...]] = {
    "until_erased": (None, None, None, None, None, 6),
    "usual": (24, 60, 6, 24, 24, 6),
    "short": (6, 24, 3, 12, 6, 3),
}


@dataclass(frozen=True)
class Kept:
    """Rows that go when their time is over: whose they are, by which setting, since which instant (both as paths).
    `emptied`: the columns that go where the row itself stays; `only`: true of those of them that go at all."""

    model: type[Model]
    whose: str
    what: Any
    setting: str
    since: str
    emptied: tuple[str, ...] = ()
    only: Q = field(default_factory=Q)

    def due(self, months: int, today: date) -> QuerySet[Any]:
        """The rows whose time is over on that day, without what is about somebody on hold."""
        end = datetime.combine(months_before(today, months) + timedelta(days=1), time.min)
        held = Hold.objects.in_force().values("person")
        rows = self.model._base_manager.filter(self.only, **{f"{self.since}__lt": timezone.make_aware(end)})
        rows = rows.exclude(**{f"{self.whose}__in": held})
        if self.emptied:
            rows = rows.exclude(**dict.fromkeys(self.emptied, ""))
        return rows


kept_for_a_time: Hook[Callable[[], Iterable[Kept]]] = Hook()


def kinds() -> list[Kept]:
    """Every kind that is kept for a time, in the order of the apps."""
    return [kept for told in kept_for_a_time for kept in told()]


def is_shorter(before: int | None, after: int | None) -> bool:
    """Whether records would go earlier than now."""
    return after is not None and (before is None or after < before)


def leavers(months: int, today: date) -> QuerySet[Person]:
    """Who left so many months ago or longer, is not erased, and is not on hold."""
    gone = Person.objects.filter(left_on__lte=months_before(today, months)).exclude(email__endswith=ERASED)
    return gone.exclude(pk__in=Hold.objects.in_force().values("person")).order_by("left_on", "pk")


def would_go(values: dict[str, int | None], today: date) -> list[tuple[Any, int]]:
    """What these settings would take on that day: each kind with how many; nothing is changed."""
    found: list[tuple[Any, int]] = []
    with as_task("erasing"):
        for kept in kinds():
            if months := values[kept.setting]:
                found.append((kept.what, kept.due(months, today).count()))
    if months := values[LEAVERS]:
        found.append((_("people who have left, erased whole"), leavers(months, today).count()))
    return [(what, count) for what, count in found if count]


def let_go(today: date) -> None:
    """On the tick: what was kept for long enough goes. Safe to run twice."""
    organisation = Organisation.objects.first()
    if organisation is None:
        return
    for kept in kinds():
        if months := getattr(organisation, kept.setting):
            _let_go(kept, months, today)
    if months := getattr(organisation, LEAVERS):
        _erase_leavers(months, today)


def _let_go(kept: Kept, months: int, today: date) -> None:
    with as_task("erasing"):
        gone = 0
        while keys := list(kept.due(months, today).values_list("pk", flat=True)[:BATCH]):
            rows = kept.model._base_manager.filter(pk__in=keys)
            with transaction.atomic():
                if kept.emptied:
                    rows.update(**dict.fromkeys(kept.emptied, ""))
                else:
                    rows.only("pk").delete()
            gone += len(keys)
        if gone:
            trail.record("let_go", kept.model, None, after=str(gone))


def _erase_leavers(months: int, today: date) -> None:
    """Whom something stands in the way of is asked again at the next tick."""
    erased = 0
    for person in leavers(months, today):
        if erasing.obstacles(person):
            continue
        try:
            erasing.erase(person, by=None)
        except Conflict:
            continue  # something came in the way meanwhile
        erased += 1
        if erased == A_TICK:
            return

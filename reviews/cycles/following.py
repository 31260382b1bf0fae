"""The cycle after a cycle: its period, name, dates and settings from the last one, and the same groups chosen anew."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Person
from accounts.months import months_after
from reviews.cycles import presets
from reviews.cycles.choosing import Choice, ids
from reviews.cycles.setting_up import others_for, sets_up
from reviews.cycles.workflow import GroupPlan, parts_of, subjects_of
from reviews.models import Cycle, Group
from reviews.models.cycles import RELEASED

SETTINGS = (
    *("has_preview", "opens_by_hand", "needs_observer", "needs_outside_director", "meeting_order", "remind_days"),
    *("meeting_first", "has_consent_list", "measures_time"),
    *("deciders_needed", "decide_within_days", "tell_within_days", "second_look_days", "has_reflection"),
    *("has_common_text", "has_blind_read", "has_check_across"),
)
MONTHS = {Cycle.Every.QUARTER: 3, Cycle.Every.HALF_YEAR: 6, Cycle.Every.YEAR: 12}


def period_after(covers_from: date, covers_to: date, every: str) -> tuple[date, date]:
    """The next period: it begins on the day after; as long as the series says, or, outside one, as long as this one."""
    first = covers_to + timedelta(days=1)
    months = MONTHS.get(Cycle.Every(every)) or whole_months(covers_from, covers_to)
    if months is None:
        return first, first + (covers_to - covers_from)
    return first, months_after(first, months) - timedelta(days=1)


def whole_months(covers_from: date, covers_to: date) -> int | None:
    """How many calendar months the period is; None where it is not whole ones."""
    after = covers_to + timedelta(days=1)
    months = (after.year - covers_from.year) * 12 + after.month - covers_from.month
    return months if months > 0 and after.day == covers_from.day else None


def dates_after(cycle: Cycle, today: date) -> presets.Dates:
    """The next period with dates as far apart as the last time's, from its end on; never on a day already past."""
    covers_from, covers_to = period_after(cycle.covers_from, cycle.covers_to, cycle.every)
    moved = covers_to - cycle.covers_to
    begin = presets.workday(max(cycle.assess_by + moved, today))
    apart = [cycle.preview_by - cycle.assess_by, cycle.meet_on - cycle.preview_by, cycle.release_on - cycle.meet_on]
    days = [begin]
    for gap in apart:
        days.append(days[-1] if not gap else presets.workday(days[-1] + gap))
    return presets.Dates(covers_from, covers_to, *days)


def name_after(cycle: Cycle, covers_from: date, covers_to: date) -> str:
    """The name with the new period in it, where it says the old one; else the period alone."""
    old = _named(cycle.covers_from, cycle.covers_to)
    new = _named(covers_from, covers_to)
    return cycle.name.replace(old, new) if old and old in cycle.name else new


def _named(covers_from: date, covers_to: date) -> str:
    months = whole_months(covers_from, covers_to)
    if months == 12:
        return str(covers_from.year)
    return presets.proposed_name(presets.HALF_YEARLY if months == 6 else presets.FULL, covers_from)


def settings_of(cycle: Cycle) -> dict[str, Any]:
    """The settings of a cycle, by column."""
    return {name: getattr(cycle, name) for name in SETTINGS}


def groups_again(cycle: Cycle, by: Person) -> list[GroupPlan]:
    """The groups of a cycle that `by` may set up, their subjects chosen anew, their parts of whoever is still here."""
    found = []
    for group in cycle.groups.exclude(state=Group.State.DISCARDED):
        if not sets_up(group, by):
            continue
        choice = Choice.from_json(group.choice) if group.choice else Choice(people=ids(subjects_of(group)))
        chosen = choice.found()
        if chosen.filter(pk=by.pk).exists() and others_for(chosen, by):
            continue
        parts = {part: [person for person in people if person.is_active] for part, people in parts_of(group).items()}
        found.append(GroupPlan(group.name, chosen, parts, group.is_whole_organisation, choice))
    return found


def last_of(cycles: QuerySet[Cycle], preset: str) -> Cycle | None:
    """The latest real cycle of that preset, whose settings the next begins with."""
    return cycles.filter(preset=preset, is_trial=False, launched_at__isnull=False).order_by("-covers_to").first()


def to_be_followed(cycles: QuerySet[Cycle]) -> Iterable[Cycle]:
    """Cycles of a series that are being told or are over, after which the next one is not planned yet."""
    next_one = Cycle.objects.filter(follows=OuterRef("pk")).exclude(
        ~Exists(Group.objects.filter(cycle=OuterRef("pk")).exclude(state=Group.State.DISCARDED))
    )
    runs_still = Group.objects.filter(cycle=OuterRef("pk")).exclude(state__in=[*RELEASED, Group.State.DISCARDED])
    over = Group.objects.filter(cycle=OuterRef("pk"), state__in=RELEASED)
    return cycles.exclude(every=Cycle.Every.ONCE).filter(Exists(over), ~Exists(runs_still), ~Exists(next_one))

"""The dates of a cycle that runs: which of them may still move, the act that moves them, and who is told."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import clock, trail
from accounts.models import GrantKind, Person
from accounts.moves import Conflict, NotAllowed
from reviews.cycles.setting_up import ALONE, ReviewedThere, others_for, run_by
from reviews.models import Cycle, Group, Part, Participant, Reminder
from reviews.models.cycles import WRITING
from reviews.models.participants import READERS, WITHOUT_THE_GROUP, Held
from reviews.telling.digest import Section, of_kind
from reviews.telling.reminding import day_in_words

State = Group.State
MOVED = "dates"  # the kind of a reminder that dates of a cycle have moved
BEFORE_MEETING = frozenset({State.PLANNING, *WRITING})
# a date may move as long as a group is in one of these states
MOVES_IN = {
    "assess_by": frozenset({State.PLANNING, State.ASSESSING}),
    "preview_by": BEFORE_MEETING,
    "meet_on": BEFORE_MEETING,
    "release_on": BEFORE_MEETING | {State.CALIBRATING, State.DECIDING, State.FINALISING},
}
WRITE = frozenset({Part.ASSESSOR, Part.CO_AUTHOR, Part.DEPUTY})
# whom a date concerns, by their part
CONCERNS = {
    "assess_by": frozenset({*WRITE, Part.CONTRIBUTOR}),
    "preview_by": frozenset(READERS),
    "meet_on": frozenset({*READERS, Part.MODERATOR, Part.SCRIBE, Part.GUEST}),
    "release_on": frozenset({Part.SUBJECT, Part.ASSESSOR}),
}


def movable(cycle: Cycle, states: Iterable[str]) -> list[str]:
    """The names of the dates that may still move, where the groups are in these states."""
    there = set(states)
    return [
        name
        for name, while_in in MOVES_IN.items()
        if there & while_in and (cycle.has_preview or name != "preview_by") and not cycle.closed_at
    ]


def may_move(cycle: Cycle, by: Person, held: Held | None = None) -> bool:
    """People Ops for everyone in every group of the cycle that was not discarded; who is reviewed in one that is not
    closed only where nobody else could. `held`: their parts in the cycle, where a page has read them."""
    if not _runs_all(cycle, by):
        return False
    if held is not None and not held.reviewed_in:
        return True
    return not (_own_groups(cycle, by) and _others(cycle, by))


def _runs_all(cycle: Cycle, by: Person) -> bool:
    if by.holds_everywhere(GrantKind.PEOPLE_OPS):
        return True
    groups = list(cycle.groups.exclude(state=State.DISCARDED))
    return bool(groups) and run_by(groups, by) == {group.pk for group in groups}


def _live(cycle: Cycle) -> QuerySet[Group]:
    return cycle.groups.exclude(state__in=[State.CLOSED, State.DISCARDED])


def _own_groups(cycle: Cycle, by: Person) -> list[Group]:
    """Those in which `by` is reviewed."""
    own = Participant.objects.filter(person=by, part=Part.SUBJECT, group__in=_live(cycle))
    return list(Group.objects.filter(pk__in=own.values("group")))


def _others(cycle: Cycle, by: Person) -> list[Person]:
    """Who else of People Ops could move the dates of everyone reviewed, and is not reviewed themselves."""
    subjects = Participant.objects.filter(part=Part.SUBJECT, group__in=_live(cycle))
    return others_for(Person.objects.filter(pk__in=subjects.values("person")), by)


@transaction.atomic
def move_dates(cycle: Cycle, by: Person, days: Mapping[str, date]) -> list[str]:
    """Moves dates of a cycle and tells whom they concern; returns the names of those that are otherwise than before.

    Who does it though they are reviewed there, because there is nobody else, is written to the trail. Raises
    NotAllowed; Conflict where a date stands because its phase is over everywhere, or lies in the past.
    """
    locked = Cycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    if not _runs_all(locked, by):
        raise NotAllowed("move_dates")
    own = _own_groups(locked, by)
    if own and (others := _others(locked, by)):
        raise ReviewedThere(others[0])
    moved = [name for name, day in days.items() if getattr(locked, name) != day]
    free = movable(locked, locked.groups.values_list("state", flat=True))
    if set(moved) - set(free):
        raise Conflict(_("This date stands: what it ends is over in every group. Nothing was changed."))
    if any(days[name] < clock.today() for name in moved):
        raise Conflict(_("A date cannot be moved to a day that has passed. Nothing was changed."))
    for name in moved:
        setattr(locked, name, days[name])
    if not locked.has_preview:
        locked.preview_by = locked.assess_by
    if moved:
        locked.save(update_fields=[*moved, "preview_by"])
        trail.record("move_dates", locked, by)
        for group in own:
            trail.record(ALONE, group, by, after="move_dates")
        _tell(locked, moved)
    return moved


def _tell(cycle: Cycle, moved: list[str]) -> None:
    """A reminder for everyone whom one of the dates concerns; who had today's mail already is told with tomorrow's."""
    if cycle.is_trial or cycle.launched_at is None:
        return
    parts = {part for name in moved for part in CONCERNS[name]}
    groups = cycle.groups.exclude(state__in=[State.PLANNING, State.CLOSED, State.DISCARDED])
    rows = Participant.objects.now().filter(group__in=groups, part__in=parts)
    today = clock.today()
    had = Reminder.objects.filter(kind=MOVED, object_id=str(cycle.pk), due_on=today, mail__isnull=False)
    told = set(had.values_list("recipient_id", flat=True))
    Reminder.objects.bulk_create(
        [
            Reminder(
                kind=MOVED,
                object_id=str(cycle.pk),
                recipient_id=person,
                due_on=today + timedelta(days=1) if person in told else today,
            )
            for person in rows.values_list("person_id", flat=True).distinct()
        ],
        ignore_conflicts=True,
    )


def dates_moved(recipient: Person, reminders: list[Reminder], today: date) -> Section | None:
    """The dates that stand now, of those that concern the recipient."""
    rows = of_kind(reminders, MOVED)
    cycles = list(Cycle.objects.filter(pk__in=list(rows), closed_at__isnull=True).order_by("assess_by", "name"))
    held: dict = {}
    parts = Participant.objects.now().filter(group__cycle__in=cycles, person=recipient)
    for cycle_id, part in parts.values_list("group__cycle", "part"):
        held.setdefault(cycle_id, set()).add(part)
    lines = [line for cycle in cycles for line in _lines(cycle, held.get(cycle.pk, set()), today)]
    if not lines:
        return None
    is_without_the_group = all(parts <= set(WITHOUT_THE_GROUP) for parts in held.values())
    return Section(
        subject=_("Dates of a talent review have moved"),
        opening=_("dates have moved. These stand now:"),
        lines=lines,
        where=_("Where it stands:"),
        link=settings.SITE_URL + reverse("home" if is_without_the_group else "cycles"),
        closing=_("Nothing else has changed."),
        reminders=[rows[str(cycle.pk)] for cycle in cycles],
    )


def _lines(cycle: Cycle, held: set[str], today: date) -> list[str]:
    hears = cycle.release_on + timedelta(days=cycle.tell_within_days)
    said = {
        "assess_by": (cycle.assess_by, _("%(cycle)s: assess by %(day)s")),
        "preview_by": (cycle.preview_by, _("%(cycle)s: read by %(day)s")),
        "meet_on": (cycle.meet_on, _("%(cycle)s: meet on %(day)s")),
        "release_on": (hears, _("%(cycle)s: you hear by %(day)s")),
    }
    if not held & WRITE:
        said["assess_by"] = (cycle.assess_by, _("%(cycle)s: what you saw of somebody is submitted by %(day)s"))
    if Part.SUBJECT not in held:
        said["release_on"] = (cycle.release_on, _("%(cycle)s: the words are written by %(day)s"))
    return [
        sentence % {"cycle": cycle.name, "day": day_in_words(day)}
        for name, (day, sentence) in said.items()
        if held & CONCERNS[name] and day >= today and (cycle.has_preview or name != "preview_by")
    ]

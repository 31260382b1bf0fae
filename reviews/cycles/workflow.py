"""What happens to cycles and groups: planned, launched, joined late, moved on, discarded, closed."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock, trail
from accounts.models import Person
from accounts.models.grants import people_ops_for
from accounts.moves import Conflict, Move, NotAllowed, move
from reviews.assessments.workflow import seal_assessments
from reviews.cycles import planning, presets
from reviews.cycles.acts import guard, late
from reviews.cycles.choosing import Choice
from reviews.cycles.freezing import freeze
from reviews.cycles.setting_up import launches, must_set_up, runs, sets_up
from reviews.models import Assignment, Cycle, Exclusion, Group, Part, Participant, RosterEntry
from reviews.models.cycles import UNRELEASED, UNTIL_THE_LOCK
from reviews.telling import changed

State = Group.State


# -- who may -----------------------------------------------------------------------------------------


def runs_or_the_system(group: Group, by: Person | None) -> bool:
    """People Ops for everyone in the group, or the clock."""
    return by is None or runs(group, by)


def keeps_away_from_somebody(group: Group, person: Person) -> bool:
    """Whether the person is reviewed in the group, or has stepped out of what concerns somebody in it."""
    subject = Participant.objects.filter(group=OuterRef("pk"), person=person, part=Part.SUBJECT)
    recused = Exclusion.objects.filter(group=OuterRef("pk"), person=person)
    return Group.objects.filter(Exists(subject) | Exists(recused), pk=group.pk).exists()


def runs_for_others(group: Group, by: Person | None) -> bool:
    """People Ops for everyone in the group, but nobody who keeps away from somebody in it; the clock.

    Whether they may go on would tell them that a decision is open which they do not see: that of their own first.
    """
    return by is None or (runs(group, by) and not keeps_away_from_somebody(group, by))


def reopens(group: Group, by: Person | None) -> bool:
    """People Ops for everyone in the group, but nobody who keeps away from somebody in it."""
    return by is not None and runs_for_others(group, by)


def leads_the_meeting(group: Group, by: Person | None) -> bool:
    """The group's moderator, scribe or observer, or People Ops for everyone in it."""
    if by is None:
        return False
    if runs(group, by):
        return True
    leads = Participant.objects.now().filter(
        group=group, person=by, part__in=[Part.MODERATOR, Part.SCRIBE, Part.OBSERVER]
    )
    return leads.exists()


def _at(state: str, to: str, who: Any, too_late: Any, **also: Any) -> Move:
    return Move(frozenset({state}), to, who, too_late, also)


Group.MOVES = {
    "launch": _at(
        State.PLANNING,
        State.ASSESSING,
        launches,
        gettext_lazy("This group was launched already, or discarded. Nothing was changed."),
        launched_at=clock.now,
    ),
    "open_preview": _at(
        State.ASSESSING, State.PREVIEWING, runs_or_the_system, gettext_lazy("The preview is open already, or over.")
    ),
    "open_meeting": _at(
        State.PREVIEWING, State.CALIBRATING, leads_the_meeting, gettext_lazy("The meeting is not to be opened now.")
    ),
    "lock": _at(
        State.CALIBRATING,
        State.DECIDING,
        leads_the_meeting,
        gettext_lazy("The ratings are locked already, or the meeting has not begun."),
        locked_at=clock.now,
    ),
    "reopen": Move(
        frozenset(UNRELEASED),
        State.CALIBRATING,
        reopens,
        gettext_lazy(
            "The meeting of this group is not to be reopened now: it is not locked, or results were released."
        ),
        {"locked_at": lambda: None},
    ),
    "finish_deciding": _at(
        State.DECIDING, State.FINALISING, runs_for_others, gettext_lazy("The decisions are not open now.")
    ),
    "release": _at(
        State.FINALISING,
        State.TELLING,
        runs_or_the_system,
        gettext_lazy("The results were released already, or are not ready to be."),
        released_on=clock.today,
    ),
    "close": _at(
        State.TELLING,
        State.CLOSED,
        runs_or_the_system,
        gettext_lazy("Only a group whose results are being told can be closed."),
        closed_at=clock.now,
    ),
    "discard": Move(
        frozenset({State.PLANNING, State.ASSESSING}),
        State.DISCARDED,
        sets_up,
        gettext_lazy("It is too late to discard this group."),
    ),
}


# -- planning ----------------------------------------------------------------------------------------


@dataclass
class GroupPlan:
    """A group as it is planned: its subjects, and who has which other part in it."""

    name: str
    subjects: QuerySet[Person]
    parts: dict[str, list[Person]] = field(default_factory=dict)
    is_whole_organisation: bool = False
    choice: Choice | None = None  # how the subjects were chosen, so that a later cycle can choose anew


PLANNED_PARTS = (
    Part.DIRECTOR,
    Part.OUTSIDE_DIRECTOR,
    Part.OBSERVER,
    Part.MODERATOR,
    Part.SCRIBE,
    Part.DECIDER,
)


@transaction.atomic
def plan(
    by: Person,
    *,
    name: str,
    preset: str,
    dates: presets.Dates,
    groups: Iterable[GroupPlan],
    is_trial: bool = False,
    **settings: Any,
) -> Cycle:
    """Writes a cycle in planning, with its groups; `settings` overrule the preset's, by column.

    Raises NotAllowed where `by` is no People Ops for everyone chosen, Conflict where somebody is in two groups.
    """
    cycle = Cycle.objects.create(
        name=name, preset=preset, is_trial=is_trial, **asdict(dates), **(asdict(presets.SETTINGS[preset]) | settings)
    )
    trail.record("plan", cycle, by)
    for planned in groups:
        add_group(cycle, planned, by)
    return cycle


@transaction.atomic
def add_group(cycle: Cycle, planned: GroupPlan, by: Person) -> Group:
    """Adds a group in planning to a cycle. Raises NotAllowed, Conflict."""
    Cycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    group = Group.objects.create(
        cycle=cycle,
        name=planned.name,
        is_whole_organisation=planned.is_whole_organisation,
        choice=planned.choice.as_json() if planned.choice else {},
    )
    now = clock.now()
    ids = list(planned.subjects.values_list("pk", flat=True))
    rows = [Participant(group=group, person_id=pk, part=Part.SUBJECT, from_at=now) for pk in dict.fromkeys(ids)]
    parts = {part: planned.parts.get(part, []) for part in PLANNED_PARTS}
    parts[Part.DECIDER] = parts[Part.DECIDER] or parts[Part.DIRECTOR]
    for part, people in parts.items():
        rows += [Participant(group=group, person=person, part=part, from_at=now) for person in dict.fromkeys(people)]
    Participant.objects.bulk_create(rows, batch_size=1000)
    must_set_up(group, by, "add_group")
    trail.record("add_group", group, by, after=group.state)
    return group


def must_be_ones_own(people: QuerySet[Person], by: Person) -> None:
    """Raises NotAllowed where somebody is outside the population for which `by` is People Ops.

    Asked before a plan is shown: its lines say who holds which role, and who is away.
    """
    if people.exclude(people_ops_for(by, "pk")).exists():
        raise NotAllowed("plan")


def subjects_of(group: Group) -> QuerySet[Person]:
    """The people chosen for a group."""
    return Person.objects.filter(
        pk__in=Participant.objects.now().filter(group=group, part=Part.SUBJECT).values("person")
    )


def parts_of(group: Group) -> dict[str, list[Person]]:
    """Who else takes part in the group, by part."""
    return parts_of_groups([group])[group.pk]


def parts_of_groups(groups: Iterable[Group]) -> dict[UUID, dict[str, list[Person]]]:
    """The same of several groups, by their ids."""
    found: dict[UUID, dict[str, list[Person]]] = {group.pk: {} for group in groups}
    rows = Participant.objects.now().filter(group__in=found, part__in=PLANNED_PARTS)
    for row in rows.select_related("person").order_by("from_at", "person__name"):
        found[row.group_id].setdefault(row.part, []).append(row.person)
    return found


def preview(group: Group) -> tuple[list[planning.Line], list[planning.Problem]]:
    """The roster as a launch would freeze it today, and what is wrong with the group as a whole."""
    return previews([group])[group.pk]


def previews(groups: Sequence[Group]) -> dict[UUID, tuple[list[planning.Line], list[planning.Problem]]]:
    """The same of several groups of one cycle, by their ids, in as many queries as of one."""
    rosters, taking_part = planning.lines_of(groups, clock.today()), parts_of_groups(groups)
    found = {}
    for group in groups:
        parts, roster = taking_part[group.pk], rosters[group.pk]
        if group.is_whole_organisation:
            parts = parts | {Part.OUTSIDE_DIRECTOR: parts.get(Part.DIRECTOR, [])}
        found[group.pk] = roster, planning.problems_of_group(group.cycle, roster, parts)
    return found


# -- launch and what comes after it ------------------------------------------------------------------


@transaction.atomic
def launch(cycle: Cycle, by: Person) -> Cycle:
    """Launches every group of the cycle that is to be: freezes rosters, makes assignments and drafts.

    Raises NotAllowed, or Conflict where nothing is planned or nobody would be assessed; nothing is written then.
    """
    locked = Cycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    for group in to_be_launched(locked):
        launch_group(group, by)
    locked.refresh_from_db(fields=["launched_at"])
    return locked


def to_be_launched(cycle: Cycle) -> list[Group]:
    """The groups in planning that are not in the worker's hands. Raises Conflict where there is none."""
    planned = list(cycle.groups.filter(state=State.PLANNING))
    found = [group for group in planned if not group.is_in_hand]
    if planned and not found:
        raise Conflict(_("This cycle is being launched. Nothing was changed; look how far it is."))
    if not found:
        raise Conflict(_("This cycle was launched already, or has no group in planning. Nothing was changed."))
    return found


@transaction.atomic
def launch_group(group: Group, by: Person) -> Group:
    """Freezes one group's roster and opens its assessing; with the first of its groups a cycle is launched.

    Raises NotAllowed, Conflict; nothing is written then.
    """
    must_set_up(group, by, "launch")
    group = move(group, "launch", by, launch_trouble="")
    roster, problems = preview(group)
    fatal = [problem for problem in problems if problem.leaves_out]
    if fatal:
        raise Conflict(f"{group.name}: {fatal[0].sentence} {fatal[0].fix}")
    left_out = [line.person.pk for line in roster if not line.stays]
    Participant.objects.filter(group=group, part=Part.SUBJECT, person__in=left_out).delete()
    staying = [line for line in roster if line.stays]
    planning.under_directors(staying, parts_of(group).get(Part.DIRECTOR, []))
    freeze(group, staying)
    if Cycle.objects.filter(pk=group.cycle_id, launched_at__isnull=True).update(launched_at=clock.now()):
        trail.record("launch", group.cycle, by)
    return group


@transaction.atomic
def add_to_roster(group: Group, person: Person, by: Person) -> RosterEntry:
    """Puts a late joiner on a group's roster, until its meeting is locked. Raises NotAllowed, also for oneself where
    another could; Conflict where the person cannot be assessed, is on a roster, or only listens to the meeting."""
    group = Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
    must_set_up(group, by, "add_to_roster")
    must_be_ones_own(Person.objects.filter(pk=person.pk), by)
    if group.state not in UNTIL_THE_LOCK:
        raise Conflict(_("Nobody can join now: the group is not launched, or its meeting is locked."))
    if RosterEntry.objects.filter(group=group, subject=person).exists():
        raise Conflict(_("%(name)s is on the roster already.") % {"name": person.name})
    guard.must_not_only_come(group, person)
    line = joiner_line(group, person)
    reasons = [problem for problem in line.problems if problem.leaves_out]
    if reasons:
        raise Conflict(f"{reasons[0].sentence} {reasons[0].fix}")
    [entry] = freeze(group, [line], joined_late=True)
    if person.pk == by.pk:  # who is reviewed in it from now on
        must_set_up(group, by, "add_to_roster")
    trail.record("add_to_roster", entry, by, about=person, after=entry.treatment)
    late.tell_the_meeting(group)
    if group.state == State.CALIBRATING:
        changed.tell(entry, [entry.assessor])  # nothing else asks for what they say in the meeting
    return entry


def joiner_line(group: Group, person: Person) -> planning.Line:
    """The line a late joiner would get, with its problems."""
    found = planning.lines(Person.objects.filter(pk=person.pk), group.cycle, clock.today(), group)
    planning.under_directors(found, parts_of(group).get(Part.DIRECTOR, []))
    return found[0]


def open_preview(group: Group, by: Person | None) -> Group:
    """From now on the group reads what was submitted. Raises NotAllowed, Conflict."""
    if not group.cycle.has_preview:
        raise Conflict(_("This cycle has no preview: the group reads in its meeting."))
    return move(group, "open_preview", by)


def can_meet(group: Group) -> bool:
    """Whether the meeting may be opened now: after the preview, or where there is none, from the assessing."""
    return group.state == State.PREVIEWING or (group.state == State.ASSESSING and not group.cycle.has_preview)


@transaction.atomic
def open_meeting(group: Group, by: Person) -> Group:
    """The meeting begins: what was submitted is sealed; only the meeting changes it. Raises NotAllowed, Conflict.

    A cycle without a preview passes through it here.
    """
    if not group.cycle.has_preview and group.state == State.ASSESSING and leads_the_meeting(group, by):
        group = move(group, "open_preview", None)
    group = move(group, "open_meeting", by)
    seal_assessments(group, by)
    return group


@transaction.atomic
def discard(cycle: Cycle, by: Person) -> Cycle:
    """Discards every group of a cycle of which nothing was submitted yet. Raises NotAllowed, Conflict."""
    locked = Cycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    groups = list(locked.groups.select_for_update(of=("self",)).exclude(state=State.DISCARDED))
    if not groups:
        raise Conflict(_("This cycle was discarded already."))
    if Assignment.objects.filter(group__in=groups, state=Assignment.State.SUBMITTED).exists():
        raise Conflict(_("An assessment was submitted already: this cycle cannot be discarded any more."))
    for group in groups:
        must_set_up(group, by, "discard")
        move(group, "discard", by)
    locked.closed_at = clock.now()
    locked.save(update_fields=["closed_at"])
    trail.record("discard", locked, by)
    return locked


@transaction.atomic
def close(group: Group, by: Person | None) -> Group:
    """Closes a group; its cycle closes with the last one. What is still to be told stays owed."""
    cycle = Cycle.objects.select_for_update(of=("self",)).get(pk=group.cycle_id)
    group = move(group, "close", by)
    if not cycle.groups.exclude(state__in=[State.CLOSED, State.DISCARDED]).exists():
        cycle.closed_at = clock.now()
        cycle.save(update_fields=["closed_at"])
        trail.record("close", cycle, by)
    return group


def open_what_is_due(today: date) -> None:
    """The tick's act: opens the preview of every group whose last day of assessing is over."""
    due = Group.objects.filter(
        state=State.ASSESSING, cycle__assess_by__lt=today, cycle__has_preview=True, cycle__opens_by_hand=False
    )
    for group in due:
        with transaction.atomic():
            cycle = Cycle.objects.select_for_update(of=("self",)).get(pk=group.cycle_id)
            if cycle.assess_by >= today or cycle.opens_by_hand:
                continue  # its day was moved meanwhile
            group.cycle = cycle
            try:
                open_preview(group, None)
            except Conflict:
                continue  # someone opened it by hand meanwhile

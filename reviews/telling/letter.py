"""A result as it is read: ratings by axis under the names of its version, words, what is asked, what was decided."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from frameworks.models import ScalePoint, VersionAxis, VersionRole
from reviews.models import Group, Result, ResultAxis, RosterEntry
from reviews.models.cycles import RUNNING
from reviews.telling import hooks


@dataclass(frozen=True)
class Rated:
    """One axis with its rating, and the one before the meeting where it changed it and the reader may know; or with
    the words that stand in place of a rating."""

    name: str
    point: ScalePoint | None
    was: ScalePoint | None = None
    none_word: str = ""


@dataclass(frozen=True)
class Letter:
    """What the person's own page shows of one result, and nothing else."""

    result: Result
    role: str
    axes: list[Rated]
    next_role: str
    next_axes: list[Rated]
    decision: hooks.Decided | None
    was: ScalePoint | None = None  # the overall rating before the meeting, for the manager only


def letter_of(result: Result, changes: list[hooks.Change] | None = None) -> Letter:
    """The letter of a result that the caller has seen; with `changes`, as its author sees what the meeting changed."""
    rows = list(ResultAxis.objects.filter(result=result).select_related("axis", "point", "against_role"))
    names = dict(VersionAxis.objects.filter(version=result.version_id).values_list("axis", "name"))
    order = {axis: place for place, axis in enumerate(names)}
    rows.sort(key=lambda row: order.get(row.axis_id, len(order)))
    roles = role_names(result, [row.against_role for row in rows])
    was = {(change.axis_id, change.against): change.before for change in changes or []}
    rated: dict[str, list[Rated]] = {"current": [], "next": []}
    next_role = ""
    for row in rows:
        name = names.get(row.axis_id, row.axis.code)
        none_word = "" if row.applies else _("does not apply")
        rated[row.against].append(Rated(name, row.point, was.get((row.axis_id, row.against)), none_word))
        if row.against == "next":
            next_role = roles[row.against_role_id]
    return Letter(
        result=result,
        role=roles[result.role_id],
        axes=rated["current"],
        next_role=next_role,
        next_axes=rated["next"],
        decision=hooks.decision_of(result.group, result.subject_id),
        was=was.get((None, "current")),
    )


def role_names(result: Result, roles) -> dict:
    """Roles as people call them in the result's version: code and title."""
    wanted = {role.pk: role.code for role in [*roles, result.role]}
    titles = VersionRole.objects.filter(version=result.version_id, role__in=list(wanted)).values_list("role", "title")
    return wanted | {pk: f"{wanted[pk]}, {title}" for pk, title in titles if title}


def history_of(person: Person, here: Result | None = None) -> list[dict]:
    """The person's own results as the line shows them, the earliest first; the weight is at `here` or the last."""
    results = list(
        Result.objects.visible_to(person)
        .filter(subject=person)
        .select_related("group__cycle", "overall")
        .order_by("group__cycle__covers_to", "group__cycle__name")
    )
    at = here or (results[-1] if results else None)
    return [
        {
            "result": result,
            "label": result.group.cycle.name,
            "state": "here" if result == at else "done",
            "point": result.overall,
        }
        for result in results
    ]


@dataclass(frozen=True)
class Coming:
    """A review that has not been told: where it stands, and the day by which the person hears, once that is set."""

    group: Group
    phases: list[dict]
    hears_by: date | None
    assessor: Person


PHASES = (
    (Group.State.ASSESSING, _("Assessing")),
    (Group.State.PREVIEWING, _("Previewing")),
    (Group.State.CALIBRATING, _("Calibrating")),
    (Group.State.DECIDING, _("Deciding")),
    (Group.State.FINALISING, _("Finalising")),
    (Group.State.TELLING, _("Telling")),
)


def coming_to(person: Person) -> list[Coming]:
    """The reviews in which the person is assessed and has not been told: no more than the phase and the day."""
    running = Q(group__state__in=RUNNING)
    released = Q(group__state=Group.State.CLOSED, opens_on__isnull=False)
    entries = (
        RosterEntry.objects.visible_to(person)
        .filter(running | released, subject=person, treatment=RosterEntry.Treatment.ASSESS)
        .filter(group__cycle__is_trial=False)
        .exclude(group__in=Result.objects.visible_to(person).filter(subject=person).values("group"))
        .select_related("group__cycle", "assessor")
    )
    return [Coming(entry.group, phases_of(entry.group), hears_by(entry), entry.assessor) for entry in entries]


def kept_for(person: Person) -> list[RosterEntry]:
    """The reviews that run and in which the person is not assessed, because their last result stands."""
    rows = RosterEntry.objects.visible_to(person).filter(
        subject=person,
        treatment=RosterEntry.Treatment.KEEP,
        group__state__in=RUNNING,
        group__cycle__is_trial=False,
    )
    return list(rows.select_related("group__cycle"))


def hears_by(entry: RosterEntry) -> date | None:
    """The latest day on which a subject reads their result; None where the others were released and this one waits."""
    if entry.opens_on or entry.group.released_on:
        return entry.opens_on
    cycle = entry.group.cycle
    return cycle.release_on + timedelta(days=cycle.tell_within_days)


def phases_of(group: Group) -> list[dict]:
    """The phases as the line shows them."""
    order = [state for state, _label in PHASES]
    at = order.index(group.state) if group.state in order else len(order) - 1
    return [
        {"label": label, "state": "done" if place < at else "here" if place == at else "next"}
        for place, (_state, label) in enumerate(PHASES)
    ]

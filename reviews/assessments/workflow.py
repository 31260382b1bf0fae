"""What happens to assessments and remarks: saved as drafts, submitted, taken back, sealed."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock, trail
from accounts.models import Person
from accounts.moves import Conflict, Move, NotAllowed, move
from accounts.viewing import as_task
from frameworks.models import ScalePoint, Standing, Step
from reviews.drafts import count_on, stands_already
from reviews.models import Assessment, Assignment, AxisRating, Group, Remark, RosterEntry

State = Assessment.State
WRITING = (Group.State.ASSESSING, Group.State.PREVIEWING)  # the states of a group in which assessments are written
REMARKING = (Group.State.PREVIEWING, Group.State.CALIBRATING)


def is_author(assessment: Assessment, by: Person | None) -> bool:
    """Who wrote the assessment, who is never its subject."""
    return by is not None and assessment.author_id == by.pk != assessment.subject_id


Assessment.MOVES = {
    "submit": Move(
        frozenset({State.DRAFT}),
        State.SUBMITTED,
        is_author,
        gettext_lazy("This assessment was submitted already. Nothing was changed."),
        {"submitted_at": clock.now},
    ),
    "reopen": Move(
        frozenset({State.SUBMITTED}),
        State.DRAFT,
        is_author,
        gettext_lazy("This assessment is a draft already, or the meeting has sealed it. Nothing was changed."),
    ),
}


# -- what an assessor says, apart from its rows ------------------------------------------------------


@dataclass(frozen=True)
class AxisValue:
    """What is said on one axis against one role; or why it does not apply to the person's work, without a rating."""

    point: ScalePoint | None = None
    step: Step | None = None
    statement: str = ""
    not_applicable: str = ""

    def __bool__(self) -> bool:
        return bool(self.point or self.step or self.statement or self.not_applicable)


@dataclass(frozen=True)
class Draft:
    """Everything an assessment says; `axes` by (axis id, "current" or "next"), empty values left away."""

    overall: ScalePoint | None = None
    statement: str = ""
    told_lowest: str = ""
    told_lowest_on: date | None = None
    axes: dict[tuple[UUID, str], AxisValue] = field(default_factory=dict)


def stored_draft(assessment: Assessment) -> Draft:
    """What stands of an assessment; to be asked with a row that was let through the door."""
    ratings = AxisRating.objects.filter(assessment=assessment).select_related("point", "step")
    return Draft(
        assessment.overall,
        assessment.statement,
        assessment.told_lowest,
        assessment.told_lowest_on,
        {
            (row.axis_id, row.against): AxisValue(row.point, row.step, row.statement, row.not_applicable)
            for row in ratings
        },
    )


def lowest(points: list[ScalePoint]) -> list[ScalePoint]:
    """The points that ask when the person was last told: those below standing, else the first of the scale."""
    return [point for point in points if point.standing == Standing.BELOW] or points[:1]


# -- acts --------------------------------------------------------------------------------------------


@transaction.atomic
def save_draft(assessment: Assessment, by: Person, draft_number: int, values: Draft) -> Assessment:
    """Keeps what was typed and counts the draft on; returns the assessment as it stands.

    Raises NotAllowed for anyone but the author, Conflict once it is submitted or the meeting has opened, and Stale
    where another text was saved since `draft_number`. Saves are no history: no event is written.
    """
    locked = _locked(assessment)
    if not is_author(locked, by):
        raise NotAllowed("save_draft")
    if locked.state != State.DRAFT:
        raise Conflict(_("This assessment was submitted already. Take it back to change it."))
    _refuse_too_late(locked)
    stored = stored_draft(locked)
    if stands_already(locked, draft_number, stored, values):
        return locked
    locked.overall = values.overall
    locked.statement = values.statement
    locked.told_lowest = values.told_lowest
    locked.told_lowest_on = values.told_lowest_on
    locked.save(update_fields=["overall", "statement", "told_lowest", "told_lowest_on", *count_on(locked)])
    _write_axes(locked, stored, values)
    return locked


def _locked(assessment: Assessment) -> Assessment:
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("group", "overall", "subject")
    return rows.get(pk=assessment.pk)


def _refuse_too_late(assessment: Assessment) -> None:
    if assessment.group.state not in WRITING:
        raise Conflict(
            _("It is too late for this: the meeting of %(group)s has opened, and assessments are closed.")
            % {"group": assessment.group.name}
        )


def _write_axes(assessment: Assessment, stored: Draft, values: Draft) -> None:
    changed = {key: value for key, value in values.axes.items() if stored.axes.get(key) != value}
    AxisRating.objects.bulk_create(
        [
            AxisRating(
                assessment=assessment,
                axis_id=axis,
                against=against,
                point=value.point,
                step=value.step,
                statement=value.statement,
                not_applicable=value.not_applicable,
            )
            for (axis, against), value in changed.items()
        ],
        update_conflicts=True,
        unique_fields=["assessment", "axis", "against"],
        update_fields=["point", "step", "statement", "not_applicable"],
    )
    for axis, against in stored.axes.keys() - values.axes.keys():
        AxisRating.objects.filter(assessment=assessment, axis=axis, against=against).delete()


@transaction.atomic
def submit(assessment: Assessment, by: Person) -> Assessment:
    """Hands the draft to the group. Raises NotAllowed; Conflict once it was submitted, too late, or incomplete."""
    Group.objects.select_for_update(of=("self",)).get(pk=assessment.group_id)
    locked = _locked(assessment)
    if locked.state == State.DRAFT:
        _refuse_too_late(locked)
        if is_author(locked, by) and (locked.overall is None or not locked.statement):
            raise Conflict(_("An overall rating and a statement are needed before this can be submitted."))
    done = move(locked, "submit", by)
    _assigned(done).update(state=Assignment.State.SUBMITTED, submitted_at=done.submitted_at)
    return done


@transaction.atomic
def save_and_submit(assessment: Assessment, by: Person, draft_number: int, values: Draft) -> Assessment:
    """Both in one: what is submitted is what stood on the page. Raises as `save_draft` and `submit` do."""
    Group.objects.select_for_update(of=("self",)).get(pk=assessment.group_id)
    return submit(save_draft(assessment, by, draft_number, values), by)


@transaction.atomic
def reopen(assessment: Assessment, by: Person) -> Assessment:
    """Takes a submitted assessment back to change it, until the meeting opens. Raises NotAllowed, Conflict."""
    Group.objects.select_for_update(of=("self",)).get(pk=assessment.group_id)
    locked = _locked(assessment)
    if not is_author(locked, by):
        raise NotAllowed("reopen")
    _refuse_too_late(locked)
    done = move(locked, "reopen", by)
    _assigned(done).update(state=Assignment.State.OPEN, submitted_at=None)
    return done


def _assigned(assessment: Assessment):
    return Assignment.objects.filter(group=assessment.group_id, subject=assessment.subject_id)


# -- remarks -----------------------------------------------------------------------------------------


@transaction.atomic
def remark(entry: RosterEntry, by: Person, kind: str, text: str, about_pitch: bool = False) -> Remark:
    """Leaves a remark on one subject of the group. `entry` was let through `readable_by`.

    Raises NotAllowed for one's own case or for whoever only reads afterwards, Conflict out of time.
    """
    group = Group.objects.select_for_update(of=("self",)).get(pk=entry.group_id)
    if not RosterEntry.objects.readable_by(by).filter(pk=entry.pk).exists():
        raise NotAllowed("remark")
    _refuse_remarks(group, entry)
    made = Remark.objects.create(
        group=group, subject_id=entry.subject_id, author=by, kind=kind, text=text, about_pitch=about_pitch
    )
    trail.record("remark", made, by, about=entry.subject)
    return made


@transaction.atomic
def change_remark(remark: Remark, by: Person, kind: str, text: str) -> Remark:
    """Changes one's own remark, until its stop has closed. Raises NotAllowed, Conflict."""
    locked = Remark.objects.select_for_update(of=("self",)).select_related("group", "subject").get(pk=remark.pk)
    refuse_change(locked, by)
    locked.kind, locked.text = kind, text
    locked.save(update_fields=["kind", "text"])
    trail.record("change_remark", locked, by, about=locked.subject)
    return locked


def refuse_change(remark: Remark, by: Person) -> None:
    """Raises NotAllowed where the remark is another's, Conflict where it can be changed no more."""
    if remark.author_id != by.pk:
        raise NotAllowed("change_remark")
    if remark.sealed_at is not None:
        raise Conflict(_("This was discussed: the remark stands as it is."))
    _refuse_remarks(remark.group, RosterEntry.objects.get(group=remark.group_id, subject=remark.subject_id))


def _refuse_remarks(group: Group, entry: RosterEntry) -> None:
    if group.state not in REMARKING:
        raise Conflict(_("Remarks are left from the preview until the meeting has ended, not now."))
    if entry.discussed_at is not None:
        raise Conflict(_("%(name)s was discussed already; no remark can be added.") % {"name": entry.subject.name})


@as_task("meeting")
@transaction.atomic
def seal_assessments(group: Group, by: Person | None) -> None:
    """What was submitted to the group stands from now on; only the meeting changes a rating. One event each.

    Called when the meeting opens, and again at its lock; a second call changes nothing.
    """
    submitted = Assessment.objects.select_for_update(of=("self",)).filter(group=group, state=State.SUBMITTED)
    for assessment in submitted.select_related("subject"):
        trail.record("seal", assessment, by, about=assessment.subject, before=State.SUBMITTED, after=State.SEALED)
    Assessment.objects.filter(group=group, state=State.SUBMITTED).update(state=State.SEALED)


@as_task("meeting")
@transaction.atomic
def seal(group: Group, subject: Person) -> None:
    """The subject's stop has closed: the remarks on it stand, and none is added. The meeting calls this."""
    now = clock.now()
    RosterEntry.objects.filter(group=group, subject=subject, discussed_at__isnull=True).update(discussed_at=now)
    Remark.objects.filter(group=group, subject=subject, sealed_at__isnull=True).update(sealed_at=now)

"""What happens to assessments: saved as drafts, submitted, changed beside what stands, sealed."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock, trail
from accounts.models import Person
from accounts.moves import Conflict, Move, NotAllowed, move
from accounts.viewing import as_task
from accounts.written_once import WrittenOnce
from frameworks.models import ScalePoint, VersionAxis
from frameworks.ways import next_roles
from reviews.assessments.remarking import REMARKING, answer, change_remark, refuse_change, remark, seal
from reviews.assessments.said import AxisValue, Draft, lowest, stored_draft
from reviews.drafts import count_on, stands_already
from reviews.models import Assessment, Assignment, AxisRating, Deputyship, Group, Part, Participant, RosterEntry
from reviews.models.cycles import WRITING
from reviews.models.participants import is_kept_away

# which others find here
__all__ = ["REMARKING", "answer", "change_remark", "refuse_change", "remark", "seal"]
__all__ += ["AxisValue", "Draft", "lowest", "stored_draft"]

State = Assessment.State


def is_author(assessment: Assessment, by: Person | None) -> bool:
    """Who wrote the assessment, who is never its subject."""
    return by is not None and assessment.author_id == by.pk != assessment.subject_id


def writes(assessment: Assessment, by: Person | None) -> bool:
    """Who wrote the assessment or stands in for them now; of a draft, who is invited to write it with them. Never its
    subject, nor who keeps away from them."""
    return submits(assessment, by) or (by is not None and _is_invited(assessment, by))


def _is_invited(assessment: Assessment, by: Person) -> bool:
    """Whether somebody is invited, now, to write this draft with its author."""
    if assessment.state != State.DRAFT or by.pk == assessment.subject_id:
        return False
    rows = Participant.objects.now().filter(group=assessment.group_id, about=assessment.subject_id, person=by)
    return rows.filter(part=Part.CO_AUTHOR).exists() and not is_kept_away(assessment, by)


def submits(assessment: Assessment, by: Person | None) -> bool:
    """Who wrote the assessment, or stands in for them now; never its subject, nor who keeps away from them."""
    if by is None or by.pk == assessment.subject_id:
        return False
    if assessment.author_id == by.pk:
        return True
    rows = Deputyship.objects.now().filter(group=assessment.group_id, person=assessment.author_id, deputy=by)
    return rows.exists() and not is_kept_away(assessment, by)


def drafts_of(assessment: Assessment) -> QuerySet[Assessment]:
    """The draft about the same subject in the same group, if there is one."""
    return Assessment.objects.filter(
        group=assessment.group_id, subject=assessment.subject_id, state=State.DRAFT
    ).exclude(pk=assessment.pk)


Assessment.MOVES = {
    "submit": Move(
        frozenset({State.DRAFT}),
        State.SUBMITTED,
        submits,
        gettext_lazy("This assessment was submitted already, or put away. Nothing was changed."),
        {"submitted_at": clock.now},
    ),
    "put_away": Move(
        frozenset({State.DRAFT}),
        State.REPLACED,
        is_author,
        gettext_lazy("This is no draft any more. Nothing was changed; look again."),
    ),
}


# -- acts --------------------------------------------------------------------------------------------


@transaction.atomic
def save_draft(assessment: Assessment, by: Person, draft_number: int, values: Draft) -> Assessment:
    """Keeps what was typed and counts the draft on; returns the assessment as it stands.

    Raises NotAllowed for who does not write it, Conflict once it is submitted or the meeting has opened, and Stale
    where another text was saved since `draft_number`. Saves are no history: no event is written. A draft that was put
    away, or that somebody else begins anew, still takes what its author typed, for them alone.
    """
    locked = _locked(assessment)
    if not writes(locked, by):
        raise NotAllowed("save_draft")
    if locked.state != State.DRAFT and not is_put_away(locked):
        raise Conflict(_("This assessment was submitted already. Press “Change it” to write on."))
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


def is_put_away(assessment: Assessment) -> bool:
    """Whether it is a draft that was never handed in and never will be: its author's alone."""
    return assessment.state == State.REPLACED and assessment.submitted_at is None


# asked only within a transaction: the statement locks the row
LOCKED = WrittenOnce(
    lambda pk: (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("group", "overall", "subject")
        .filter(pk=pk)
        .order_by()
    )
)


def _locked(assessment: Assessment) -> Assessment:
    found = next(iter(LOCKED(assessment.pk)), None)
    if found is None:  # an empty page that went with an act meanwhile
        raise Conflict(_("This was given to somebody else meanwhile, or is not asked for any more. Nothing was saved."))
    return found


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
    """Hands the draft to the group, in the place of what stood there. Raises NotAllowed; Conflict once it was
    submitted, too late, or incomplete."""
    Group.objects.select_for_update(of=("self",)).get(pk=assessment.group_id)
    locked = _locked(assessment)
    if locked.state == State.DRAFT:
        _refuse_too_late(locked)
        if submits(locked, by):
            if locked.overall is None or not locked.statement:
                raise Conflict(_("An overall rating and a statement are needed before this can be submitted."))
            _replace_what_stands(locked, by)
    done = move(locked, "submit", by, submitted_by=None if by.pk == locked.author_id else by)
    _assigned(done).update(state=Assignment.State.SUBMITTED, submitted_at=done.submitted_at)
    return done


@as_task("handing-over")
def _replace_what_stands(draft: Assessment, by: Person) -> None:
    """What the group has is replaced; it stays to be read where the same person wrote it, and only then. It follows
    from the draft's own move, which has asked who; one event."""
    before = Assessment.objects.filter(group=draft.group_id, subject=draft.subject_id)
    before.filter(still_shown=True).exclude(author=draft.author_id).update(still_shown=False)
    for standing in before.filter(state=State.SUBMITTED).bookkept():
        own = standing.author_id == draft.author_id
        before.filter(pk=standing.pk).update(state=State.REPLACED, still_shown=own)
        trail.record("replace", standing, by, about=draft.subject, before=State.SUBMITTED, after=State.REPLACED)


@transaction.atomic
def save_and_submit(assessment: Assessment, by: Person, draft_number: int, values: Draft) -> Assessment:
    """Both in one: what is submitted is what stood on the page. Raises as `save_draft` and `submit` do."""
    Group.objects.select_for_update(of=("self",)).get(pk=assessment.group_id)
    return submit(save_draft(assessment, by, draft_number, values), by)


@transaction.atomic
def reopen(assessment: Assessment, by: Person) -> Assessment:
    """Begins to change what one submitted, until the meeting opens: returns a draft with its text, beside it. What was
    submitted stands for the group until the draft is submitted. Pressed twice it is the same draft.

    Raises NotAllowed for anyone but the author and where somebody else writes now; Conflict for what was not
    submitted, or is sealed.
    """
    Group.objects.select_for_update(of=("self",)).get(pk=assessment.group_id)
    locked = _locked(assessment)
    if not is_author(locked, by):
        raise NotAllowed("reopen")
    _refuse_too_late(locked)
    entry = RosterEntry.objects.select_related("version").get(group=locked.group_id, subject=locked.subject_id)
    if entry.assessor_id != by.pk:
        raise NotAllowed("reopen")
    if locked.state != State.SUBMITTED:
        raise Conflict(_("This is not what stands for the group. Nothing was changed; look again."))
    if draft := drafts_of(locked).filter(author=by).first():
        return draft
    made = begin_anew(entry, by, copy_from=locked)
    trail.record("reopen", made, by, about=locked.subject)
    return made


@transaction.atomic
def put_away(assessment: Assessment, by: Person) -> Assessment:
    """Drops a change that one began: the draft is kept for its author alone, and what was submitted stands.

    Raises NotAllowed for anyone but the author of both; Conflict for a draft beside which nothing stands, too late, or
    once it was submitted.
    """
    Group.objects.select_for_update(of=("self",)).get(pk=assessment.group_id)
    locked = _locked(assessment)
    if not is_author(locked, by):
        raise NotAllowed("put_away")
    _refuse_too_late(locked)
    if locked.state == State.DRAFT and not may_put_away(locked):
        raise Conflict(_("Nothing of yours was submitted yet, so there is nothing to go back to."))
    return move(locked, "put_away", by)


def may_put_away(draft: Assessment) -> bool:
    """Whether something stands to which dropping the draft goes back: what its own author submitted."""
    return standing_of(draft).filter(author=draft.author_id).exists()


def standing_of(assessment: Assessment) -> QuerySet[Assessment]:
    """What stands for the group about the same subject, if anything was handed in."""
    return Assessment.objects.handed_in().filter(group=assessment.group_id, subject=assessment.subject_id)


@as_task("handing-over")
@transaction.atomic
def begin_anew(entry: RosterEntry, author: Person, copy_from: Assessment | None = None) -> Assessment:
    """A new draft about the subject of `entry` by `author`, in the role that `entry` says: the one way in which an
    assessment is begun beside another. For changing what one submitted, and for acts that hand an assessment over
    (reassigning, a departure) or begin it in another role.

    What stands submitted goes on standing until this draft is submitted, and is replaced then. A draft that stood is
    replaced at once: it stays its author's, who reads it and may still save into it; one in which nothing was ever
    written goes. The draft begins with the text of `copy_from` where it is given, and with its ratings as far as the
    version of `entry` has the axis and rates by the same scale; without it the sheet is empty.

    It asks nobody: the caller has asked who may, holds the lock on the group and writes the event, and writes the
    roster, the assignment (its assessor; its state, where the assessment is asked for anew) and the parts. Raises
    Conflict where `author` is the subject.
    """
    if author.pk == entry.subject_id:
        raise Conflict(_("Nobody writes their own assessment."))
    there = Assessment.objects.filter(group=entry.group_id, subject=entry.subject_id).bookkept()
    revised = there.handed_in().first()
    for draft in there.filter(state=State.DRAFT).select_for_update(of=("self",)):
        if draft.draft_number or draft.revises_id:
            there.filter(pk=draft.pk).update(state=State.REPLACED)
            revised = revised or draft
        else:
            draft.delete()
    made = Assessment(
        group_id=entry.group_id,
        subject_id=entry.subject_id,
        author=author,
        role_id=entry.role_id,
        next_role=next(iter(next_roles(entry.version, entry.role)), None),
        revises=revised,
    )
    ratings = _copied(copy_from, made, entry) if copy_from else []
    made.save(force_insert=True)
    AxisRating.objects.bulk_create(ratings)
    return made


def _copied(written: Assessment, made: Assessment, entry: RosterEntry) -> list[AxisRating]:
    """Writes into `made` what can be said of it in the role and version of `entry`; returns the same of its ratings.
    Copied unread: by an act, nobody sees what was written."""
    points = set(ScalePoint.objects.filter(scale=entry.version.scale_id).values_list("pk", flat=True))
    axes = set(VersionAxis.objects.filter(version=entry.version_id).values_list("axis_id", flat=True))
    same_role = written.role_id == entry.role_id
    row = Assessment.objects.filter(pk=written.pk).computing()
    overall, *said = row.values_list("overall_id", "statement", "told_lowest", "told_lowest_on").get()
    if overall in points:
        made.overall_id, made.told_lowest, made.told_lowest_on = overall, *said[1:]
    made.statement = said[0]
    count_on(made)
    found = []
    columns = ("axis_id", "against", "point_id", "step_id", "statement", "not_applicable")
    for values in AxisRating.objects.filter(assessment=written.pk).computing().values_list(*columns):
        rating = AxisRating(assessment=made, **dict(zip(columns, values, strict=True)))
        if rating.point_id not in points:
            rating.point_id = None
        if not same_role:
            rating.step_id = None
        says = rating.point_id or rating.step_id or rating.statement or rating.not_applicable
        if says and rating.axis_id in axes and (same_role or rating.against == AxisRating.Against.CURRENT):
            found.append(rating)
    return found


def _assigned(assessment: Assessment):
    return Assignment.objects.filter(group=assessment.group_id, subject=assessment.subject_id)


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

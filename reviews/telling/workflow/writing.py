"""What stands after the meeting, and the words to the person, until they are done."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock, trail
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed, move
from accounts.viewing import as_task
from frameworks.models.scales import Standing
from reviews.drafts import count_on, stands_already
from reviews.models import Group, Result, ResultAxis, RosterEntry
from reviews.telling.workflow.rules import is_author


@dataclass(frozen=True)
class Final:
    """A subject's final ratings: ids of points overall and by (axis, "current" or "next"), and of the roles meant.

    `roles` may leave "current" out (the role of the roster); "next" is needed where an axis is rated against it. The
    result is one in the role "current".
    `without`: the axes that do not apply to the person's work; they stand in `axes` with no point.
    """

    overall: UUID | None
    axes: Mapping[tuple[UUID, str], UUID | None]
    roles: Mapping[str, UUID] = field(default_factory=dict)
    steps: Mapping[tuple[UUID, str], int] = field(default_factory=dict)
    without: Collection[tuple[UUID, str]] = ()


@as_task("meeting")
@transaction.atomic
def make_results(group: Group, finals: Mapping[UUID, Final], by: Person | None) -> list[Result]:
    """Writes a result, standing, for each subject, in the transaction that locks the ratings; author is the assessor.

    Raises Conflict where results are there already or a subject is not on the roster; nothing is written then.
    """
    if Result.objects.filter(group=group).exists():
        raise Conflict(_("The results of this group stand already. Nothing was changed."))
    return make_results_of(group, finals, by)


def make_results_of(group: Group, finals: Mapping[UUID, Final], by: Person | None) -> list[Result]:
    """The same of those who have none yet; inside its task and transaction."""
    roster = {entry.subject_id: entry for entry in RosterEntry.objects.filter(group=group, subject__in=list(finals))}
    if set(roster) != set(finals):
        raise Conflict(_("Somebody has ratings and is not on the roster. Nothing was locked."))
    results, axes = [], []
    for subject_id, final in finals.items():
        entry = roster[subject_id]
        result = Result(
            group=group,
            subject_id=subject_id,
            author_id=entry.assessor_id,
            role_id=final.roles.get("current", entry.role_id),
            version_id=entry.version_id,
            overall_id=final.overall,
        )
        results.append(result)
        axes += axes_of(result, final)
    Result.objects.bulk_create(results, batch_size=500)
    ResultAxis.objects.bulk_create(axes, batch_size=500)
    for result in results:
        trail.record("make", result, by, about=result.subject, after=result.state)
    return results


def axes_of(result: Result, final: Final) -> list[ResultAxis]:
    """The rows of a result's axes, not written yet."""
    roles = {"current": result.role_id} | dict(final.roles)
    return [
        ResultAxis(
            result=result,
            axis_id=axis,
            against=against,
            against_role_id=roles[against],
            point_id=point,
            step_id=final.steps.get((axis, against)),
            applies=(axis, against) not in final.without,
        )
        for (axis, against), point in final.axes.items()
    ]


@dataclass(frozen=True)
class Words:
    """What the manager writes to the person: the words; and what is asked, by when, with what support."""

    words: str
    asked: str = ""
    asked_by_on: date | None = None
    support: str = ""


def save_words(result: Result, by: Person, draft_number: int, written: Words) -> Result:
    """Keeps the words as a draft and counts the draft on. Answers only after they stand.

    `draft_number` is that of the text the writer began from. Raises Stale where another was saved since, NotAllowed,
    or Conflict once the words were said to be done or released.
    """
    with transaction.atomic():
        locked = Result._base_manager.select_for_update(of=("self",)).select_related("group").get(pk=result.pk)
        if not is_author(locked, by):
            raise NotAllowed("save_words")
        if locked.state not in Result.UNRELEASED:
            raise Conflict(_("The words were released, and stand. What you wrote last was not saved."))
        if locked.state != Result.State.STANDING:
            raise Conflict(_("You have said that these words are done. Take them back first, then write on."))
        if stands_already(locked, draft_number, words_of(locked), written):
            return locked
        for name, value in vars(written).items():
            setattr(locked, name, value)
        locked.save(update_fields=[*vars(written), *count_on(locked)])
    return locked


def words_of(result: Result) -> Words:
    """What has been written so far."""
    return Words(result.words, result.asked, result.asked_by_on, result.support)


def missing(result: Result, today: date) -> dict[str, str]:
    """What the words lack before they can be done: field → a sentence. Empty: nothing."""
    name = result.subject.first_name
    found = {}
    if not result.words.strip():
        found["words"] = _("Write something to %(name)s first.") % {"name": name}
    if result.overall and result.overall.standing == Standing.BELOW:
        if not result.asked.strip():
            found["asked"] = _("Say what is asked of %(name)s, and on which axis.") % {"name": name}
        if result.asked_by_on is None:
            found["asked_by_on"] = _("Say by when.")
        if not result.support.strip():
            found["support"] = _("Say what support %(name)s gets.") % {"name": name}
    if result.asked_by_on and result.asked_by_on <= today:
        found["asked_by_on"] = _("Choose a day to come.")
    return found


def word(result: Result, by: Person) -> Result:
    """Says that the words are done. Raises NotAllowed; Conflict with what is missing, or while pitches are decided."""
    with transaction.atomic():
        worded = move(result, "word", by)
        if worded.group.state == Group.State.DECIDING:
            raise Conflict(_("The words can be done once every decision of the group is confirmed. They are kept."))
        lacking = missing(worded, clock.today())
        if lacking:
            raise Conflict(" ".join(lacking.values()))
    return worded


def reword(result: Result, by: Person) -> Result:
    """Takes the words back, to write on, while they are not released. Raises NotAllowed, Conflict."""
    return move(result, "reword", by)

"""A second lock: what stands is compared with the results of the first, and only what has changed is written anew."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock, trail
from accounts.models import Person
from accounts.moves import Conflict, move
from accounts.viewing import as_task
from reviews.models import Group, Result, ResultAxis, RosterEntry
from reviews.telling.workflow.writing import Final, axes_of, make_results_of

State = Result.State


@as_task("meeting")
@transaction.atomic
def update_results(group: Group, finals: Mapping[UUID, Final], by: Person | None) -> set[UUID]:
    """Brings the results of a group whose meeting was reopened up to what stands now; returns whose are the same.

    The words that were written stay; where a rating has changed they are not done any more, and their author reads why.
    Who is not assessed any more has no result; who is new gets one. Raises Conflict where one was released already.
    """
    rows = Result.objects.select_for_update(of=("self",)).filter(group=group).select_related("subject")
    there = {result.subject_id: result for result in rows}
    if any(result.state not in Result.UNRELEASED for result in there.values()):
        raise Conflict(_("A result of this group was released already. Nothing was locked."))
    make_results_of(group, {subject: final for subject, final in finals.items() if subject not in there}, by)
    for subject in there.keys() - finals.keys():
        trail.record("remove", there[subject], by, about=there[subject].subject)
        there[subject].delete()
    assessors = dict(RosterEntry.objects.filter(group=group).values_list("subject_id", "assessor_id"))
    same = set()
    for subject in there.keys() & finals.keys():
        result = there[subject]
        if result.author_id != assessors[subject]:
            Result.objects.filter(pk=result.pk).update(author=assessors[subject])
        if (result.role_id, *_stands(result)) == (_role_of(result, finals[subject]), *_said(finals[subject])):
            same.add(subject)
        else:
            _rate_anew(result, finals[subject], by)
    return same


def _stands(result: Result) -> tuple:
    """The ratings of a result: overall, and on each axis the point, the step and whether it applies."""
    axes = ResultAxis.objects.filter(result=result).computing()
    rows = axes.values_list("axis_id", "against", "point_id", "step_id", "applies")
    return result.overall_id, {(axis, against): tuple(rest) for axis, against, *rest in rows}


def _role_of(result: Result, final: Final) -> UUID:
    """The role in which it is a result now."""
    return final.roles.get("current", result.role_id)


def _said(final: Final) -> tuple:
    return final.overall, {
        key: (point, final.steps.get(key), key not in final.without) for key, point in final.axes.items()
    }


def _rate_anew(result: Result, final: Final, by: Person | None) -> None:
    values = {"overall_id": final.overall, "rated_anew_at": clock.now() if result.words else None}
    if result.state == State.WORDED:
        result = move(result, "rate_anew", None)
    result.role_id = values["role_id"] = _role_of(result, final)
    Result.objects.filter(pk=result.pk).update(**values)
    ResultAxis.objects.filter(result=result).delete()
    ResultAxis.objects.bulk_create(axes_of(result, final))
    trail.record("rate_anew", result, by, about=result.subject)

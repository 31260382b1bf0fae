"""Votes on a pitch, the decision, what a *not now* says, its confirmation; and the decisions of a group."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import clock
from accounts.access import members, people_ops, seen
from accounts.moves import NotAllowed, may
from frameworks import reading
from promotions import evidence, workflow
from promotions.forms import ConfirmForm, NotNowForm, VoteForm
from promotions.models import Decision, Pitch, RoleChange, Vote
from promotions.workflow.deciding import is_explained, is_people_ops, is_suspended, may_explain
from reviews.assessments.sheet import title_in
from reviews.cycles.onward import page_of
from reviews.cycles.workflow import runs
from reviews.models import Group

State = Decision.State


def visible(request: HttpRequest, pk: UUID) -> Decision:
    """The decision on the pitch `pk`, where the reader may see it; else the 404."""
    rows = Decision.objects.select_related("group__cycle", "subject", "author", "not_now_axis", "target", "version")
    return seen(rows, request.user, pitch=pk)


@members
@require_safe
def decision(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where a decision stands, and what the reader may do about it."""
    return page(request, visible(request, pk))


@members
@require_POST
def vote(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Casts or changes the vote of the decider who is signed in."""
    found = visible(request, pk)
    if not workflow.may_vote(found, request.user):
        raise NotAllowed("vote")
    form = VoteForm(request.POST)
    if not form.is_valid():
        return page(request, found, 400, vote=form)
    workflow.cast_vote(found, request.user, form.cleaned_data["choice"], form.cleaned_data["reason"])
    messages.success(request, _("Your vote on %(name)s is cast.") % {"name": found.subject.name})
    return redirect("decision", pk=pk)


@members
@require_POST
def decision_not_now(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Says what is missing, what helps, and when again."""
    found = visible(request, pk)
    if not may_explain(found, request.user):
        raise NotAllowed("explain")
    form = NotNowForm(request.POST, axes=axes_of(found), today=clock.today())
    if not form.is_valid():
        return page(request, found, 400, not_now=form)
    workflow.explain_not_now(found, request.user, **form.cleaned_data)
    messages.success(request, _("Saved. People Ops can confirm the decision now."))
    return redirect("decision", pk=pk)


@people_ops
@require_POST
def decision_confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirms; an approved one with the day on which the new role starts."""
    found = visible(request, pk)
    if not is_people_ops(found, request.user):
        raise NotAllowed("confirm")
    starts_on = None
    if found.state == State.APPROVED:
        form = ConfirmForm(request.POST, decision=found)
        if not form.is_valid():
            return page(request, found, 400, confirm=form)
        starts_on = form.cleaned_data["starts_on"]
    workflow.confirm(found, request.user, starts_on)
    messages.success(request, _("The decision on %(name)s is confirmed.") % {"name": found.subject.name})
    return redirect("decisions", pk=found.group_id)


@people_ops
@require_POST
def decision_day(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Moves the day of a new role that cannot begin on the one that was confirmed."""
    found = visible(request, pk)
    if not is_people_ops(found, request.user):
        raise NotAllowed("begin_on")
    form = ConfirmForm(request.POST, decision=found)
    if not form.is_valid():
        return page(request, found, 400, another_day=form)
    change = workflow.begin_on(found, request.user, form.cleaned_data["starts_on"])
    said = {"name": found.subject.name, "day": date_format(change.starts_on, "j F Y")}
    messages.success(request, _("The new role of %(name)s begins on %(day)s, once they were told.") % said)
    return redirect("decision", pk=pk)


@people_ops
@require_POST
def decision_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ends a decision without an outcome."""
    found = visible(request, pk)
    workflow.withdraw_decision(found, request.user)
    messages.success(request, _("The decision on %(name)s is ended without an outcome.") % {"name": found.subject.name})
    return redirect("decisions", pk=found.group_id)


@members
@require_safe
def decisions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The decisions of a group that the reader may see; People Ops ends the deciding here."""
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    rows = Decision.objects.visible_to(request.user).filter(group=group).exclude(subject=request.user)
    rows = rows.select_related("subject", "author", "target", "version", "group__cycle")
    changes = RoleChange.objects.visible_to(request.user).filter(decision__group=group).bookkept()
    starts = dict(changes.values_list("decision_id", "starts_on"))
    lines = [line(row) | {"starts_on": starts.get(row.pk)} for row in rows.order_by("subject__name")]
    may_finish = may(group, "finish_deciding", request.user)
    context = {
        "group": group,
        "open": [each for each in lines if each["row"].state == State.OPEN],
        "to_confirm": [each for each in lines if each["row"].state in (State.APPROVED, State.NOT_NOW)],
        "settled": [each for each in lines if each["row"].state in (State.CONFIRMED, State.WITHDRAWN)],
        "today": clock.today(),
        "may_finish": may_finish,
        # who runs the group and may not finish is in it, or keeps away from somebody in it
        "is_anothers": group.state == Group.State.DECIDING and not may_finish and runs(group, request.user),
        "actions": finishing(group) if may_finish and not workflow.still_open(group) else [],
    }
    return render(request, "promotions/decisions.html", context)


@people_ops
@require_POST
def decisions_finish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ends the deciding of a group: the words to the people are written next."""
    group = seen(Group, request.user, pk=pk)
    workflow.finish(group, request.user)
    messages.success(request, _("The deciding of %(group)s is finished.") % {"group": group.name})
    return redirect("group", pk=pk)


# -- what is shown ----------------------------------------------------------------------------------


def axes_of(found: Decision) -> list[tuple[UUID, str]]:
    """The axes of the pitch's framework, by the names of its version."""
    names = {axis.code: axis.name for axis in reading.document(found.version).axes}
    return [(UUID(pk), names[code]) for code, pk in evidence.axes_of(found).items() if code in names]


def line(row: Decision) -> dict[str, Any]:
    """One decision in the list."""
    return {
        "row": row,
        "target": title_in(reading.document(row.version), row.target),
        "is_exception": row.is_exception,
        "is_late": row.state == State.OPEN and row.ends_on < clock.today(),
        "is_explained": is_explained(row),
        "url": reverse("decision", args=[row.pitch_id]),
    }


def finishing(group: Group) -> list[dict[str, Any]]:
    """The button that ends the deciding."""
    return [
        {
            "label": _("Finish the deciding of %(group)s") % {"group": group.name},
            "url": reverse("decisions_finish", args=[group.pk]),
            "method": "post",
            "note": _("The managers then write the words to their people."),
        }
    ]


def page(request: HttpRequest, found: Decision, status: int = 200, **forms: Any) -> HttpResponse:
    """The decision with the forms that the reader may use; `forms` are those just sent, with their errors."""
    viewer = request.user
    is_subject = found.subject_id == viewer.pk
    votes = list(Vote.objects.visible_to(viewer).filter(pitch=found.pitch_id).select_related("decider"))
    context = {
        "decision": found,
        "group": found.group,
        "today": clock.today(),
        "is_subject": is_subject,
        "above": "" if is_subject else page_of(found.group, viewer, "decisions"),
        "target": title_in(reading.document(found.version), found.target),
        "axis": dict(axes_of(found)).get(found.not_now_axis_id, ""),
        "change": RoleChange.objects.visible_to(viewer).filter(decision=found).first(),
        "may_read": Pitch.objects.visible_to(viewer).filter(pk=found.pitch_id).exists(),
        "votes": votes,
        "deciders": [] if is_subject else list(workflow.deciders_of(found)),
        "is_late": found.state == State.OPEN and found.ends_on < clock.today(),
    }
    context |= usable(found, viewer, votes) | forms
    return render(request, "promotions/decision.html", context, status=status)


def usable(found: Decision, viewer: Any, votes: list[Vote]) -> dict[str, Any]:
    """The forms of what the viewer may do now."""
    shown: dict[str, Any] = {}
    if is_suspended(found):
        return {"is_suspended": True}
    if found.state == State.OPEN and workflow.may_vote(found, viewer):
        mine = next((each for each in votes if each.decider_id == viewer.pk), None)
        shown["vote"] = VoteForm(initial={"choice": mine.choice, "reason": mine.reason} if mine else None)
        shown["has_voted"] = mine is not None
    if found.state == State.NOT_NOW and may_explain(found, viewer):
        said = {
            "axis": found.not_now_axis_id,
            "evidence": found.not_now_evidence,
            "support": found.not_now_support,
            "again_on": found.not_now_again_on,
        }
        shown["not_now"] = NotNowForm(initial=said, axes=axes_of(found), today=clock.today())
    if is_people_ops(found, viewer):
        if found.state == State.APPROVED:
            shown["confirm"] = ConfirmForm(decision=found)
        if workflow.waiting_behind(viewer).filter(decision=found).exists():
            shown["another_day"] = ConfirmForm(decision=found)
        shown["may_confirm_not_now"] = found.state == State.NOT_NOW and is_explained(found)
        shown["waits_for_words"] = found.state == State.NOT_NOW and not is_explained(found)
        shown["may_withdraw"] = may(found, "withdraw", viewer)
    return shown

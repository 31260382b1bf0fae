"""The page of the check across groups, and what is done on it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import members, seen
from accounts.components import action
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from calibration.across import workflow
from calibration.across.asked import asked_in
from calibration.across.forms import ALL, AnswerForm, AskForm
from calibration.across.gathering import Boards
from calibration.across.reach import answers_it, comes_to_the_check, directs_in, is_held, may_be_asked, speaks_for_all
from calibration.across.status import Status, status_of
from calibration.models import CheckQuestion
from reviews.models import Cycle

A_PAGE = 200  # people of one level


@members
@require_safe
def cycle_check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The levels of all groups beside each other, what was asked of groups, and who has made the check."""
    return _page(request, _the_cycle(request, pk))


@members
@require_POST
def cycle_check_ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Asks a group to look again."""
    cycle = _the_cycle(request, pk)
    boards = Boards(cycle, request.user)
    form = _ask_form(cycle, boards, request.user, request.POST)
    if not form.is_valid():
        return _page(request, cycle, boards, ask=form, status=400)
    try:
        workflow.ask(cycle, request.user, form.asked, form.cleaned_data["text"], form.rank)
    except Conflict as late:
        return _page(request, cycle, boards, ask=form, too_late=late.sentence, status=409)
    messages.success(request, _("%(group)s is asked. Its directors find it here.") % {"group": form.asked.name})
    return redirect(reverse("cycle_check", args=[pk]) + "#asked")


@members
@require_POST
def cycle_check_answer(request: HttpRequest, pk: UUID, question: UUID) -> HttpResponse:
    """Answers what was asked of a group, and closes it."""
    cycle = _the_cycle(request, pk)
    found = _the_question(request, cycle, question)
    if not answers_it(found, request.user):
        raise NotAllowed("answer")
    form = AnswerForm(request.POST, question=found)
    if not form.is_valid():
        return _page(request, cycle, answer=form, status=400)
    try:
        workflow.answer(found, request.user, form.cleaned_data["answer"])
    except Conflict as late:
        return _page(request, cycle, answer=form, too_late=late.sentence, status=409)
    messages.success(request, _("Answered."))
    return redirect(reverse("cycle_check", args=[pk]) + "#asked")


@members
@require_POST
def cycle_check_withdraw(request: HttpRequest, pk: UUID, question: UUID) -> HttpResponse:
    """Takes a question back."""
    cycle = _the_cycle(request, pk)
    try:
        workflow.withdraw(_the_question(request, cycle, question), request.user)
    except Conflict as late:
        return _page(request, cycle, too_late=late.sentence, status=409)
    return redirect(reverse("cycle_check", args=[pk]) + "#asked")


@members
@require_POST
def cycle_check_made(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Says that the check was made."""
    cycle = _the_cycle(request, pk)
    try:
        workflow.say_it_was_made(cycle, request.user)
    except Conflict as late:
        return _page(request, cycle, too_late=late.sentence, status=409)
    messages.success(request, _("Written down. It holds until a meeting of this cycle is reopened and locked anew."))
    return redirect(reverse("cycle_check", args=[pk]) + "#made")


# -- the pieces ------------------------------------------------------------------------------------


def _the_cycle(request: HttpRequest, pk: UUID) -> Cycle:
    """A cycle with the check, for who comes to it; else 404."""
    cycle = seen(Cycle, request.user, pk=pk)
    if not is_held(cycle) or not comes_to_the_check(cycle, request.user):
        raise Http404
    return cycle


def _the_question(request: HttpRequest, cycle: Cycle, pk: UUID) -> CheckQuestion:
    """A question of that cycle's check that the reader may read; else 404."""
    return seen(CheckQuestion.objects.select_related("group__cycle"), request.user, pk=pk, group__cycle=cycle)


def _ask_form(cycle: Cycle, boards: Boards, by: Person, data: Any = None, level: str = ALL) -> AskForm:
    levels = {one.rank: one.name for one in boards.levels}
    return AskForm(data, groups=may_be_asked(cycle, by), levels=levels, initial={"level": level})


def _page(
    request: HttpRequest,
    cycle: Cycle,
    boards: Boards | None = None,
    ask: AskForm | None = None,
    answer: AnswerForm | None = None,
    too_late: str = "",
    status: int = 200,
) -> HttpResponse:
    how_far = status_of(cycle)
    context: dict[str, Any] = {"cycle": cycle, "status": how_far, "too_late": too_late}
    if how_far.is_open:
        boards = boards or Boards(cycle, request.user)
        context |= _shown(request, cycle, boards)
        level = context["level"]
        ask = ask or _ask_form(cycle, boards, request.user, level=str(level.rank) if level else ALL)
        levels = {one.rank: one.name for one in boards.levels}
        context |= {
            "ask": ask if ask.groups else None,
            "asked": asked_in(cycle, request.user, levels, answer),
            "answer": answer,
            "actions": _actions(cycle, how_far, request.user),
        }
    return render(request, "calibration/across/check.html", context, status=status)


def _shown(request: HttpRequest, cycle: Cycle, boards: Boards) -> dict[str, Any]:
    level = boards.level(request.GET.get("level"))
    seats = boards.board(level) if level else []
    return {
        "level": level,
        "level_query": f"level={level.rank}" if level else "",
        "line": boards.line(cycle, level),
        "tables": boards.tables(level.people if level else boards.people),
        "page": Paginator(seats, A_PAGE).get_page(request.GET.get("page")) if level else None,
        "next": boards.after(level),
    }


def _actions(cycle: Cycle, status: Status, by: Person) -> list[dict[str, Any]]:
    """To say that it was made, once: for a director, or for People Ops who speak for all."""
    if not status.may_be_made or any(one.person_id == by.pk for one in status.made):
        return []
    url = reverse("cycle_check_made", args=[cycle.pk])
    if directs_in(cycle, by):
        return [action(_("I have looked at all levels"), url, "post")]
    if speaks_for_all(cycle, by):
        note = _("Say this where they looked at them together, in a talk for instance.")
        return [action(_("The directors looked at all levels together"), url, "post", note=note)]
    return []

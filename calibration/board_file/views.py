"""The page of a group's board as a file: take it out, bring it back, see what it would change, change exactly that."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import people_ops, recently_signed_in, seen
from accounts.importing import workbook
from accounts.importing.problems import Problem, Refused
from accounts.moves import Conflict
from calibration.board_file import workflow
from calibration.board_file.board import board_of, may_take_out
from calibration.board_file.forms import BoardForm
from calibration.board_file.plan import table_of
from reviews.models import Group

LISTED = 100


@people_ops
@recently_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def board_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Takes a file and shows what it would change; nothing is kept of it meanwhile."""
    group = _group(request, pk)
    form = BoardForm(request.POST or None, request.FILES or None)
    shown: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        given = form.given()
        try:
            board = board_of(group, request.user)
            table = table_of(given["content"], given["named"], board)
            plan = workflow.look_at(table, board)
            shown = {"problems": plan.problems[:LISTED]} if plan.problems else {"plan": plan, "lines": _lines(table)}
        except Refused as refused:
            shown = {"problems": [refused.problem]}
        except Conflict as late:
            return _page(request, group, form, 409, problems=[Problem(0, late.sentence)])
    return _page(request, group, form, **shown)


@people_ops
@recently_signed_in
@require_safe
def board_file_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The board as it stands, as a workbook; written down each time."""
    group = _group(request, pk)
    answer = HttpResponse(workflow.take_out(group, request.user), content_type=workbook.MEDIA_TYPE)
    name = slugify(f"{group.cycle.name} {group.name}") or "group"
    answer["Content-Disposition"] = f'attachment; filename="board-{name}.xlsx"'
    return answer


@people_ops
@recently_signed_in
@require_POST
def board_file_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Changes the ratings as it was shown, all of them or none."""
    group = _group(request, pk)
    try:
        done = workflow.bring_in(group, request.POST.get("lines", ""), request.POST.get("shown", ""), request.user)
    except Conflict as late:
        return _page(request, group, BoardForm(), 409, problems=[Problem(0, late.sentence)])
    said = ngettext("%(count)d rating was changed.", "%(count)d ratings were changed.", len(done.changes))
    messages.success(request, said % {"count": len(done.changes)})
    return redirect("board_file", pk=group.pk)


def _group(request: HttpRequest, pk: UUID) -> Group:
    group: Group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    if not may_take_out(group, request.user):
        raise Http404
    return group


def _lines(table: Any) -> str:
    return workbook.as_csv([table.columns, *(line.cells for line in table.lines)]).decode("utf-8-sig")


def _page(request: HttpRequest, group: Group, form: BoardForm, status: int = 200, **shown: Any) -> HttpResponse:
    context = {"group": group, "form": form, "takes": group.state == Group.State.CALIBRATING, **shown}
    return render(request, "calibration/board_file.html", context, status=status)

"""The pages of earlier results: give a file, see what it would do, import exactly that; take one out again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import people_ops, recently_signed_in, seen
from accounts.importing import workbook
from accounts.importing.problems import Problem, Refused
from accounts.importing.table import Table
from accounts.moves import Conflict
from reviews.earlier import workflow
from reviews.earlier.forms import EarlierForm
from reviews.earlier.plan import Plan
from reviews.earlier.rows import OPTIONAL, REQUIRED, table_of
from reviews.models import EarlierResult

LISTED = 100


@people_ops
@recently_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def earlier_results(request: HttpRequest) -> HttpResponse:
    """Takes a file and shows what it would do; nothing is kept of it meanwhile."""
    form = EarlierForm(request.POST or None, request.FILES or None)
    shown: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        given = form.given()
        try:
            table = table_of(given["content"], given["named"])
            shown = _preview(table, workflow.look_at(table, request.user))
        except Refused as refused:
            shown = {"problems": [refused.problem]}
    return _page(request, form, **shown)


@people_ops
@recently_signed_in
@require_POST
def earlier_results_import(request: HttpRequest) -> HttpResponse:
    """Imports what was shown, all of it or nothing."""
    try:
        done = workflow.import_results(request.POST.get("lines", ""), request.POST.get("shown", ""), request.user)
    except Conflict as late:
        return _page(request, EarlierForm(), status=409, problems=[Problem(0, late.sentence)])
    messages.success(request, _("Imported: %(what)s") % {"what": _said(done)})
    return redirect("earlier_results")


@people_ops
@require_safe
def earlier_results_template(request: HttpRequest, form: str) -> HttpResponse:
    """An empty file with the columns, as CSV or XLSX."""
    columns = [[*REQUIRED, *OPTIONAL]]
    content, kind = {
        "csv": (workbook.as_csv(columns), "text/csv; charset=utf-8"),
        "xlsx": (workbook.as_xlsx(columns, "results"), workbook.MEDIA_TYPE),
    }[form]
    headers = {"Content-Disposition": f'attachment; filename="earlier-results.{form}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


@people_ops
@recently_signed_in
@require_POST
def earlier_result_remove(request: HttpRequest, pk) -> HttpResponse:
    """Takes one earlier result of somebody out again."""
    result = seen(EarlierResult.objects.select_related("subject"), request.user, pk=pk)
    someone = result.subject
    workflow.remove(result, request.user)
    messages.success(request, _("The earlier result of %(name)s is taken out.") % {"name": someone.name})
    return redirect("person", pk=someone.pk)


def _page(request: HttpRequest, form: EarlierForm, status: int = 200, **shown: Any) -> HttpResponse:
    context = {"form": form, "required": REQUIRED, "optional": OPTIONAL, **shown}
    return render(request, "reviews/earlier/earlier_results.html", context, status=status)


def _preview(table: Table, plan: Plan) -> dict[str, Any]:
    """What the page says of a file that could be read."""
    if plan.problems:
        return {"problems": plan.problems[:LISTED], "more_problems": max(0, len(plan.problems) - LISTED)}
    return {
        "plan": plan,
        "summary": _said(plan),
        "sections": [
            _section(_("New"), plan.new),
            _section(_("Said otherwise than before"), plan.changed),
        ],
        "lines": workbook.as_csv([table.columns, *(line.cells for line in table.lines)]).decode("utf-8-sig"),
    }


def _section(title: str, changes: list[Any]) -> dict[str, Any]:
    return {"title": title, "changes": changes[:LISTED], "more": max(0, len(changes) - LISTED)}


def _said(plan: Plan) -> str:
    """How many of each, as one sentence."""
    said = [
        (len(plan.new), ngettext("%d new result", "%d new results", len(plan.new))),
        (len(plan.changed), ngettext("%d result is corrected", "%d results are corrected", len(plan.changed))),
        (plan.unchanged, ngettext("%d line changes nothing", "%d lines change nothing", plan.unchanged)),
    ]
    return ", ".join(sentence % count for count, sentence in said if count) + "."

"""The pages that import people: give a file, see what it would do, mend what is wrong, confirm."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import people_ops_everywhere, recently_signed_in, seen
from accounts.importing import workbook
from accounts.importing.counts import Counts
from accounts.importing.problems import Refused
from accounts.importing.table import COLUMNS, OPTIONAL, REQUIRED
from accounts.models import StagedImport
from accounts.moves import move
from frameworks.people_import import mending, words, workflow, working
from frameworks.people_import.forms import FileForm
from frameworks.people_import.seeing import KINDS

PAGE = 500


@people_ops_everywhere
@require_http_methods(["GET", "HEAD", "POST"])
def people_import(request: HttpRequest) -> HttpResponse:
    """Takes a file, which then waits until it is imported or thrown away; and names those that wait."""
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "required": REQUIRED, "optional": OPTIONAL}
    if request.method == "POST" and form.is_valid():
        try:
            staged = workflow.stage(**form.given(), by=request.user)
            return redirect("people_import_preview", pk=staged.pk)
        except Refused as refused:
            context["problems"] = [refused.problem]
    waiting = StagedImport.objects.visible_to(request.user).filter(state=StagedImport.State.STAGED)
    context["waiting"] = waiting.select_related("by").only("at", "name", "by__name")
    return render(request, "frameworks/people_import/people_import.html", context)


@people_ops_everywhere
@require_safe
def people_import_template(request: HttpRequest, form: str) -> HttpResponse:
    """An empty file with the columns, as CSV or XLSX."""
    return template_file(form)


def template_file(form: str) -> HttpResponse:
    """The answer with the empty file: its header, and nobody in it."""
    content, kind = {
        "csv": (workbook.as_csv([COLUMNS]), "text/csv; charset=utf-8"),
        "xlsx": (workbook.as_xlsx([COLUMNS], "people"), workbook.MEDIA_TYPE),
    }[form]
    headers = {"Content-Disposition": f'attachment; filename="people.{form}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


@people_ops_everywhere
@require_safe
def people_import_preview(request: HttpRequest, pk) -> HttpResponse:
    """What the file would do as things stand now, and what has to be mended before."""
    return _shown(request, seen(StagedImport, request.user, pk=pk))


def _shown(request: HttpRequest, staged: StagedImport, status: int = 200, **more: Any) -> HttpResponse:
    page = "frameworks/people_import/people_import_preview.html"
    context: dict[str, Any] = {"staged": staged, **more}
    if staged.work:
        return render(request, page, context | {"progress": working.progress(staged)}, status=status)
    if staged.state != StagedImport.State.STAGED:
        return render(request, page, context | {"summary": words.done(Counts.loads(staged.counts))}, status=status)
    now = workflow.as_it_stands(staged)
    problems = now.problems_for(request.user)
    good = now.without(problems) if problems else now
    context |= {
        "file_form": more.get("file_form") or FileForm(initial={"whole": staged.whole, "sheet": staged.sheet}),
        "digest": now.digest(staged.version),
        "summary": words.summary(good) if staged.content else "",
        "nothing": bool(staged.content) and now.does_nothing and not problems,
        "to_mend": more.get("to_mend") or mending.to_mend(staged, problems),
        "since": words.since(now) if now.since else None,
        "may_apply": bool(staged.content) and not problems and not now.does_nothing,
        "addresses": sum(1 for act in now.acts if act.kind == "change" and act.said[0] == "email"),
    }
    kind = request.GET.get("only", "")
    if kind in KINDS:
        acts = [act for act in good.acts if act.kind == kind]
        paged = Paginator(acts, PAGE).get_page(request.GET.get("page"))
        context |= {"only": kind, "only_title": words.title(kind, len(acts)), "paged": paged}
        context["only_lines"] = words.lines_of(paged.object_list, good.names)
    else:
        context["sections"] = words.sections(good)
    return render(request, page, context, status=status)


@people_ops_everywhere
@require_safe
def people_import_progress(request: HttpRequest, pk) -> HttpResponse:
    """How far the worker is; once it is done the page is asked for anew."""
    staged = seen(StagedImport, request.user, pk=pk)
    if not staged.work:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    context = {"staged": staged, "progress": working.progress(staged)}
    return render(request, "frameworks/people_import/people_import_preview.html#people_import_progress", context)


@people_ops_everywhere
@require_POST
def people_import_mend(request: HttpRequest, pk) -> HttpResponse:
    """Keeps the mended lines; where somebody else was faster, shows both."""
    staged = seen(StagedImport, request.user, pk=pk)
    typed = mending.typed(staged, request.POST)
    try:
        changed = workflow.mend(staged, typed.version, typed.cells, typed.left_out, request.user)
    except workflow.Overtaken as overtaken:
        staged.refresh_from_db()
        to_mend = mending.both(staged, typed, request.POST)
        return _shown(request, staged, 409, to_mend=to_mend, overtaken=overtaken.sentence)
    messages.success(request, words.mended(changed))
    return redirect("people_import_preview", pk=staged.pk)


@people_ops_everywhere
@require_POST
def people_import_replace(request: HttpRequest, pk) -> HttpResponse:
    """Puts a mended file in the place of this one."""
    staged = seen(StagedImport, request.user, pk=pk)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            workflow.replace(staged, **form.given(), by=request.user)
            return redirect("people_import_preview", pk=staged.pk)
        except Refused as refused:
            form.add_error(None, refused.problem.in_words())
    return _shown(request, staged, file_form=form)


@people_ops_everywhere
@require_POST
def people_import_discard(request: HttpRequest, pk) -> HttpResponse:
    """Throws the file away: nothing of it is kept."""
    move(seen(StagedImport, request.user, pk=pk), "discard", request.user)
    messages.success(request, _("The file was thrown away. Nobody was changed by it."))
    return redirect("people_import")


@people_ops_everywhere
@recently_signed_in
@require_POST
def people_import_confirm(request: HttpRequest, pk) -> HttpResponse:
    """Does what was shown, once the password was given again; a big file is then in the worker's hands."""
    staged = seen(StagedImport, request.user, pk=pk)
    shown = request.POST.get("shown", "")
    try:
        done = workflow.begin(staged, shown, request.user)
    except workflow.Stale as stale:
        staged.refresh_from_db()
        return _shown(request, staged, 409, stale=stale.sentence)
    if done is None:
        return redirect("people_import_preview", pk=staged.pk)
    messages.success(request, words.done(done.counts))
    return redirect("people_invitations" if done.counts.joins else "people")

"""The page that imports people: give a file, see what it would do, confirm."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import people_ops_everywhere, recently_signed_in, seen
from accounts.importing.sheet import OPTIONAL, REQUIRED
from accounts.models import StagedImport
from accounts.moves import may
from frameworks.people_import import words, workflow
from frameworks.people_import.forms import FileForm

MOST_PROBLEMS = 100


@people_ops_everywhere
@require_http_methods(["GET", "HEAD", "POST"])
def people_import(request: HttpRequest) -> HttpResponse:
    """Takes a file; one without mistakes goes on to its preview."""
    form = FileForm(request.POST or None, request.FILES or None)
    context = {"form": form, "required": REQUIRED, "optional": OPTIONAL}
    if request.method == "POST" and form.is_valid():
        content, whole = form.content(), form.cleaned_data["whole"]
        looked = workflow.look(content, whole=whole, by=request.user)
        if not looked.problems:
            staged = workflow.stage(content, whole=whole, by=request.user)
            return redirect("people_import_preview", pk=staged.pk)
        context["problems"] = looked.problems[:MOST_PROBLEMS]
        context["more_problems"] = max(0, len(looked.problems) - MOST_PROBLEMS)
    return render(request, "frameworks/people_import/people_import.html", context)


@people_ops_everywhere
@require_safe
def people_import_preview(request: HttpRequest, pk) -> HttpResponse:
    """What the file would do as things stand now."""
    staged = seen(StagedImport, request.user, pk=pk)
    looked = workflow.look(staged.content, whole=staged.whole, by=request.user) if staged.content else None
    context = {
        "staged": staged,
        "sections": words.sections(looked) if looked else [],
        "summary": words.summary(looked) if looked else "",
        "nothing": looked is not None and looked.does_nothing,
        "may_apply": looked is not None and not looked.does_nothing and may(staged, "apply", request.user),
        "changed_since": looked is not None and looked.digest != staged.digest,
    }
    return render(request, "frameworks/people_import/people_import_preview.html", context)


@people_ops_everywhere
@recently_signed_in
@require_POST
def people_import_confirm(request: HttpRequest, pk) -> HttpResponse:
    """Does what the preview showed, once the password was given again."""
    done = workflow.confirm(seen(StagedImport, request.user, pk=pk), request.user)
    messages.success(request, _("Imported: %s") % words.summary(done))
    return redirect("people_invitations" if done.people.joiners else "people")

"""Who comes to a group's meeting, and as what: named and ended by People Ops."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import people_ops
from accounts.moves import Conflict
from reviews.cycles.acts import naming
from reviews.cycles.acts.forms import PartForm
from reviews.cycles.problems import lacking
from reviews.cycles.views.changes import group_to_change
from reviews.models import Part


@people_ops
@require_http_methods(["GET", "HEAD", "POST"])
def parts(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who has which part, and a form to name somebody: first what it means, then it is done."""
    group = group_to_change(request, pk)
    form = PartForm(
        request.POST if request.method == "POST" else None,
        group=group,
        by=request.user,
        initial={"part": request.GET.get("as", "")},
    )
    said = ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        said = naming.MEANS[given["part"]] % {"name": given["person"].name}
        if request.POST.get("act") == "do":
            naming.name_part(group, given["part"], given["person"], request.user)
            messages.success(request, said)
            return redirect("parts", pk=pk)
    rows = list(naming.named(group))
    context = {
        "group": group,
        "form": form,
        "said": said,
        "by_part": [(Part(part).label, [row for row in rows if row.part == part]) for part in naming.MEANS],
        "lacking": lacking([group], request.user),
        "may_name": bool(naming.can_be_named(group)),
        "may_end": naming.can_be_ended(group),
    }
    return render(request, "reviews/cycles/parts.html", context, status=400 if form.errors else 200)


@people_ops
@require_http_methods(["GET", "HEAD", "POST"])
def part_end(request: HttpRequest, pk: UUID, participant: UUID) -> HttpResponse:
    """What the end of a part does, or why it cannot end now; then it is done."""
    group = group_to_change(request, pk)
    found = naming.named(group).filter(pk=participant).first()
    if found is None:
        raise Conflict(_("This is over already."))
    if request.method != "POST":
        problem = naming.why_not_ended(group, found)
        said = "" if problem else naming.ending_said(group, found)
        context = {"group": group, "found": found, "problem": problem, "said": said}
        return render(request, "reviews/cycles/part_end.html", context)
    naming.end_part(found, request.user)
    messages.success(
        request,
        _("%(name)s is no longer %(part)s here.") % {"name": found.person.name, "part": found.get_part_display()},
    )
    return redirect("parts", pk=pk)

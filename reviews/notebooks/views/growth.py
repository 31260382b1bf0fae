"""The growth plan: one's own, a report's, and one line to be changed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import members, seen
from accounts.models import Person
from accounts.moves import NotAllowed
from reviews.models import GrowthLine
from reviews.notebooks import growing
from reviews.notebooks.axes import axes_of
from reviews.notebooks.forms import GrowthForm


@members
@require_http_methods(["GET", "HEAD", "POST"])
def growth(request: HttpRequest) -> HttpResponse:
    """One's own growth plan; a post adds a line."""
    return _plan(request, request.user)


@members
@require_http_methods(["GET", "HEAD", "POST"])
def person_growth(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The plan of somebody who reports to the reader, or what the reader once wrote into it."""
    person = seen(Person, request.user, pk=pk)
    if person == request.user and request.method != "POST":
        return redirect("growth")
    return _plan(request, person)


def _plan(request: HttpRequest, person: Person) -> HttpResponse:
    kinds = growing.kinds(request.user, person)
    plan = growing.plan(person, request.user)
    if not kinds and not any(plan.values()):
        raise Http404
    form = None
    if request.method == "POST":
        if not kinds:
            raise NotAllowed("write")
        form = GrowthForm(kinds, axes_of(person), request.POST)
        if form.is_valid():
            growing.write(request.user, person, form.planned())
            messages.success(request, _("The line stands in the plan."))
            return redirect(_address(request.user, person))
    context = {
        "person": person,
        "is_own": person == request.user,
        "form": form or (GrowthForm(kinds, axes_of(person)) if kinds else None),
        "plan": plan,
    }
    return render(request, "reviews/notebooks/growth.html", context, status=400 if form else 200)


@members
@require_http_methods(["GET", "HEAD", "POST"])
def growth_line(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One line of one's own, to be changed."""
    line = _own(request, pk)
    kinds, axes = growing.kinds(request.user, line.subject), axes_of(line.subject)
    posted = request.POST if request.method == "POST" else None
    form = GrowthForm(kinds or (growing.Kind(line.kind),), axes, posted, line=line)
    if request.method == "POST" and form.is_valid():
        growing.change(line, request.user, form.planned())
        messages.success(request, _("The line is changed."))
        return redirect(_address(request.user, line.subject))
    context = {"line": line, "form": form, "may_change": bool(kinds), "above": _address(request.user, line.subject)}
    status = 400 if form.is_bound else 200
    return render(request, "reviews/notebooks/growth_line.html", context, status=status)


@members
@require_POST
def growth_line_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Takes a line of one's own away."""
    line = _own(request, pk)
    growing.delete(line, request.user)
    messages.success(request, _("The line is gone."))
    stays = growing.kinds(request.user, line.subject)
    return redirect(_address(request.user, line.subject) if stays else reverse("person", args=[line.subject_id]))


def _own(request: HttpRequest, pk: UUID) -> GrowthLine:
    """The reader's own line; 404 for whoever may not see it, 403 for whoever may only read it."""
    line: GrowthLine = seen(GrowthLine.objects.select_related("subject", "author", "axis"), request.user, pk=pk)
    if line.author_id != request.user.pk:
        raise NotAllowed("change")
    return line


def _address(author: Person, person: Person) -> str:
    return reverse("growth") if author == person else reverse("person_growth", args=[person.pk])

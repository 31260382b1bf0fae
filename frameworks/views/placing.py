"""Whoever holds a role that is gone: the list for People Ops, and placing one of them."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import clock
from accounts.access import people_ops, seen
from frameworks import finding, placing, reading
from frameworks.asked import full_name
from frameworks.hooks import cannot_begin
from frameworks.models import Placement, Role, Version
from frameworks.placing_form import PlacingForm

PAGE = 100


@people_ops
@require_safe
def placings(request: HttpRequest) -> HttpResponse:
    """Everybody of one's population whose role no version in force has."""
    today = clock.today()
    rows = placing.to_place(request.user, today).select_related("person", "role__framework")
    rows = rows.order_by("role__framework__title", "role__code", "person__name", "from_on")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    waiting = [one for found in cannot_begin for one in found(request.user)]
    return render(request, "frameworks/placings.html", {"page": page, "day": today, "waiting": waiting})


@people_ops
@require_http_methods(["GET", "HEAD", "POST"])
def placing_person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Says which role one of them holds instead, from which day."""
    today = clock.today()
    rows = placing.to_place(request.user, today).select_related("person", "role__framework")
    placement = seen(rows, request.user, pk=pk)
    first = placing.first_day(placement)
    given = request.POST if request.method == "POST" else None
    form = PlacingForm(_ways(placement), first, today, given, initial={"from_on": max(first, today)})
    if form.is_valid():
        role, day = Role.objects.get(pk=form.cleaned_data["role"]), form.cleaned_data["from_on"]
        placing.place_from(placement, role, day, request.user)
        said = {"name": placement.person.name, "role": role.code, "day": date_format(day, "j F Y")}
        messages.success(request, _("%(name)s holds %(role)s from %(day)s.") % said)
        return redirect("placings")
    context = {"placement": placement, "form": form, "had": _had(placement)}
    return render(request, "frameworks/placing.html", context, status=400 if form.is_bound else 200)


def _had(placement: Placement) -> Version | None:
    """The last version that had the role."""
    published = Version.objects.filter(framework=placement.role.framework_id, published_at__isnull=False)
    return next((one for one in published.order_by("-published_at") if placement.role.code in reading.roles(one)), None)


def _ways(placement: Placement) -> list[tuple[str, list[tuple[str, str]]]]:
    """The roles of every framework in force; their own first, and in it those nearest to the one that is gone."""
    had = _had(placement)
    found = []
    current = Version.objects.current().select_related("framework").order_by("title")
    for version in sorted(current, key=lambda one: one.framework_id != placement.role.framework_id):
        ladder, roles = reading.ladder(version), reading.roles(version)
        is_own = had and version.framework_id == placement.role.framework_id
        near = finding.nearest_roles(reading.ladder(had), placement.role.code, ladder) if had and is_own else []
        codes = dict.fromkeys([*(one.code for one in near), *roles])
        found.append((version.title, [(str(roles[code].pk), full_name(ladder.roles[code])) for code in codes]))
    return found

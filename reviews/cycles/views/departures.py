"""A manager leaves: the page on which People Ops gives what they owe to somebody else, all of it in one act."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts import granting
from accounts.access import people_ops, seen
from accounts.extras import Section
from accounts.models import GrantKind, Person
from accounts.moves import Conflict, NotAllowed
from accounts.signs import is_any
from reviews.cycles.acts import departing
from reviews.cycles.acts.forms import HeirForm
from reviews.models import RosterEntry


@people_ops
@require_http_methods(["GET", "HEAD", "POST"])
def departure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """First what would go to whom and what would stay; on the second press it is given."""
    manager = seen(Person, request.user, pk=pk)
    if not granting.covers_another(request.user, manager):
        raise NotAllowed("departure")
    form = HeirForm(request.POST if request.method == "POST" else None)
    found = None
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["heir"]
        try:
            found = departing.departure(manager, to, request.user)
        except Conflict as unfit:
            form.add_error("heir", unfit.sentence)
        else:
            if request.POST.get("act") == "do":
                given = departing.hand_over(manager, to, request.user, form.cleaned_data["count"] or 0)
                said = ngettext(
                    "%(count)d thing is %(name)s’s now.", "%(count)d things are %(name)s’s now.", given.count
                )
                messages.success(request, said % {"count": given.count, "name": to.name})
                return redirect("person", pk=manager.pk)
    heir = form.cleaned_data["heir"] if found else None
    context = {"manager": manager, "form": form, "found": found, "heir": heir}
    return render(request, "reviews/cycles/departure.html", context, status=400 if form.errors else 200)


def on_person_page(person: Person, viewer: Person) -> Section | None:
    """For People Ops, on the page of somebody who assesses in a running review: where it is handed over."""
    if not viewer.holds(GrantKind.PEOPLE_OPS) or not is_any(person, RosterEntry.assessor):
        return None
    groups = departing.count_assessed_by(person) if granting.covers_another(viewer, person) else 0
    if not groups:
        return None
    title = _("When %(name)s leaves") % {"name": person.first_name}
    return Section(title, "reviews/cycles/on_person_page.html", {"person": person, "groups": groups})

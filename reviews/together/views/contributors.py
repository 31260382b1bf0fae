"""Who contributes to one person's review: for who assesses them, and for People Ops."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import members, seen
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from reviews.cycles.acts import guard
from reviews.models import Group, RosterEntry
from reviews.together import naming
from reviews.together.forms import ContributorForm


def _entry(request: HttpRequest, pk: UUID, person: UUID) -> RosterEntry:
    """The person's row, for who may name contributors; else the 404 or the 403."""
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    rows = guard.changeable(group, request.user).select_related("subject", "assessor")
    entry = seen(rows, request.user, subject=person)
    entry.group = group
    if not naming.may_name(entry, request.user):
        raise NotAllowed("contributors")
    return entry


@members
@require_http_methods(["GET", "HEAD", "POST"])
def contributors(request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Who contributes, and a form to ask somebody: first what it means, then it is done."""
    entry = _entry(request, pk, person)
    form = ContributorForm(entry, request.user, request.POST if request.method == "POST" else None)
    said, status = "", 200
    if request.method == "POST" and not form.is_valid():
        status = 400
    elif request.method == "POST":
        asked = form.cleaned_data["person"]
        said = naming.naming_said(entry, asked)
        if request.POST.get("act") == "do":
            try:
                naming.name_contributor(entry, asked, request.user)
            except Conflict as why:
                form.add_error(None, why.sentence)
                status = 409
            else:
                messages.success(request, _("%(name)s is asked.") % {"name": asked.name})
                return redirect("contributors", pk=pk, person=person)
    context = {
        "group": entry.group,
        "entry": entry,
        "form": form,
        "said": said if not form.errors else "",
        "contributors": naming.contributors(entry),
        "is_open": naming.is_open(entry),
        "assesses": entry.assessor_id == request.user.pk,
    }
    return render(request, "reviews/together/contributors.html", context, status=status)


@members
@require_POST
def contributor_end(request: HttpRequest, pk: UUID, person: UUID, contributor: UUID) -> HttpResponse:
    """Somebody is asked no more."""
    entry = _entry(request, pk, person)
    asked = seen(Person, request.user, pk=contributor)
    naming.end_contributor(entry, asked, request.user)
    messages.success(request, _("%(name)s is not asked any more.") % {"name": asked.name})
    return redirect("contributors", pk=pk, person=person)

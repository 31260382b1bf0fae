"""Who writes an assessment with its author: for the author alone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import members, seen
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from reviews.assessments.views.writing import visible
from reviews.models import Assessment, RosterEntry
from reviews.together import writing
from reviews.together.forms import CoAuthorForm


def _entry(request: HttpRequest, pk: UUID) -> tuple[Assessment, RosterEntry]:
    """The assessment and its subject's row, for who assesses them; 403 for whoever may only read it."""
    found = visible(request, pk)
    rows = RosterEntry.objects.select_related("subject", "assessor")
    entry = rows.get(group=found.group_id, subject=found.subject_id)
    entry.group = found.group
    if found.author_id != request.user.pk or not writing.invites(entry, request.user):
        raise NotAllowed("co_authors")
    return found, entry


@members
@require_http_methods(["GET", "HEAD", "POST"])
def co_authors(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who writes with the author, and a form to invite somebody: first what it means, then it is done."""
    found, entry = _entry(request, pk)
    form = CoAuthorForm(entry, request.user, request.POST if request.method == "POST" else None)
    said, status = "", 200
    if request.method == "POST" and not form.is_valid():
        status = 400
    elif request.method == "POST":
        person = form.cleaned_data["person"]
        said = writing.inviting_said(entry, person)
        if request.POST.get("act") == "do":
            try:
                writing.invite(entry, person, request.user)
            except Conflict as why:
                form.add_error(None, why.sentence)
                status = 409
            else:
                messages.success(request, _("%(name)s is invited.") % {"name": person.name})
                return redirect("co_authors", pk=pk)
    context = {
        "assessment": found,
        "group": entry.group,
        "entry": entry,
        "form": form,
        "said": said if not form.errors else "",
        "co_authors": writing.co_authors(entry),
        "is_open": writing.is_open(entry),
    }
    return render(request, "reviews/together/co_authors.html", context, status=status)


@members
@require_POST
def co_author_end(request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Somebody writes with the author no more."""
    _found, entry = _entry(request, pk)
    invited = seen(Person, request.user, pk=person)
    writing.dismiss(entry, invited, request.user)
    messages.success(request, _("%(name)s writes with you no more.") % {"name": invited.name})
    return redirect("co_authors", pk=pk)

"""Whom the owner invites, and deleting a candidate before their time."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import members, seen
from accounts.moves import NotAllowed
from candidates import keeping, workflow
from candidates.forms import InviteForm
from candidates.models import Candidate, Interviewer
from candidates.views.page import candidate_of, page


@members
@require_POST
def invite(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Invites people; the owner alone."""
    candidate = candidate_of(request, pk)
    if not workflow.is_owner(candidate, request.user):
        raise NotAllowed("invite")
    workflow.refuse_unless(candidate, Candidate.State.OPEN)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return page(request, candidate, 400, invite_form=form)
    workflow.invite(candidate, request.user, form.cleaned_data["people"])
    return redirect("candidate", pk=pk)


@members
@require_POST
def uninvite(request: HttpRequest, pk: UUID, invited: UUID) -> HttpResponse:
    """Takes an invitation back, while nothing is written."""
    rows = Interviewer.objects.select_related("candidate", "person")
    workflow.uninvite(seen(rows, request.user, pk=invited, candidate=pk), request.user)
    return redirect("candidate", pk=pk)


@members
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Asks once more, then deletes them with all that was written."""
    candidate = candidate_of(request, pk)
    if not workflow.is_owner(candidate, request.user):
        raise NotAllowed("forget")
    if request.method != "POST":
        context = {"candidate": candidate, "gone_on": keeping.gone_on(candidate)}
        return render(request, "candidates/delete.html", context)
    workflow.forget(candidate, request.user)
    messages.success(request, _("Deleted, with all that was written of them."))
    return redirect("candidates")

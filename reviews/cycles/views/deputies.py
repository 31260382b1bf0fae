"""Who stands in for an assessor: named by the assessor themselves, or by People Ops."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import members, seen
from accounts.moves import Conflict, NotAllowed
from reviews.cycles.acts import deputising
from reviews.cycles.acts.forms import DeputyForm
from reviews.models import Group


@members
@require_http_methods(["GET", "HEAD", "POST"])
def deputies(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who stands in for whom here, and a form to name somebody: first what it means, then it is done."""
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    whom = deputising.may_name_for(group, request.user)
    standing = list(deputising.deputies_of(group, request.user))
    if not whom.exists() and not standing:
        raise NotAllowed("deputies")
    form = DeputyForm(
        request.POST if request.method == "POST" else None,
        group=group,
        by=request.user,
        whom=whom,
        initial={"person": request.GET.get("for", "")},
    )
    said = ""
    if request.method == "POST" and form.is_valid():
        said = deputising.naming_said(group, form.cleaned_data["person"], form.cleaned_data["deputy"])
        if request.POST.get("act") == "do" and _named(request, group, form):
            messages.success(request, said)
            return redirect("deputies", pk=pk)
    context = {"group": group, "form": form, "said": said, "standing": standing, "may_name": whom.exists()}
    return render(request, "reviews/cycles/deputies.html", context, status=400 if form.errors else 200)


def _named(request: HttpRequest, group: Group, form: DeputyForm) -> bool:
    try:
        deputising.name_deputy(group, by=request.user, **form.cleaned_data)
    except Conflict as said:
        form.add_error(None, said.sentence)
        return False
    return True


@members
@require_POST
def deputy_end(request: HttpRequest, pk: UUID, deputyship: UUID) -> HttpResponse:
    """Ends it now."""
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    found = deputising.deputies_of(group, request.user).filter(pk=deputyship).first()
    if found is None:
        raise Conflict(_("This is over already."))
    deputising.end_deputy(found, request.user)
    messages.success(request, _("%(name)s stands in no longer.") % {"name": found.deputy.name})
    return redirect("deputies", pk=pk)

"""A personal profile: read by whoever may, written by whoever manages the person today."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import members, seen
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from frameworks.models import Role
from reviews.notebooks import profiles
from reviews.notebooks.forms import ProfileForm


@members
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest, pk: UUID, role: UUID) -> HttpResponse:
    """What a role asks of one person; a post writes it."""
    person, of = seen(Person, request.user, pk=pk), get_object_or_404(Role, pk=role)
    writes = profiles.may_write(request.user, person)
    found = profiles.texts(person, of, request.user)
    wanted = next((one for one in profiles.roles_for(person) if one.role == of), None)
    if not found and not (writes and wanted):
        raise Http404
    if request.method == "POST" and not (writes and wanted):
        raise NotAllowed("write")
    standing = {axis: row.text for axis, row in found.items()}
    form, refused = None, ""
    if writes and wanted:
        form = ProfileForm(wanted.axes, standing, request.POST if request.method == "POST" else None)
    if form and form.is_bound and form.is_valid():
        try:
            profiles.write(request.user, person, of, form.said(), form.began())
            messages.success(request, _("The profile is saved. %(name)s reads it.") % {"name": person.first_name})
            return redirect("profile", pk=person.pk, role=of.pk)
        except Conflict as conflict:
            refused = conflict.sentence
            form.begin_from({axis: row.text for axis, row in profiles.texts(person, of, request.user).items()})
    context = {
        "person": person,
        "is_own": person == request.user,
        "shown": profiles.read(person, of, request.user, wanted),
        "form": form,
        "refused": refused,
    }
    status = 409 if refused else 400 if form and form.is_bound else 200
    return render(request, "reviews/notebooks/profile.html", context, status=status)

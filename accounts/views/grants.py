"""Permissions: who holds which, giving one, ending one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import granting
from accounts.access import people_ops, recently_signed_in, seen
from accounts.forms import GrantForm
from accounts.models import Grant, Person
from accounts.paging import page_of


@people_ops
@require_safe
def grants(request: HttpRequest) -> HttpResponse:
    """Permissions in force, then those that have ended."""
    rows = Grant.objects.visible_to(request.user).select_related("person", "scope", "given_by")
    running = list(rows.in_force().order_by("kind", "person__name"))
    page = page_of(rows.filter(until_at__isnull=False).order_by("-until_at"), request.GET.get("page"))
    context = {"running": [(grant, granting.may_end(grant, request.user)) for grant in running], "page": page}
    return render(request, "accounts/grants.html", context)


@people_ops
@recently_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def grant_give(request: HttpRequest, pk) -> HttpResponse:
    """Gives a person a permission, with its reason."""
    person = seen(Person, request.user, pk=pk)
    if person.pk == request.user.pk:
        raise granting.NotForOneself
    form = GrantForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        granting.give(person, said["kind"], said["head"], said["reason"], by=request.user)
        messages.success(request, _("%(name)s holds the permission from now on.") % {"name": person.name})
        return redirect("grants")
    return render(request, "accounts/grant_give.html", {"form": form, "person": person})


@people_ops
@recently_signed_in
@require_POST
def grant_end(request: HttpRequest, pk) -> HttpResponse:
    """Ends a permission."""
    grant = granting.end(seen(Grant, request.user, pk=pk), request.user)
    messages.success(request, _("%(name)s no longer holds the permission.") % {"name": grant.person.name})
    return redirect("grants")

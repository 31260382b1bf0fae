"""Permissions: who holds which, giving one, ending one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import granting
from accounts.access import people_ops, recently_signed_in, seen
from accounts.components import action
from accounts.forms import GrantForm
from accounts.models import Grant, GrantKind, Person
from accounts.models.people import names
from accounts.paging import page_of


@people_ops
@require_safe
def grants(request: HttpRequest) -> HttpResponse:
    """Permissions that wait for a second person, those in force, then those that have ended."""
    rows = Grant.objects.visible_to(request.user).select_related("person", "scope", "given_by", "end_asked_by")
    running = list(rows.in_force().order_by("kind", "person__name"))
    page = page_of(rows.filter(until_at__isnull=False).order_by("-until_at"), request.GET.get("page"))
    context = {
        "waiting": [_waiting(grant, request.user) for grant in rows.waiting().order_by("person__name", "kind")],
        "running": [(grant, granting.may_end(grant, request.user)) for grant in running],
        "page": page,
    }
    return render(request, "accounts/grants.html", context)


def _waiting(grant: Grant, viewer: Person) -> dict[str, Any]:
    """One that waits, with what this person may do about it, and who else could confirm it."""
    name, ends = grant.person.first_name, grant.end_asked_by_id is not None
    actions = []
    if granting.may_confirm(grant, viewer):
        label = _("End it for %(name)s") if ends else _("Confirm it for %(name)s")
        actions.append(action(label % {"name": name}, reverse("grant_confirm", args=[grant.pk]), "post"))
    if granting.may_withdraw(grant, viewer):
        label = _("Let %(name)s keep it") if ends else _("Withdraw it")
        actions.append(action(label % {"name": name}, reverse("grant_withdraw", args=[grant.pk]), "post", quiet=True))
    waits_for = names(granting.seconds(grant))
    return {"grant": grant, "ends": ends, "actions": actions, "waits_for": _(" or ").join(waits_for)}


@people_ops
@recently_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def grant_give(request: HttpRequest, pk) -> HttpResponse:
    """Gives a person a permission, with its reason; a second person confirms it."""
    person = seen(Person, request.user, pk=pk)
    if person.pk == request.user.pk:
        raise granting.NotForOneself
    form = GrantForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        grant = granting.give(person, said["kind"], said["head"], said["reason"], by=request.user)
        waiting = _("Asked for: %(name)s holds the permission once another person of People Ops confirms it.")
        messages.success(request, waiting % {"name": person.name} if granting.waits(grant) else _begun(grant))
        return redirect("grants")
    return render(request, "accounts/grant_give.html", {"form": form, "person": person})


@people_ops
@recently_signed_in
@require_POST
def grant_confirm(request: HttpRequest, pk) -> HttpResponse:
    """The second person says yes: a permission begins, or ends."""
    grant = granting.confirm(seen(Grant, request.user, pk=pk), request.user)
    messages.success(request, _ended(grant) if grant.until_at else _begun(grant))
    return redirect("grants" if request.user.holds(GrantKind.PEOPLE_OPS) else "home")


@people_ops
@recently_signed_in
@require_POST
def grant_withdraw(request: HttpRequest, pk) -> HttpResponse:
    """What waits is put away."""
    granting.withdraw(seen(Grant, request.user, pk=pk), request.user)
    messages.success(request, _("Withdrawn. Everything stays as it is."))
    return redirect("grants")


@people_ops
@recently_signed_in
@require_POST
def grant_end(request: HttpRequest, pk) -> HttpResponse:
    """Ends a permission; that of People Ops for everyone, once a second person confirms it."""
    grant = granting.end(seen(Grant, request.user, pk=pk), request.user)
    waiting = _("Asked for: it ends once %(name)s or another person of People Ops confirms it.")
    messages.success(request, _ended(grant) if grant.until_at else waiting % {"name": grant.person.name})
    return redirect("grants")


def _begun(grant: Grant) -> str:
    return _("%(name)s holds the permission from now on.") % {"name": grant.person.name}


def _ended(grant: Grant) -> str:
    return _("%(name)s no longer holds the permission.") % {"name": grant.person.name}

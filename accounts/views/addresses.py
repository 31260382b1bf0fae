"""The address of somebody who holds a permission: asking for a new one, confirming it, putting it away."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import clock, readdressing
from accounts.access import members, recently_signed_in, seen
from accounts.forms import AddressForm
from accounts.models import AddressChange, GrantKind, Person
from accounts.moves import NotAllowed, may


@members
@recently_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What waits to be confirmed, or the form to ask for a new address: for the person and People Ops."""
    person = seen(Person, request.user, pk=pk)
    if person.pk != request.user.pk and not request.user.holds_everywhere(GrantKind.PEOPLE_OPS):
        raise Http404
    waiting, may_ask = readdressing.waiting_for(person), readdressing.may_ask(person, request.user)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_ask:
            raise NotAllowed("ask")
        if form.is_valid():
            readdressing.ask(person, form.cleaned_data["address"], by=request.user)
            messages.success(request, _("Asked for. Nothing changes until another person confirms it."))
            return redirect("address", pk=person.pk)
    context = {
        "person": person,
        "waiting": waiting,
        "today": clock.today(),
        "form": form if may_ask and not waiting else None,
        "actions": _actions(waiting, request.user) if waiting else [],
    }
    return render(request, "accounts/address.html", context, status=400 if form.errors else 200)


def _actions(change: AddressChange, viewer: Person) -> list[dict[str, object]]:
    actions: list[dict[str, object]] = []
    if may(change, "confirm", viewer):
        label = _("Confirm %(address)s") % {"address": change.address}
        actions.append({"label": label, "url": reverse("address_confirm", args=[change.pk]), "method": "post"})
    if may(change, "withdraw", viewer):
        url = reverse("address_withdraw", args=[change.pk])
        actions.append({"label": _("Withdraw it"), "url": url, "method": "post", "quiet": True})
    return actions


@members
@recently_signed_in
@require_POST
def address_confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The second person says yes."""
    change = readdressing.confirm(seen(AddressChange, request.user, pk=pk), by=request.user)
    said = {"name": change.subject.name, "address": change.address}
    messages.success(request, _("%(name)s has the address %(address)s from now on.") % said)
    return redirect("person", pk=change.subject_id)


@members
@require_POST
def address_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The address stays as it is."""
    change = readdressing.withdraw(seen(AddressChange, request.user, pk=pk), by=request.user)
    messages.success(request, _("Withdrawn. The address stays as it is."))
    return redirect("address", pk=change.subject_id)

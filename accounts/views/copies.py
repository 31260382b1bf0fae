"""Copies of what is held about a person: People Ops prepare, look through and give them, the person downloads them."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import trail
from accounts.access import members, people_ops, recently_signed_in, seen
from accounts.models import DataCopy, Person
from accounts.moves import Conflict, NotAllowed, may
from accounts.rights import copying
from accounts.rights.forms import CopyForm


@people_ops
@recently_signed_in
@require_POST
def copy_prepare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Gathers what is held; nothing is given yet."""
    made = copying.prepare(seen(Person, request.user, pk=pk), by=request.user)
    return redirect("copy", pk=made.pk)


@people_ops
@recently_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything in it but what only the person reads, to be looked through; a press keeps the choice or gives it."""
    row = seen(DataCopy.objects.select_related("person"), request.user, pk=pk)
    if not copying.deals_with_it(row, request.user):
        raise NotAllowed("look")
    if not row.content_is_there:
        raise Conflict(_("This copy was withdrawn, or its time is over: there is nothing in it any more."))
    numbers = [record["number"] for record in row.content["records"] if not record["unread"]]
    form = CopyForm(request.POST if request.method == "POST" else None, numbers=numbers)
    if form.is_valid():
        row = copying.choose(row, set(form.cleaned_data["given"]), form.cleaned_data["words"], by=request.user)
        if request.POST.get("act") == "give":
            copying.give(row, by=request.user)
            messages.success(request, _("Given: %(name)s finds it under “Your account”.") % {"name": row.person.name})
            return redirect("person_data", pk=row.person_id)
        messages.success(request, _("Kept. Nothing is given yet."))
        return redirect("copy", pk=row.pk)
    context = {"copy": row, "form": form, "may_give": may(row, "give", request.user)} | _kinds(row.content["records"])
    return render(request, "accounts/rights/copy.html", context, status=400 if form.errors else 200)


def _kinds(records: list[dict[str, Any]]) -> dict[str, Any]:
    """The records under their kinds; of those that only the person reads, how many there are of each."""
    kinds, unread = [], []
    for what, some in groupby(records, key=lambda record: record["what"]):
        listed = list(some)
        read = [record for record in listed if not record["unread"]]
        if read:
            kinds.append({"what": what, "why": read[0]["why"], "records": read})
        if len(read) < len(listed):
            unread.append({"what": what, "count": len(listed) - len(read)})
    return {"kinds": kinds, "unread": unread}


@people_ops
@require_POST
def copy_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Its content goes."""
    row = copying.withdraw(seen(DataCopy, request.user, pk=pk), by=request.user)
    messages.success(request, _("Withdrawn: there is nothing in it any more."))
    return redirect("person_data", pk=row.person_id)


@members
@recently_signed_in
@require_safe
def copy_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The copy as a file, for the person, or for People Ops to hand over; each download is written to the trail."""
    row = seen(DataCopy.objects.select_related("person"), request.user, pk=pk)
    file = copying.as_file(row)
    trail.record("download", row, request.user, about=row.person)
    named = {"Content-Disposition": f'attachment; filename="copy-{row.prepared_at:%Y-%m-%d}.zip"'}
    return HttpResponse(file, content_type="application/zip", headers=named)

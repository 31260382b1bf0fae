"""The organisation's settings, and for how long records are kept: for People Ops of the whole organisation."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import clock
from accounts import organisation as settings
from accounts.access import people_ops_everywhere, recently_signed_in, seen
from accounts.components import action
from accounts.forms import OrganisationForm
from accounts.models import Organisation, Person, Shortening
from accounts.moves import may
from accounts.rights import retention, shortening
from accounts.rights.forms import SAID, KeptForm


@people_ops_everywhere
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest) -> HttpResponse:
    """Each setting with what it means and who changed it last; a press changes what was changed on the page."""
    form = OrganisationForm(request.POST if request.method == "POST" else None, instance=Organisation.objects.get())
    if form.is_valid():
        changed = settings.change(request.user, **form.changes())
        messages.success(request, _("Kept.") if changed else _("Nothing was different, so nothing was changed."))
        return redirect("organisation")
    last = settings.last_changes()
    rows = [{"field": form[name], "last": last.get(name)} for name in settings.SETTINGS]
    context = {"form": form, "rows": rows, "pages": _pages(request)}
    return render(request, "accounts/organisation.html", context, status=400 if form.errors else 200)


@people_ops_everywhere
@recently_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_kept(request: HttpRequest) -> HttpResponse:
    """For how long records are kept. A first press says what would go; a second one sets what is longer, and asks for
    what is shorter."""
    organisation = Organisation.objects.get()
    now = {name: getattr(organisation, name) for name in retention.SETTINGS}
    form = KeptForm(request.POST if request.method == "POST" else None, now=now)
    changes = [change for name, change in settings.last_changes().items() if name in retention.SETTINGS]
    last = max(changes, key=lambda change: change.at, default=None)
    context: dict[str, Any] = {"form": form, "pages": _pages(request), "last": last}
    if form.is_valid():
        values = form.values()
        if "looked" in request.POST or values == now:
            messages.success(request, _keep(request.user, now, values))
            return redirect("organisation_kept")
        shorter = any(retention.is_shorter(now[name], values[name]) for name in now)
        goes = retention.would_go(values, clock.today()) if shorter else []
        context |= {"looks": True, "goes": goes, "is_shorter": shorter, "days": shortening.WAIT.days}
    elif asked := shortening.waiting():
        context |= _asked(asked, now, request.user)
    return render(request, "accounts/rights/kept.html", context, status=400 if form.errors else 200)


@transaction.atomic
def _keep(by: Person, now: Mapping[str, int | None], values: Mapping[str, int | None]) -> str:
    """Sets what is longer and asks for what is shorter; says what came of it."""
    shorter = {name: after for name, after in values.items() if retention.is_shorter(now[name], after)}
    changed = settings.change(by, **{name: after for name, after in values.items() if name not in shorter})
    if not shorter:
        return _("Kept.") if changed else _("Nothing was different, so nothing was changed.")
    asked = shortening.ask(by, shorter)
    if asked.begins_on:
        return _("From %(day)s on it is kept so. Nothing goes before.") % {
            "day": date_format(asked.begins_on, "l, j F Y")
        }
    return _("Asked for. Nothing goes until another person of People Ops has confirmed it, and two weeks have passed.")


def _asked(asked: Shortening, now: Mapping[str, int | None], viewer: Person) -> dict[str, Any]:
    """The part of the page that says what waits, what it would take, and what can be done with it."""
    months = shortening.months_of(asked)
    actions = []
    if may(asked, "confirm", viewer):
        actions.append(action(_("Confirm it"), reverse("shortening_confirm", args=[asked.pk]), "post"))
    if may(asked, "withdraw", viewer):
        actions.append(action(_("Withdraw it"), reverse("shortening_withdraw", args=[asked.pk]), "post", quiet=True))
    said = [{"what": SAID[name][0], "before": now[name], "after": after} for name, after in months.items()]
    goes = retention.would_go({**now, **months}, asked.begins_on or clock.today() + shortening.WAIT)
    return {"asked": asked, "asked_months": said, "asked_goes": goes, "asked_actions": actions}


@people_ops_everywhere
@recently_signed_in
@require_POST
def shortening_confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The second person says yes; the days begin in which nothing goes yet."""
    begun = shortening.confirm(seen(Shortening, request.user, pk=pk), by=request.user)
    said = _("Confirmed. It counts from %(day)s on; nothing goes before.")
    messages.success(request, said % {"day": date_format(begun.begins_on, "l, j F Y")})
    return redirect("organisation_kept")


@people_ops_everywhere
@require_POST
def shortening_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything is kept for as long as it was."""
    shortening.withdraw(seen(Shortening, request.user, pk=pk), by=request.user)
    messages.success(request, _("Withdrawn. Everything is kept for as long as it was."))
    return redirect("organisation_kept")


def _pages(request: HttpRequest) -> list[dict[str, Any]]:
    here = request.resolver_match.url_name if request.resolver_match else ""
    pages = [(_("Settings"), "organisation"), (_("How long records are kept"), "organisation_kept")]
    return [{"label": label, "url": reverse(name), "here": name == here} for label, name in pages]

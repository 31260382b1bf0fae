"""The organisation's settings, and for how long records are kept: for People Ops of the whole organisation."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import clock
from accounts import organisation as settings
from accounts.access import people_ops_everywhere, recently_signed_in
from accounts.forms import OrganisationForm
from accounts.models import Organisation
from accounts.rights import retention
from accounts.rights.forms import KeptForm


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
    """For how long records are kept. A first press says what would go, and only a second one sets it."""
    organisation = Organisation.objects.get()
    now = {name: getattr(organisation, name) for name in retention.SETTINGS}
    form = KeptForm(request.POST if request.method == "POST" else None, now=now)
    changes = [change for name, change in settings.last_changes().items() if name in retention.SETTINGS]
    last = max(changes, key=lambda change: change.at, default=None)
    context: dict[str, Any] = {"form": form, "pages": _pages(request), "last": last}
    if form.is_valid():
        values = form.values()
        if "looked" in request.POST or values == now:
            changed = settings.change(request.user, **values)
            messages.success(request, _("Kept.") if changed else _("Nothing was different, so nothing was changed."))
            return redirect("organisation_kept")
        context |= {"looks": True, "goes": retention.would_go(values, clock.today())}
    return render(request, "accounts/rights/kept.html", context, status=400 if form.errors else 200)


def _pages(request: HttpRequest) -> list[dict[str, Any]]:
    here = request.resolver_match.url_name if request.resolver_match else ""
    pages = [(_("Settings"), "organisation"), (_("How long records are kept"), "organisation_kept")]
    return [{"label": label, "url": reverse(name), "here": name == here} for label, name in pages]

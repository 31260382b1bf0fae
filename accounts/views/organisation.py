"""The organisation's settings, for People Ops of the whole organisation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import organisation as settings
from accounts.access import people_ops_everywhere
from accounts.forms import OrganisationForm
from accounts.models import Organisation


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
    context = {"form": form, "rows": rows}
    return render(request, "accounts/organisation.html", context, status=400 if form.errors else 200)

"""Publishing a draft: what it would change is shown first, and afterwards what it changed and when."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import framework_editors, seen
from accounts.moves import may
from frameworks import reading, workflow
from frameworks.difference import of_versions
from frameworks.models import Version


@framework_editors
@require_http_methods(["GET", "HEAD", "POST"])
def framework_publish(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """GET: what a draft would change, or a published version has changed. POST: publishes exactly what was shown."""
    version = seen(Version.objects.select_related("framework"), request.user, pk=pk, framework__slug=slug)
    if request.method == "POST":
        said = request.POST.get("reason", "").strip()[:500]
        workflow.publish(version, by=request.user, digest=request.POST.get("digest", ""), reason=said)
        messages.success(
            request,
            _("Version %(label)s of %(title)s is in force from now on.")
            % {"label": version.label, "title": version.title},
        )
        return redirect("framework", slug)
    in_force = Version.objects.current().filter(framework=version.framework_id).first()
    before = _before(version) if version.published_at else in_force
    shown = {"version": version, "in_force": in_force, "before": before, "document": reading.document(version)}
    if before:
        shown["difference"] = of_versions(reading.document(before), shown["document"])
    shown["actions"] = _actions(request, version, in_force)
    return render(request, "frameworks/publish.html", shown)


def _before(version: Version) -> Version | None:
    """The version that was in force until this one was published."""
    earlier = Version.objects.filter(framework=version.framework_id, published_at__lt=version.published_at)
    return earlier.order_by("-published_at").first()


def _actions(request: HttpRequest, version: Version, in_force: Version | None) -> list[dict[str, object]]:
    if not may(version, "publish", request.user):
        return []
    note = (
        _("It can be read by everybody at once, and its text never changes again. Version %(label)s stays readable.")
        % {"label": in_force.label}
        if in_force
        else _("It can be read by everybody at once, and its text never changes again.")
    )
    return [
        {
            "label": _("Publish version %(label)s of %(title)s") % {"label": version.label, "title": version.title},
            "url": request.path,
            "method": "post",
            "fields": {"digest": version.digest},
            "note": note,
        }
    ]

"""What differs between any two versions of a framework, cell by cell."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import members
from frameworks import reading
from frameworks.cells_between import between
from frameworks.models import Version
from frameworks.views.choosing import versions_of


@members
@require_safe
def framework_compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Two versions that the address names by label; else what the one in force changed, or the newest."""
    versions = versions_of(request, framework__slug=slug)
    if not versions:
        raise Http404
    after = _labelled(versions, request.GET.get("to"))
    after = after or next((one for one in versions if one.state == Version.State.PUBLISHED), versions[0])
    before = _labelled(versions, request.GET.get("from")) or _before(versions, after)
    context = {"framework": after.framework, "versions": versions, "before": before, "after": after}
    if before and before.pk != after.pk:
        context["difference"] = between(reading.document(before), reading.document(after))
    return render(request, "frameworks/compare.html", context)


def _labelled(versions: list[Version], label: str | None) -> Version | None:
    """The version of that label; 404 where the address names one that is not there for this person."""
    if label is None:
        return None
    found = next((one for one in versions if one.label == label), None)
    if found is None:
        raise Http404
    return found


def _before(versions: list[Version], after: Version) -> Version | None:
    """What a version was begun from, else the one that was in force before it."""
    if after.based_on_id:
        return next((one for one in versions if one.pk == after.based_on_id), None)
    if not after.published_at:
        return next((one for one in versions if one.state == Version.State.PUBLISHED), None)
    earlier = [one for one in versions if one.published_at and one.published_at < after.published_at]
    return earlier[0] if earlier else None

"""What differs between any two versions of a framework, cell by cell."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import members
from frameworks import reading
from frameworks.addresses import difference_url
from frameworks.cells_between import between
from frameworks.models import Version
from frameworks.views.choosing import versions_of

AT_ONCE = 200  # cells that stand word by word on one page; of more the page leads to those of each role


@members
@require_safe
def framework_compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Two versions that the address names by label; else what the one in force changed, or would be changed by the one
    to come that is named; of a first one in force, by one to come. `of`: of one role alone, or of the steps."""
    versions = versions_of(request, framework__slug=slug)
    if not versions:
        raise Http404
    after = _labelled(versions, request.GET.get("to")) or _to_look_at(versions)
    before = _labelled(versions, request.GET.get("from")) or _before(versions, after)
    context = {"framework": after.framework, "versions": versions, "before": before, "after": after}
    if before and before.pk != after.pk:
        difference = between(reading.document(before), reading.document(after))
        if "of" in request.GET:
            difference = difference.of(request.GET["of"])
        elif difference.changed > AT_ONCE:
            difference = difference.by_whom()
        context |= {"difference": difference, "whole": difference_url(before, after), "is_part": "of" in request.GET}
    return render(request, "frameworks/compare.html", context)


def _labelled(versions: list[Version], label: str | None) -> Version | None:
    """The version of that label; 404 where the address names one that is not there for this person."""
    if not label:
        return None
    found = next((one for one in versions if one.label == label), None)
    if found is None:
        raise Http404
    return found


def _to_look_at(versions: list[Version]) -> Version:
    """The one in force where another was before it; else one to come, or the newest."""
    in_force = next((one for one in versions if one.state == Version.State.PUBLISHED), None)
    return in_force if in_force and _before(versions, in_force) else versions[0]


def _before(versions: list[Version], after: Version) -> Version | None:
    """The one that was in force before a version; before one to come, the one in force, else what it was begun from."""
    if after.published_at:
        return next((one for one in versions if one.published_at and one.published_at < after.published_at), None)
    in_force = next((one for one in versions if one.state == Version.State.PUBLISHED), None)
    return in_force or next((one for one in versions if one.pk == after.based_on_id), None)

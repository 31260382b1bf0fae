"""The public page of a framework: for candidates and the world, without sign-in and without anybody's name; and where a
framework editor turns it on, after reading it as a stranger will."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import clock
from accounts.access import framework_editors, public, seen
from frameworks import prose, workflow
from frameworks.asked import Added, Asked, Ladder
from frameworks.models import Framework, Version
from frameworks.remembering import remembered
from frameworks.rungs import rung
from frameworks.views.choosing import Chosen, wanted_by

FOR = 300  # seconds for which whoever passes the page on may keep it
AT_ONCE = 600  # examples that stand in one page; of more it shows one track, and the examples of one level at a time


@public
@require_safe
def framework_public(request: HttpRequest, slug: str) -> HttpResponse:
    """The version in force of a framework whose public page is on, the same for every reader, with the days of the
    organisation; of any other the 404 that tells nothing."""
    version = Version.objects.of_the_world().filter(framework__slug=slug).select_related("framework").first()
    if version is None:
        raise Http404
    with timezone.override(clock.organisations_zone()):
        answer = render(request, "frameworks/public.html", _read(request, version) | {"version": version})
    answer["ETag"] = etag = quote_etag(hashlib.sha256(answer.content).hexdigest())
    if not request.user.is_authenticated:
        answer["Cache-Control"] = f"public, max-age={FOR}"
    return get_conditional_response(request, etag=etag, response=answer) or answer


@framework_editors
@require_http_methods(["GET", "HEAD", "POST"])
def framework_world(request: HttpRequest, slug: str) -> HttpResponse:
    """GET: the public page as it would be, and whether it is on. POST: turns it on or off."""
    framework = seen(Framework, request.user, slug=slug)
    if request.method == "POST":
        wanted = request.POST.get("world")
        if wanted not in ("on", "off"):
            return _page(request, framework, 400)
        if wanted == "on":
            workflow.show_the_world(framework, by=request.user)
            messages.success(request, _("Everybody who has the address can read it now, without sign-in."))
        else:
            workflow.hide_from_the_world(framework, by=request.user)
            messages.success(request, _("The public page is gone. Copies that others keep of it last a few minutes."))
        return redirect("framework_world", slug)
    return _page(request, framework)


def _page(request: HttpRequest, framework: Framework, status: int = 200) -> HttpResponse:
    version = Version.objects.in_force(framework)
    context: dict[str, Any] = {"framework": framework, "version": version, "actions": _actions(request, framework)}
    if version:
        context |= _read(request, version)
    return render(request, "frameworks/world.html", context, status=status)


def _actions(request: HttpRequest, framework: Framework) -> list[dict[str, object]]:
    on = framework.is_public
    label = _("Take the public page away") if on else _("Show this page to the world")
    fields = {"world": "off" if on else "on"}
    return [{"label": label, "url": request.path, "method": "post", "fields": fields, "quiet": on}]


def _read(request: HttpRequest, version: Version) -> dict[str, Any]:
    """What of the framework the address asks for; of one that fits into a page, all of it."""
    ladder = Chosen(version, [version], wanted=wanted_by(request)).ladder
    role = request.GET.get("role", "")
    track = request.GET.get("track", "")
    if _examples(ladder) <= AT_ONCE:
        return shown(ladder)
    if (role and role not in ladder.roles) or (track and track not in ladder.tracks):
        raise Http404
    there = ladder.roles[role].tracks if role else tuple(ladder.tracks)
    return shown(ladder, track if track in there else there[0], role)


@remembered
def _examples(ladder: Ladder) -> int:
    """How many stand on the page where all of it does."""
    of_roles = sum(len(one.behaviours) for asked in _asked(ladder) for one in (asked, *_besides(asked)))
    return of_roles + sum(len(one.behaviours) for one in ladder.document.expectations)


def _asked(ladder: Ladder) -> Iterator[Asked]:
    return (one for role in ladder.roles for one in ladder.asked(role))


def _besides(asked: Asked) -> list[Added]:
    """What a level and departments add; what everybody is asked stands once, and not again at each role."""
    return [*(one for one in asked.also if one.kind != "everybody"), *asked.layers]


def _rung(ladder: Ladder, code: str) -> dict[str, Any]:
    """A role; under `own` what it asks, axis by axis, and what is added."""
    found = rung(ladder, code)
    each = ((one, _besides(one)) for one in ladder.asked(code))
    own = [(one, added) for one, added in each if added or _is_its_own(one)]
    return found | {"own": own}


def _is_its_own(one: Asked) -> bool:
    return bool(one.summary or one.step or one.not_applicable or one.behaviours)


def _of_everybody(ladder: Ladder) -> list[tuple[str, Added]]:
    """What everybody is asked, under the names of its axes."""
    asked = ((one.axis, ladder.of_everybody(one.axis)) for one in ladder.document.expectations)
    return [(ladder.axes[axis].name, added) for axis, each in asked for added in each]


@remembered
def shown(ladder: Ladder, track: str = "", role: str = "") -> dict[str, Any]:
    """What stands on the public page: the text of the framework, track by track, and nothing of the organisation. Of a
    `track` that is named, that one alone, with the examples of a `role`."""
    lead, more = prose.paragraphs(ladder.document.about)
    placed: set[str] = set()
    tracks = []
    for code in [track] if track else ladder.tracks:
        roles = [one for one in ladder.on_track(code) if one.code not in placed and role in ("", one.code)]
        placed |= {one.code for one in roles}
        tracks.append({"track": ladder.tracks[code], "rungs": [_rung(ladder, one.code) for one in roles]})
    return {
        "document": ladder.document,
        "lead": lead,
        "more": more,
        "tracks": [one for one in tracks if one["rungs"]],
        "examples": any(one.has_examples for one in _asked(ladder)),
        "everybody": [] if role else _of_everybody(ladder),
        "one_track": track,
        "one_role": role,
    }

"""The page of what a version is made of: levels, axes, roles, tracks and steps, added, moved and taken away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import framework_editors, seen
from accounts.moves import Conflict
from frameworks import reading
from frameworks.asked import full_name
from frameworks.editing import parting
from frameworks.editing.fields import Unfit
from frameworks.editing.places import Part
from frameworks.editing.structure import called, steps_of
from frameworks.models import Version

KINDS = ("level", "role", "axis", "track", "step")


@framework_editors
@require_http_methods(["GET", "HEAD", "POST"])
def framework_draft_structure(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """GET: the parts in their order; `remove=axis:execution` asks first, and shows the words that go. POST: adds one,
    moves one, or takes one away whose words were shown."""
    version = seen(Version.objects.select_related("framework"), request.user, pk=pk, framework__slug=slug)
    if not version.is_written:
        return redirect("framework", slug)
    if request.method == "POST":
        try:
            said, where = _acted(request, version)
        except (Unfit, Conflict) as wrong:
            return _page(request, version, wrong.sentence, 409 if isinstance(wrong, Conflict) else 400)
        messages.success(request, said)
        return redirect(reverse("framework_draft_structure", args=[slug, pk]) + f"#{where}")
    if "remove" in request.GET:
        kind, code, step = _named(request.GET["remove"])
        try:
            document = reading.document(version)
            words, mark = parting.loss(document, kind, code, step)
        except Unfit as wrong:
            return _page(request, version, wrong.sentence, 400)
        context = {"version": version, "named": request.GET["remove"], "kind": kind}
        context |= {"code": code, "called": called(document, kind, code, step)}
        return render(request, "frameworks/editing/remove.html", context | {"words": words, "mark": mark})
    return _page(request, version)


def _named(value: str) -> tuple[str, str, int | None]:
    """What a button names: "level:IC2", "axis:technology", "step:technology:2". Raises Unfit."""
    kind, _colon, code = value.partition(":")
    if kind == "step":
        code, _colon, number = code.rpartition(":")
        if code and number.isdecimal() and len(number) < 10:
            return "axis", code, int(number)
    elif kind in KINDS:
        return kind, code, None
    raise Unfit(_("What was sent names no part of this version."))


def _acted(request: HttpRequest, version: Version) -> tuple[str, str]:
    """Does what a button asked, and returns the sentence that says so and where on the page one goes on: what was moved
    stands under the eyes again, so that it can be moved further."""
    verb, _colon, named = request.POST.get("act", "").partition(":")
    if verb == "add":
        if named not in KINDS:
            raise Unfit(_("What was sent names no part of this version."))
        given = {name: value for name, value in request.POST.items() if name != "tracks"}
        given["tracks"] = " ".join(request.POST.getlist("tracks"))
        parting.add(version, request.user, named, given, brings_back=bool(request.POST.get("brings_back")))
        what = given.get("code") or given.get("name", "")
        where = f"steps-{given.get('axis', '')}" if named == "step" else f"{named}-{given.get('code', '').strip()}"
        return _("Added: %(what)s") % {"what": what}, where
    kind, code, step = _named(named)
    what, where = called(reading.document(version), kind, code, step), kind if step is None else f"steps-{code}"
    if verb == "remove":
        parting.remove(version, request.user, kind, code, step, request.POST.get("seen", ""))
        return _("Taken away: %(what)s") % {"what": what}, where
    parting.shift(version, request.user, kind, code, down=verb == "down", step=step)
    return _("Moved: %(what)s") % {"what": what}, f"{kind}-{code}" if step is None else where


def _page(request: HttpRequest, version: Version, sentence: str = "", status: int = 200) -> HttpResponse:
    document = reading.document(version)
    lists = [
        (
            "level",
            _("Levels"),
            _("Add a level"),
            [(one.code, one.code) for one in sorted(document.levels, key=lambda one: one.rank)],
        ),
        ("axis", _("Axes"), _("Add an axis"), [(one.code, one.name) for one in document.axes]),
        ("role", _("Roles"), _("Add a role"), [(one.code, full_name(one)) for one in document.roles]),
        ("track", _("Tracks"), _("Add a track"), [(one.code, one.name) for one in document.tracks]),
    ]
    shown = [
        {
            "kind": kind,
            "title": title,
            "add": add,
            "tracks": [one for one in document.tracks if kind != "axis" or one.axes is not None],
            "parts": [{"code": code, "name": name, "query": Part(kind, code).query} for code, name in parts],  # type: ignore[arg-type]
        }
        for kind, title, add, parts in lists
    ]
    context = {
        "version": version,
        "document": document,
        "lists": shown,
        "stepped": [{"axis": axis, "steps": steps_of(document, axis.code)} for axis in document.axes if axis.steps],
        "sentence": sentence,
        "typed": request.POST,
        "typed_tracks": request.POST.getlist("tracks"),
    }
    return render(request, "frameworks/editing/structure.html", context, status=status)

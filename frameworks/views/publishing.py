"""Publishing a version: what it would change and for whom is shown first, and afterwards what it changed and when."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import clock
from accounts.access import framework_editors, seen
from accounts.models import Person
from accounts.moves import may, move
from frameworks import affected, finding, reading, workflow
from frameworks.addresses import difference_url
from frameworks.asked import Ladder, full_name
from frameworks.difference import VersionDifference, changing_for, of_versions
from frameworks.models import Placement, Version
from frameworks.publishing_form import PublishForm
from frameworks.views.comparing import AT_ONCE
from frameworks.views.talk import query

BY_HAND = ("open", "close", "call_off", "retire")  # moves with a button of their own


@framework_editors
@require_http_methods(["GET", "HEAD", "POST"])
def framework_publish(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """GET: what a version would change and for whom, or has changed. POST: publishes exactly what was shown."""
    version = seen(Version.objects.select_related("framework"), request.user, pk=pk, framework__slug=slug)
    if version.state == Version.State.DISCARDED:
        return redirect(reverse("framework", args=[slug]) + query(version))
    in_force = Version.objects.in_force(version.framework_id)
    form = None
    if version.is_written:
        given = request.POST if request.method == "POST" else None
        form = PublishForm(clock.today(), _going(version, in_force, request.user), given)
        form.initial = {"digest": version.digest, "over": in_force.pk if in_force else ""}
    if request.method == "POST" and (form is None or form.is_valid()):
        return _published(request, version, form)
    before = _before(version) if version.published_at else in_force
    shown = {"version": version, "in_force": in_force, "before": before, "form": form}
    shown["successions"] = version.successions.select_related("role", "becomes").order_by("role__code")
    if before:
        difference = of_versions(reading.document(before), reading.document(version))
        shown["difference"] = difference
        if sum(difference.parts.values()) > AT_ONCE:
            shown["whole"] = difference_url(before, version)
        if not version.published_at:
            shown["affected"] = _affected(version, before, difference, request.user)
            shown["own"] = affected.own_elsewhere(version, request.user, clock.today())
    shown["actions"] = _actions(version, request.user)
    return render(request, "frameworks/publish.html", shown, status=400 if form and form.is_bound else 200)


def _published(request: HttpRequest, version: Version, form: PublishForm | None) -> HttpResponse:
    """Publishes what the form says; of a version that is fixed, the move says why not."""
    said = form.cleaned_data if form else {}
    done = workflow.publish(
        version,
        by=request.user,
        digest=said.get("digest", ""),
        over=said.get("over", ""),
        reason=said.get("reason", ""),
        becomes=form.becomes if form else {},
        from_on=said.get("from_on"),
    )
    named = {"label": done.label, "title": done.title}
    if done.state == Version.State.ANNOUNCED:
        named["day"] = date_format(done.from_on, "l, j F Y")
        messages.success(request, _("Version %(label)s of %(title)s is announced for %(day)s.") % named)
        return redirect("framework_publish", version.framework.slug, version.pk)
    messages.success(request, _("Version %(label)s of %(title)s is in force from now on.") % named)
    return redirect("framework", version.framework.slug)


@framework_editors
@require_POST
def framework_move(request: HttpRequest, slug: str, pk: UUID, verb: str) -> HttpResponse:
    """Opens a draft for comment, takes it back, calls off what was announced, or withdraws what is in force."""
    version = seen(Version, request.user, pk=pk, framework__slug=slug)
    if verb not in BY_HAND:
        raise Http404
    guarded = {"call_off": workflow.call_off, "retire": workflow.retire}
    if verb in guarded:
        guarded[verb](version, request.user)
    else:
        move(version, verb, request.user)
    done = {
        "open": _("Version %(label)s is open for comment: everybody can read it."),
        "close": _("Version %(label)s is a draft again: only framework editors see it."),
        "call_off": _("Version %(label)s is called off. It is open for comment again."),
        "retire": _("Version %(label)s is withdrawn. It can still be read; no version is in force."),
    }
    messages.success(request, done[verb] % {"label": version.label})
    return redirect("framework_publish", slug, pk)


# -- the pieces ------------------------------------------------------------------------------------


def _before(version: Version) -> Version | None:
    """The version that was in force until this one was published."""
    earlier = Version.objects.filter(framework=version.framework_id, published_at__lt=version.published_at)
    return earlier.order_by("-published_at").first()


def _going(version: Version, in_force: Version | None, by: Person) -> list[tuple[str, list[tuple[str, str]], bool]]:
    """What the form asks of each role that is held and goes: the nearest roles first among those to go to."""
    today = clock.today()
    gone = affected.going(version, today)
    if not gone or in_force is None:
        return []
    before, after = reading.ladder(in_force), reading.ladder(version)
    own = set(Placement.objects.from_day(today).filter(role__in=gone, person=by).values_list("role__code", flat=True))
    return [(role.code, _ways(before, after, role.code), role.code in own) for role in gone]


def _ways(before: Ladder, after: Ladder, code: str) -> list[tuple[str, str]]:
    near = [one.code for one in finding.nearest_roles(before, code, after)]
    codes = [*near, *(one for one in after.roles if one not in near)]
    return [(one, full_name(after.roles[one])) for one in codes]


def _affected(
    version: Version, before: Version, difference: VersionDifference, viewer: Person
) -> list[dict[str, object]]:
    """Each role that somebody holds and that changes or goes, with whom the viewer may know to hold it."""
    held = affected.holders(version.framework, viewer, clock.today())
    old, new = reading.document(before), reading.document(version)
    gone = [role.code for role in difference.removed if role.code in held]
    changed = changing_for(old, new, (role.code for role in new.roles if role.code in held))
    return [{"code": code, "goes": code in gone, "held": held[code]} for code in [*gone, *changed]]


def _actions(version: Version, by: Person) -> list[dict[str, object]]:
    labels = {
        "open": _("Open it for comment"),
        "close": _("Make it a draft again"),
        "call_off": _("Call it off"),
        "retire": _("Withdraw it: nobody is held against it any more"),
    }
    return [
        {
            "label": labels[verb],
            "url": reverse("framework_move", args=[version.framework.slug, version.pk, verb]),
            "method": "post",
            "quiet": True,
        }
        for verb in BY_HAND
        if may(version, verb, by)
    ]

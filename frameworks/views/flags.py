"""Flags on wording: raising one from a role's page, what is flagged, and how editors settle it."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import framework_editors, members, seen
from accounts.models import GrantKind, Person
from frameworks import flagging, reading
from frameworks.flagged import Key, Raised, Wording, grouped
from frameworks.forms import FlagForm, SettleForm
from frameworks.models import Behaviour, Flag, Framework, Version
from frameworks.views.choosing import chosen, role_or_404


@dataclass
class Shown:
    """A wording as the page shows it: what it is called, the text itself, where it stands, and for editors the form."""

    wording: Wording
    role: Any
    axis: str
    version: Version
    text: str
    is_example: bool
    url: str
    form: SettleForm | None = field(default=None)


@members
@require_http_methods(["GET", "HEAD", "POST"])
def role_flag(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Flags what a role asks on the axis that the address names."""
    found = chosen(request, slug)
    role_or_404(found, code)
    axis, role = reading.axes(found.version).get(request.GET.get("axis", "")), reading.roles(found.version)[code]
    if axis is None or found.version.is_written:
        raise Http404
    asked = next((one for one in found.ladder.asked(code) if one.axis == axis.code), None)
    form = FlagForm(flagging.examples(found.version, role, axis), request.POST if request.method == "POST" else None)
    there = reverse("role", args=[slug, code]) + found.query + f"#axis-{axis.code}"
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        behaviour = form.examples.get(given.get("what", ""))
        flagging.raise_flag(found.version, role, axis, request.user, given["said"], behaviour, given["is_named"])
        messages.success(request, _("The wording is flagged. What editors answer stands on the page of flags."))
        return redirect(there)
    status = 400 if form.is_bound else 200
    context = {"chosen": found, "role": found.ladder.roles[code], "axis": found.ladder.axes[axis.code], "asked": asked}
    return render(request, "frameworks/flag.html", context | {"form": form, "back": there}, status=status)


@members
@require_safe
def framework_flags(request: HttpRequest, slug: str) -> HttpResponse:
    """What is flagged in a framework's wording; its editors settle it here."""
    return _page(request, seen(Framework, request.user, slug=slug))


@framework_editors
@require_POST
def framework_flags_settle(request: HttpRequest, slug: str) -> HttpResponse:
    """Settles some flags on one wording."""
    framework = seen(Framework, request.user, slug=slug)
    given = set(request.POST.getlist("flags"))
    wordings = _grouped(framework, request.user)
    wording = next((one for one in wordings if given & {str(flag.pk) for flag in one.open}), Wording(Key("", "", "")))
    form = SettleForm(wording, request.POST)
    if not form.is_valid():
        return _page(request, framework, form)
    said = form.cleaned_data
    settled = flagging.settle(said["flags"], request.user, said["outcome"], said["line"])
    messages.success(request, _("Settled: %(count)s.") % {"count": len(settled)})
    return redirect("framework_flags", slug)


def _page(request: HttpRequest, framework: Framework, wrong: SettleForm | None = None) -> HttpResponse:
    wordings = _grouped(framework, request.user)
    settles = request.user.holds(GrantKind.FRAMEWORK_EDITOR)
    shown = _shown(framework, wordings, [one for one in wordings if one.open], settles, wrong)
    mine = Flag.objects.filter(version__framework=framework, author=request.user, waits_in__isnull=False).count()
    context = {
        "framework": framework,
        "wrong": wrong,
        "open": shown,
        "settled": _shown(framework, wordings, [one for one in wordings if one.settled], False, None),
        "settles": settles,
        "waiting": mine,
    }
    return render(request, "frameworks/flags.html", context, status=400 if wrong else 200)


# -- the pieces ------------------------------------------------------------------------------------


def _grouped(framework: Framework, viewer: Person) -> list[Wording]:
    """The flags on a framework that everybody sees, by wording; only editors read who raised them."""
    names = viewer.holds(GrantKind.FRAMEWORK_EDITOR)
    rows = Flag.objects.let_out().filter(version__framework=framework)
    flags, order = [], {}
    for row in rows.select_related("version", "role", "axis", "author"):
        key = Key(row.version_id, row.role.code, row.axis.code, row.behaviour_id)
        author = row.author.name if names and row.author else ""
        outcome = row.get_outcome_display() if row.outcome else ""
        flags.append((key, Raised(row.pk, row.said, author, outcome, row.line)))
        order[key] = (reading.ladder(row.version).rank(row.role.code), *key[1:3], str(row.behaviour_id or ""))
    return grouped(flags, order)


def _shown(
    framework: Framework, all_of_them: list[Wording], wanted: list[Wording], settles: bool, wrong: SettleForm | None
) -> list[Shown]:
    versions = Version.objects.filter(pk__in={one.key.version for one in all_of_them}).in_bulk()
    named = {one.key.behaviour for one in all_of_them if one.key.behaviour}
    rows = Behaviour.objects.filter(version__in=versions, identity__in=named)
    examples = {(row.version_id, row.identity_id): row.text for row in rows} if named else {}
    found = [_one(framework, one, versions[one.key.version], examples) for one in wanted]
    for number, one in enumerate(found if settles else []):
        is_wrong = wrong is not None and wrong.wording == one.wording.key
        one.form = wrong if is_wrong else SettleForm(one.wording, auto_id=f"settle{number}_%s")
    return found


def _one(framework: Framework, wording: Wording, version: Version, examples: dict[Any, str]) -> Shown:
    ladder, key = reading.ladder(version), wording.key
    asked = next((one for one in ladder.asked(key.role) if one.axis == key.axis), None)
    text = examples.get((key.version, key.behaviour), "") if key.behaviour else ""
    if asked and not key.behaviour:
        text = asked.summary or asked.step_summary or asked.not_applicable or (asked.step.name if asked.step else "")
    query = "" if version.state == Version.State.PUBLISHED else "?" + urlencode({"version": version.label})
    url = reverse("role", args=[framework.slug, key.role]) + query + f"#axis-{key.axis}"
    return Shown(wording, ladder.roles[key.role], ladder.axes[key.axis].name, version, text, bool(key.behaviour), url)

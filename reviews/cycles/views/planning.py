"""Planning a cycle, adding a group to it, and letting somebody join late."""

from dataclasses import asdict
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import clock
from accounts.access import people_ops, seen
from accounts.models import Organisation, Person
from accounts.moves import Conflict, NotAllowed
from accounts.paging import page_of
from reviews.cycles import choosing, following, planning, presets, workflow
from reviews.cycles.forms import CycleForm, GroupForm, JoinerForm
from reviews.cycles.preview import Preview
from reviews.cycles.views.launching import GROUPS_A_PAGE
from reviews.cycles.workflow import GroupPlan
from reviews.models import Cycle, Group, Part


@people_ops
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One page to plan a cycle: shows what would be in it, and on the second press plans it."""
    previews: list[Preview] = []
    page = page_of([], None)
    if request.method == "POST":
        form = CycleForm(request.POST, viewer=request.user)
        if form.is_valid():
            if request.POST.get("act") == "plan" and (planned := _planned(request, form)):
                return redirect("cycle", pk=planned.pk)
            page = page_of(form.groups(), request.POST.get("groups"), GROUPS_A_PAGE)
            previews = [_preview(form.cycle(), planned, request.user) for planned in page.rows]
    else:
        form = CycleForm(initial=_proposal(request), viewer=request.user)
    chosen = form["preset"].value()
    context = {
        "form": form,
        "previews": previews,
        "page": page,
        "presets": preset_choices(chosen),
        "organisations": _organisations(request, chosen) if form.before is None else [],
    }
    return render(request, "reviews/cycles/cycle_new.html", context, status=400 if form.errors else 200)


def preset_choices(chosen: str) -> list[dict[str, object]]:
    """The presets, with what each stands for."""
    said = {
        presets.FULL: _("Quarterly. The group reads before it meets; an observer and an outside director are there."),
        presets.HALF_YEARLY: _("Twice a year. The group reads before it meets; an observer is there."),
        presets.SMALL: _("One decider, no reading beforehand, nobody from outside."),
    }
    return [
        {"code": code, "label": Cycle.Preset(code).label, "said": said[code], "here": code == chosen} for code in said
    ]


def _organisations(request: HttpRequest, preset: str) -> list[dict[str, object]]:
    """The organisations that fill in the group by one press."""
    return [
        {"one": one, "url": "?" + urlencode({"preset": preset, "director": str(one.director.pk)}) + "#who"}
        for one in choosing.organisations(request.user)
    ]


def _proposal(request: HttpRequest) -> dict[str, object]:
    """What the form begins with: after a cycle, what that one was; else the preset's dates, the settings of the last
    cycle like it, and where a director is named, their organisation."""
    viewer, cycles = request.user, Cycle.objects.visible_to(request.user)
    before = _named_before(request, cycles)
    if before:
        dates = following.dates_after(before, clock.today())
        name = following.name_after(before, dates.covers_from, dates.covers_to)
        proposal = {"preset": before.preset, "name": name, "every": before.every, "follows": before.pk}
        return asdict(dates) | proposal | _settings_beside(before) | {"same_groups": True}
    usual = Organisation.objects.values_list("preset", flat=True).first() or presets.FULL
    said = request.GET.get("preset", "")
    chosen = said if said in presets.SETTINGS else usual
    dates = presets.proposed(chosen, clock.today())
    proposal = {"preset": chosen, "name": presets.proposed_name(chosen, dates.covers_from)}
    last = following.last_of(cycles, chosen)
    of = [one.director for one in choosing.organisations(viewer) if str(one.director.pk) == request.GET.get("director")]
    group = {"group_name": of[0].name, "below": of[0].email, "directors": of[0].email} if of else {}
    return asdict(dates) | proposal | (_settings_beside(last) if last else {}) | group


def _named_before(request: HttpRequest, cycles: QuerySet[Cycle]) -> Cycle | None:
    """The cycle after which another is planned, where the address names one that the reader sees."""
    try:
        return cycles.filter(pk=UUID(request.GET.get("after", ""))).first()
    except ValueError:
        return None


def _settings_beside(cycle: Cycle) -> dict[str, object]:
    """The settings of a cycle that differ from its preset's, as the form's fields say them."""
    said = {True: "yes", False: "no"}
    usual = asdict(presets.SETTINGS[cycle.preset])
    held = following.settings_of(cycle)
    held["remind_days"] = held["remind_days"] or _("never")
    return {
        name: said.get(value, value) if isinstance(value, bool) else value
        for name, value in held.items()
        if value != usual[name]
    }


def _planned(request: HttpRequest, form: CycleForm) -> Cycle | None:
    given = form.cleaned_data
    try:
        return workflow.plan(
            request.user,
            name=given["name"],
            preset=given["preset"],
            dates=form.dates(),
            groups=form.groups(),
            is_trial=given["is_trial"],
            every=given["every"],
            follows=given["follows"],
            **form.settings(),
        )
    except IntegrityError:  # a cycle of that name was planned meanwhile
        form.add_error("name", _("There is a cycle of this name already. Choose another."))
        return None


def _preview(cycle: Cycle, planned: GroupPlan, by: Person) -> Preview:
    workflow.must_be_ones_own(planned.subjects, by)
    directors = planned.parts.get(Part.DIRECTOR, [])
    roster = planning.lines(planned.subjects, cycle, clock.today())
    parts = planned.parts | ({Part.OUTSIDE_DIRECTOR: directors} if planned.is_whole_organisation else {})
    found = planning.problems_of_group(cycle, roster, parts)
    if planned.subjects.filter(pk=by.pk).exists():
        fix = _(
            "Nobody of People Ops outside the group could plan it, so you may. The trail and the cycle's page say so."
        )
        found.append(planning.Problem(_("You are reviewed in this group yourself."), fix))
    return Preview(planned.name, roster, found)


@people_ops
@require_http_methods(["GET", "HEAD", "POST"])
def group_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another group for a cycle: shows what would be in it, and on the second press adds it, in planning."""
    cycle = seen(Cycle, request.user, pk=pk)
    if cycle.closed_at:
        raise Conflict(_("This cycle is closed; no group can be added."))
    previews: list[Preview] = []
    form = GroupForm(viewer=request.user)
    if request.method == "POST":
        form = GroupForm(request.POST, viewer=request.user)
        if form.is_valid():
            if request.POST.get("act") != "plan":
                previews = [_preview(cycle, planned, request.user) for planned in form.groups()]
            elif _added(request, cycle, form):
                return redirect("cycle", pk=cycle.pk)
    context = {"form": form, "cycle": cycle, "previews": previews}
    return render(request, "reviews/cycles/group_new.html", context, status=400 if form.errors else 200)


def _added(request: HttpRequest, cycle: Cycle, form: GroupForm) -> bool:
    try:
        with transaction.atomic():
            for planned in form.groups():
                workflow.add_group(cycle, planned, request.user)
    except IntegrityError:
        form.add_error("group_name", _("This cycle has a group of that name already. Choose another."))
        return False
    return True


@people_ops
@require_http_methods(["GET", "HEAD", "POST"])
def joiner(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Puts somebody on a running group's roster: first shows as what, then does it."""
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    if not workflow.sets_up(group, request.user):
        raise NotAllowed("joiner_new")
    line, form = None, JoinerForm()
    if request.method == "POST":
        form = JoinerForm(request.POST)
        if form.is_valid():
            person = form.cleaned_data["person"]
            workflow.must_be_ones_own(Person.objects.filter(pk=person.pk), request.user)
            line = workflow.joiner_line(group, person)
            if request.POST.get("act") == "join":
                workflow.add_to_roster(group, person, by=request.user)
                said = _("%(name)s is on the roster of %(group)s.")
                messages.success(request, said % {"name": person.name, "group": group.name})
                return redirect("cycle", pk=group.cycle_id)
    context = {"group": group, "form": form, "line": line}
    return render(request, "reviews/cycles/joiner.html", context, status=400 if form.errors else 200)

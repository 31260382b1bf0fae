"""The list of cycles, this cycle, and what People Ops does with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts import clock
from accounts.access import members, people_ops, seen
from accounts.addresses import addresses
from accounts.components import action
from accounts.doors import Door
from accounts.models import GrantKind, Person
from accounts.moves import may
from accounts.paging import page_of
from reviews.cycles import beside, launching, moving, nudging, progress, setting_up, workflow
from reviews.cycles.onward import onward
from reviews.cycles.preview import Preview
from reviews.cycles.views import launching as launching_view
from reviews.cycles.views.launching import GROUPS_A_PAGE
from reviews.models import Assignment, Cycle, Group
from reviews.models.cycles import RUNNING, UNTIL_THE_LOCK, WRITING
from reviews.models.participants import Held, parts_in

State = Group.State
WITHOUT_A_PAGE = (State.PLANNING, State.DISCARDED)
A_PAGE = 50  # assessors on one page
OF_A_GROUP = ("group", "group_open_preview", "group_open_meeting", "joiner_new", "group_close", "changes")
GROUP_COLUMNS = [column.attname for column in Group._meta.concrete_fields]
GROUPS = Door(lambda viewer, cycle: Group.objects.visible_to(viewer).filter(cycle=cycle).values_list(*GROUP_COLUMNS))
NAME_AT, STATE_AT = GROUP_COLUMNS.index("name"), GROUP_COLUMNS.index("state")

Ways = Mapping[str, Callable[[UUID], str]]  # the name of a route → what makes its address for a group


@members
@require_safe
def cycles(request: HttpRequest) -> HttpResponse:
    """The cycles in which the reader has a part, the latest first."""
    rows = Cycle.objects.visible_to(request.user).prefetch_related("groups")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    groups = [group for cycle in page for group in cycle.groups.all()]
    counts = progress.filed(groups, request.user)
    visible = set(Group.objects.visible_to(request.user).filter(cycle__in=[c.pk for c in page]).values_list("pk"))
    today = clock.today()
    found = []
    for cycle in page:
        own = [group for group in cycle.groups.all() if (group.pk,) in visible]
        for group in own:
            group.cycle = cycle
        said = [progress.state_said(g, counts.get(g.pk, progress.Filed()), today) for g in own]
        found.append({"cycle": cycle, "said": said})
    context = {"page": page, "rows": found, "may_plan": request.user.holds(GrantKind.PEOPLE_OPS)}
    return render(request, "reviews/cycles/cycles.html", context)


@members
@require_safe
def cycle(request: HttpRequest, pk: UUID) -> HttpResponse:
    """This cycle: where it stands, what is missing, and what may be done next. A page of its groups at a time: what
    is counted is counted of those shown, so that a large organisation's cycle costs no more than a page."""
    found = seen(Cycle, request.user, pk=pk)
    every = GROUPS(request.user, found.pk)  # bare, for there may be hundreds; made into groups are those shown
    standing: dict[str, list[str]] = {}
    for row in every:
        standing.setdefault(row[STATE_AT], []).append(row[NAME_AT])
    page = page_of(every, request.GET.get("groups"), GROUPS_A_PAGE)
    groups, today = [_group(found, row) for row in page.rows], clock.today()
    held = parts_in(found, request.user)
    begun = [group for group in groups if group.state != State.PLANNING]
    counts = progress.filed(begun, request.user)
    total = progress.Filed(sum(c.wanted for c in counts.values()), sum(c.there for c in counts.values()))
    is_whole = not page.has_previous and not page.has_next
    # what is done with all groups at once is to launch those that are planned, and to discard where nothing is there
    asks_all = State.PLANNING in standing or not total.there
    may_run = Ops.of(request.user, [_group(found, row) for row in every] if asks_all else groups, held)
    parts = _group_parts(groups, counts, request.user, held.now, may_run)
    previews = [part["preview"] for part in parts if part["preview"]]
    launchable = bool(previews) and all(preview.can_launch for preview in previews)
    missing = progress.missing_by_assessor(begun, request.user)
    writing = [group for group in begun if group.pk in may_run.run and group.state in WRITING]
    inputs = nudging.missing_by_contributor(writing, request.user)
    context = {
        "cycle": found,
        "groups": parts,
        "has_preview": bool(previews),
        "page": page,
        "rest": f"groups={page.number}" if page.has_previous else "",
        "missing": Paginator(missing, A_PAGE).get_page(request.GET.get("page")),
        "inputs": inputs[:A_PAGE],
        "phases": progress.phases(found, progress.earliest(standing), total if is_whole else progress.Filed(), today),
        "apart": progress.apart(standing),
        "actions": _actions(found, may_run, request.user, launchable, bool(total.there)),
        "today": today,
        "facts": beside.facts(found, groups, request.user, held, today),
        "may_move_dates": bool(moving.movable(found, standing)) and moving.may_move(found, request.user, held),
        "has_problems": request.user.holds(GrantKind.PEOPLE_OPS) and any(state in RUNNING for state in standing),
        "may_nudge": bool(missing or inputs) and not found.is_trial and bool(nudging.of_these(groups, request.user)),
    }
    if far := launching.how_far(may_run.groups):
        context |= launching_view.context(found, may_run.groups, far)
    return render(request, "reviews/cycles/cycle.html", context)


def _group(cycle: Cycle, row: Sequence[Any]) -> Group:
    group = Group.from_db(None, GROUP_COLUMNS, row)
    group.cycle = cycle
    return group


@dataclass(frozen=True)
class Ops:
    """What somebody of People Ops may do with the groups of a cycle, asked once for all of them; others with none.

    `run`: those of which they are People Ops for everyone; `own`: those in which they are reviewed; `apart`: those that
    another sets up."""

    groups: list[Group] = field(default_factory=list)
    run: frozenset[UUID] = frozenset()
    own: frozenset[UUID] = frozenset()
    apart: frozenset[UUID] = frozenset()

    @classmethod
    def of(cls, viewer: Person, groups: list[Group], held: Held) -> "Ops":
        """`held`: the viewer's parts in the groups. No query for who is nobody of People Ops, nor where they are it
        everywhere and are reviewed in no group."""
        if not viewer.holds(GrantKind.PEOPLE_OPS):
            return cls()
        own = held.reviewed_in
        apart = setting_up.left_to_others([group for group in groups if group.pk in own], viewer) if own else ()
        return cls(groups, frozenset(setting_up.run_by(groups, viewer)), own, frozenset(apart))


def _group_parts(
    groups: list[Group], counts: dict[UUID, progress.Filed], viewer: Person, held: dict[UUID, set[str]], ops: Ops
) -> list[dict[str, Any]]:
    """The groups shown, each as a part of the page, those first in which something is still missing."""
    alone = setting_up.set_up_alone(groups)
    planned = [group for group in groups if group.state == State.PLANNING and not group.is_in_hand]
    previews = workflow.previews([group for group in planned if group.pk in ops.run]) if planned else {}
    none, today, to = progress.Filed(), clock.today(), {name: addresses(name) for name in OF_A_GROUP}
    missing = {pk: count.missing for pk, count in counts.items()}
    return [
        {
            "group": group,
            "url": "" if group.state in WITHOUT_A_PAGE else to["group"](group.pk),
            "said": progress.state_said(group, counts.get(group.pk, none), today),
            "actions": _group_actions(group, viewer, held.get(group.pk, set()), to, ops, missing.get(group.pk, 0)),
            "alone": alone.get(str(group.pk), []),
            "preview": Preview(group.name, *previews[group.pk]) if group.pk in previews else None,
        }
        for group in sorted(groups, key=lambda group: not (group.state in WRITING and missing.get(group.pk)))
    ]


def _group_actions(
    group: Group, viewer: Person, held: set[str], to: Ways, ops: Ops, missing: int
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    name = {"group": group.name}
    further = onward(group, viewer, held)
    if further:
        found.append(action(further["label"], further["url"]))
    if group.cycle.has_preview and may(group, "open_preview", viewer):
        found.append(action(_("Open the preview of %(group)s now") % name, to["group_open_preview"](group.pk), "post"))
    if workflow.can_meet(group) and workflow.leads_the_meeting(group, viewer):
        note = _closes_drafts(missing)
        label, url = _("Open the meeting of %(group)s") % name, to["group_open_meeting"](group.pk)
        found.append(action(label, url, "post", note=note))
    changes_it = group.pk in ops.run and group.pk not in ops.apart
    if group.state in UNTIL_THE_LOCK and changes_it:
        found.append(action(_("Add somebody to %(group)s") % name, to["joiner_new"](group.pk), quiet=bool(found)))
    if group.state in RUNNING and changes_it:
        found.append(action(_("Change something in %(group)s") % name, to["changes"](group.pk), quiet=bool(found)))
    if may(group, "close", viewer):
        found.append(action(_("Close %(group)s") % name, to["group_close"](group.pk), "post"))
    return found


def _closes_drafts(missing: int) -> str:
    """What opening the meeting ends, where something is still missing."""
    if not missing:
        return ""
    said = ngettext(
        "%(count)d assessment is missing: once the meeting is open it cannot be submitted any more.",
        "%(count)d assessments are missing: once the meeting is open they cannot be submitted any more.",
        missing,
    )
    return said % {"count": missing}


def _post(label: str, name: str, thing: Any, **more: Any) -> dict[str, Any]:
    return action(label, reverse(name, args=[thing.pk]), "post", **more)


def _actions(found: Cycle, ops: Ops, viewer: Person, launchable: bool, begun: bool) -> list[dict[str, Any]]:
    """What may be done with the whole cycle; `begun`: whether something is known to be submitted."""
    actions = []
    if launchable and _may_launch(ops, viewer):
        note = _("A trial mails nobody.") if found.is_trial else _("The roster is frozen as it stands above.")
        actions.append(_post(_("Launch %(cycle)s") % {"cycle": found.name}, "cycle_launch", found, note=note))
    if viewer.holds(GrantKind.PEOPLE_OPS) and not found.closed_at:
        url = reverse("group_new", args=[found.pk])
        actions.append(action(_("Add a group"), url, quiet=True))
    if not begun and _may_be_discarded(ops):
        actions.append(_post(_("Discard %(cycle)s") % {"cycle": found.name}, "cycle_discard", found, quiet=True))
    return actions


def _may_launch(ops: Ops, viewer: Person) -> bool:
    """Whether the viewer may launch every group that is planned; of their own the table of moves is asked."""
    planned = [group for group in ops.groups if group.state == State.PLANNING and not group.is_in_hand]
    return all(group.pk in ops.run and (group.pk not in ops.own or may(group, "launch", viewer)) for group in planned)


def _may_be_discarded(ops: Ops) -> bool:
    """Whether nothing was submitted in any group that is left, and the viewer may put every one away."""
    left = [group for group in ops.groups if group.state != State.DISCARDED]
    if not left or any(group.state not in Group.MOVES["discard"].from_states for group in left):
        return False
    if any(group.pk not in ops.run or group.pk in ops.apart for group in left):
        return False
    begun = [group.pk for group in left if group.state != State.PLANNING]
    return not Assignment.objects.filter(group__in=begun, state=Assignment.State.SUBMITTED).exists()


@people_ops
@require_POST
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Puts a cycle away of which nothing was submitted."""
    found = workflow.discard(seen(Cycle, request.user, pk=pk), by=request.user)
    messages.success(request, _("%(cycle)s is discarded.") % {"cycle": found.name})
    return redirect("cycles")


@people_ops
@require_POST
def open_preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From now on the group reads."""
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    workflow.open_preview(group, by=request.user)
    messages.success(request, _("%(group)s reads from now on.") % {"group": group.name})
    return redirect("cycle", pk=group.cycle_id)


@members
@require_POST
def open_meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The meeting begins: what was submitted is sealed."""
    group = seen(Group.objects.select_related("cycle"), request.user, pk=pk)
    workflow.open_meeting(group, by=request.user)
    return redirect("cycle", pk=group.cycle_id)


@people_ops
@require_POST
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Closes a group; what is still to be told stays owed."""
    group = seen(Group, request.user, pk=pk)
    workflow.close(group, by=request.user)
    return redirect("cycle", pk=group.cycle_id)

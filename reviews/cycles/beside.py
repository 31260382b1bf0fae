"""What stands beside a cycle that runs, in numbers: the telling, its files, and what later apps add (pitches)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.components import fact
from accounts.hooks import Hook
from accounts.models import GrantKind, Person
from reviews.models import Cycle, Group, SecondLook
from reviews.models.cycles import RELEASED
from reviews.models.participants import Held
from reviews.telling.board import Told, told_in, watches

# later apps' facts: (of the groups shown those in which who looks has or had a part, who looks, today) → facts for
# components/facts.html
beside_cycles: Hook[Callable[[list[Group], Person, date], list[dict[str, Any]]]] = Hook()
# … and for People Ops: (all groups shown, who looks, today) → the same
beside_for_people_ops: Hook[Callable[[list[Group], Person, date], list[dict[str, Any]]]] = Hook()
# … and what they say of a cycle as a whole: (the cycle, who looks) → facts
of_cycles: Hook[Callable[[Cycle, Person], list[dict[str, Any]]]] = Hook()


def facts(cycle: Cycle, groups: list[Group], viewer: Person, held: Held, today: date) -> list[dict[str, Any]]:
    """Numbers and files of these groups of a cycle; nothing of a group that the viewer does not follow. `held`: their
    parts."""
    part_in = [group for group in groups if group.pk in held.ever]
    found = [one for told in of_cycles for one in told(cycle, viewer)]
    found += [one for told in beside_cycles for one in told(part_in, viewer, today)]
    released = [group for group in groups if group.state in RELEASED]
    watched = [group for group in released if watches(group, viewer, held.now.get(group.pk, ()))]
    counts = told_in(watched, today) if watched else {}
    found += [_telling(group, counts.get(group.pk, Told())) for group in watched]
    if viewer.holds(GrantKind.PEOPLE_OPS):
        found += [one for told in beside_for_people_ops for one in told(groups, viewer, today)]
        found += [_file(group) for group in released]
        found += _second_looks(released, viewer, today) if released else []
    return found


def _telling(group: Group, count: Told) -> dict[str, Any]:
    past = ""
    if count.past:
        past = ngettext("%(past)d is past its day", "%(past)d are past their day", count.past) % {"past": count.past}
    return fact(
        _("Telling, %(group)s") % {"group": group.name},
        _("%(told)d of %(all)d told") % {"told": count.told, "all": count.all},
        note=past,
        href=reverse("finalising", args=[group.pk]),
    )


def _second_looks(groups: list[Group], viewer: Person, today: date) -> list[dict[str, Any]]:
    """How many of the viewer's population wait for an answer."""
    waiting = SecondLook.objects.visible_to(viewer).exclude(subject=viewer).filter(group__in=groups)
    due = list(waiting.filter(state=SecondLook.State.ASKED).values_list("due_on", flat=True))
    if not due:
        return []
    past = sum(day < today for day in due)
    note = ngettext("%(past)d is past its day", "%(past)d are past their day", past) % {"past": past} if past else ""
    said = ngettext("%(count)d waits for an answer", "%(count)d wait for an answer", len(due)) % {"count": len(due)}
    return [fact(_("Second looks"), said, note=note, href=reverse("second_looks"))]


def _file(group: Group) -> dict[str, Any]:
    said = {"group": group.name}
    return fact(
        _("File, %(group)s") % said, _("results for payroll, CSV"), href=reverse("results_file", args=[group.pk])
    )

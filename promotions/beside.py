"""What a cycle's page says of pitches: how many, and until when the next is to be decided. Never of whom."""

from datetime import date
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.components import fact
from accounts.days import day_said
from accounts.models import Person
from accounts.written_once import WrittenOnce
from promotions.models import Decision, Pitch
from reviews.models import Group
from reviews.models.cycles import READING

KNOWN = (Pitch.State.SUBMITTED, Pitch.State.DECIDED)

ANY = WrittenOnce(lambda groups: Pitch.objects.filter(group__in=groups, state__in=KNOWN).values_list("pk")[:1])


def pitches(groups: list[Group], viewer: Person, today: date) -> list[dict[str, Any]]:
    """A line for each of the groups with pitches that the viewer may read, and the clock of those to be decided."""
    read = [group for group in groups if group.state in READING]
    if not ANY([group.pk for group in read]):
        return []  # the door to pitches is long: it is asked where there is something behind it
    seen = Pitch.objects.visible_to(viewer).exclude(subject=viewer).filter(group__in=read, state__in=KNOWN)
    counts = dict(seen.values_list("group").annotate(Count("pk")))
    if not counts:
        return []
    open_ones = (
        Decision.objects.visible_to(viewer)
        .exclude(subject=viewer)
        .filter(group__in=list(counts), state=Decision.State.OPEN)
    )
    clocks = {
        group: (count, day)
        for group, count, day in open_ones.values_list("group").annotate(Count("pk"), Min("ends_on"))
    }
    return [_line(group, counts[group.pk], clocks.get(group.pk), today) for group in groups if group.pk in counts]


def _line(group: Group, count: int, clock: tuple[int, date] | None, today: date) -> dict[str, Any]:
    note = ""
    if clock:
        said = {"open": clock[0], "day": day_said(clock[1], today)}
        note = (
            ngettext("%(open)d is open, until %(day)s", "%(open)d are open, the first until %(day)s", clock[0]) % said
        )
    return fact(
        _("Pitches, %(group)s") % {"group": group.name},
        ngettext("%(count)d pitch", "%(count)d pitches", count) % {"count": count},
        note=note,
        href=reverse("decisions", args=[group.pk]) if group.state == Group.State.DECIDING else "",
    )

"""What stands in a notebook as a page shows it: entries with their days, axes, links, and who reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import Door
from accounts.models import Person
from accounts.signs import is_any
from frameworks.models import VersionAxis
from reviews.assessments.reading import Extra
from reviews.models import Entry, EntryAudience, Group, Reflection, ReflectionAxis, RosterEntry, Sentences
from reviews.notebooks import links
from reviews.notebooks.audiences import read_by
from reviews.notebooks.axes import AxisChoice

A_PAGE = 30
MOST_SENTENCES = 50


@dataclass(frozen=True)
class Line:
    """One entry, ready to be shown to one reader."""

    entry: Entry
    axis: str
    link: links.Link | None
    source: str
    by: str  # who wrote it, where that is not the reader
    who_reads: str  # in a sentence, for its author
    href: str  # where its author changes it


def about(person: Person, viewer: Person) -> QuerySet[Entry]:
    """What the viewer may read of what was noted about the person, the newest first."""
    rows = Entry.objects.visible_to(viewer).filter(subject=person)
    return rows.select_related("axis", "author", "subject").order_by("-on", "-changed_at", "pk")


def sentences_about(person: Person, viewer: Person) -> list[Sentences]:
    """What peers wrote about the person and the viewer may read, other than their own; the newest first."""
    rows = Sentences.objects.visible_to(viewer).filter(subject=person).exclude(author=viewer)
    return list(rows.select_related("author").order_by("-written_at")[:MOST_SENTENCES])


def is_anything(person: Person, viewer: Person) -> bool:
    """Whether the viewer may read anything that was noted about the person."""
    if is_any(person, Entry.subject) and about(person, viewer).exists():
        return True
    return is_any(person, Sentences.subject) and bool(sentences_about(person, viewer))


def page_of(rows: QuerySet[Entry], number: str | None) -> Page:
    """One page of them."""
    return Paginator(rows, A_PAGE).get_page(number)


def lines(entries: Iterable[Entry], viewer: Person, axes: Iterable[AxisChoice]) -> list[Line]:
    """The entries as lines; one query more, however many they are."""
    rows = list(entries)
    names = {one.axis.pk: one.name for one in axes}
    shared: dict[Any, set[str]] = {}
    own = [row.pk for row in rows if row.author_id == viewer.pk]
    for pk, audience in EntryAudience.objects.filter(entry__in=own).values_list("entry", "audience"):
        shared.setdefault(pk, set()).add(audience)
    return [_line(row, viewer, names, shared.get(row.pk, set())) for row in rows]


def _line(row: Entry, viewer: Person, names: dict[Any, str], shared: set[str]) -> Line:
    is_mine = row.author_id == viewer.pk
    return Line(
        entry=row,
        axis=names.get(row.axis_id, row.axis.code) if row.axis else "",
        link=links.shown(row.link) if row.link else None,
        source=str(row.get_source_display()) if row.source != Entry.Source.SEEN else "",
        by="" if is_mine else _by(row),
        who_reads=read_by(row, shared) if is_mine else "",
        href=reverse("notebook_entry", args=[row.pk]) if is_mine else "",
    )


def _by(row: Entry) -> str:
    """Who wrote it, and whether about themselves."""
    said = _("%(name)s, about themselves") if row.author_id == row.subject_id else _("noted by %(name)s")
    return said % {"name": row.author.name}


# -- beside an assessment --------------------------------------------------------------------------------


HANDED_IN = Door(
    lambda viewer, group, subjects: (
        Reflection.objects.visible_to(viewer)
        .filter(group=group, subject__in=subjects, state=Reflection.State.HANDED_IN)
        .select_related("subject")
    )
)


def reflections_beside(group: Group, viewer: Person, subjects: list[UUID]) -> dict[UUID, list[Extra]]:
    """The self-reflections of these subjects that the viewer may read; one query where there is none, else four."""
    if not (found := HANDED_IN(viewer, group.pk, subjects)):
        return {}
    said: dict[UUID, dict[UUID, str]] = {}
    for part in ReflectionAxis.objects.filter(reflection__in=found):
        said.setdefault(part.reflection_id, {})[part.axis_id] = part.text
    rosters = RosterEntry.objects.filter(group=group, subject__in=[row.subject_id for row in found])
    versions = dict(rosters.values_list("subject", "version"))
    names: dict[UUID, list[tuple[UUID, str]]] = {}
    for version, axis, name in VersionAxis.objects.filter(version__in=set(versions.values())).values_list(
        "version", "axis", "name"
    ):
        names.setdefault(version, []).append((axis, name))
    return {
        row.subject_id: [
            Extra(
                "reviews/notebooks/_beside.html",
                {
                    "name": row.subject.first_name,
                    "text": row.text,
                    "parts": [
                        {"name": name, "text": text}
                        for axis, name in names.get(versions[row.subject_id], [])
                        if (text := said.get(row.pk, {}).get(axis))
                    ],
                },
            )
        ]
        for row in found
    }

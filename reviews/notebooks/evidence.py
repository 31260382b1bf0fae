"""What was noted about a person in a period, as whoever assesses them may read it: their own entries about the person,
those that are shared with them, self-reflections that were handed in, and what peers wrote. Each asks its own door."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.days import as_day
from accounts.models import Person
from reviews.models import Entry, Reflection, ReflectionAxis, Sentences

MOST = 200  # of each kind


@dataclass(frozen=True)
class Piece:
    """Some words that may be quoted: of what kind, on which day, from whom, and where they stand."""

    kind: str  # "entry", "reflection" or "sentences"
    text: str
    on: date
    source: str
    href: str = ""


def evidence_about(viewer: Person, subject: Person, from_on: date, to_on: date) -> list[Piece]:
    """What the viewer may read of the days from the first to the last, the newest first; five queries."""
    if viewer.pk == subject.pk:
        return []
    found = [
        *_entries(viewer, subject, from_on, to_on),
        *_reflections(viewer, subject, from_on, to_on),
        *_sentences(viewer, subject, from_on, to_on),
    ]
    return sorted(found, key=lambda piece: piece.on, reverse=True)


def _entries(viewer: Person, subject: Person, from_on: date, to_on: date) -> list[Piece]:
    rows = Entry.objects.visible_to(viewer).filter(subject=subject, on__gte=from_on, on__lte=to_on)
    href = reverse("person_notebook", args=[subject.pk])
    return [
        Piece("entry", row.text, row.on, _("you") if row.author_id == viewer.pk else row.author.name, href)
        for row in rows.select_related("author")[:MOST]
    ]


def _reflections(viewer: Person, subject: Person, from_on: date, to_on: date) -> list[Piece]:
    """Those of reviews that cover some of these days: the text first, then what is said by axis."""
    rows = Reflection.objects.visible_to(viewer).filter(
        subject=subject,
        state=Reflection.State.HANDED_IN,
        group__cycle__covers_from__lte=to_on,
        group__cycle__covers_to__gte=from_on,
    )
    handed = list(rows.select_related("subject"))
    by_axis: dict = {}
    for part in ReflectionAxis.objects.filter(reflection__in=handed).select_related("axis").order_by("pk"):
        by_axis.setdefault(part.reflection_id, []).append(part.text)
    found = []
    for row in handed:
        day, href = as_day(row.handed_in_at) if row.handed_in_at else to_on, reverse("reflection", args=[row.pk])
        texts = [text for text in (row.text, *by_axis.get(row.pk, [])) if text]
        found += [Piece("reflection", text, day, row.subject.name, href) for text in texts]
    return found


def _sentences(viewer: Person, subject: Person, from_on: date, to_on: date) -> list[Piece]:
    start = timezone.make_aware(datetime.combine(from_on, time.min))
    end = timezone.make_aware(datetime.combine(to_on + timedelta(days=1), time.min))
    rows = Sentences.objects.visible_to(viewer).filter(subject=subject, written_at__gte=start, written_at__lt=end)
    href = reverse("person_notebook", args=[subject.pk])
    return [
        Piece("sentences", row.text, as_day(row.written_at), row.author.name, href)
        for row in rows.select_related("author")[:MOST]
    ]

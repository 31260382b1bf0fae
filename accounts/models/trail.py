"""The trail: what was done, what was read of others, and the seals over both. Ids, verbs and states; no text, no name.

Rows are only ever added. They hold people's ids without a constraint of the database, so that nothing that happens to a
person's row, its erasure included, changes a row of the trail.
"""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.hooks import Hook
from accounts.models.grants import GrantKind, people_ops_for
from accounts.models.people import Person
from accounts.models.record import Record


def someone(**more: Any) -> models.ForeignKey:
    """A column that holds a person's id and lets go of nothing when that person's row changes."""
    apart: dict[str, Any] = {"on_delete": models.DO_NOTHING, "db_constraint": False, "related_name": "+"}
    return models.ForeignKey(Person, **{"null": True, "db_index": False} | apart | more)


# things (app.model) whose acts are between the two people concerned; later apps add theirs
between_two: set[str] = set()


class EventQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "EventQuerySet":
        """People Ops: who did what, to people of their population or by them, and what they did. Never what concerns
        themselves, nor what is between two people (of that they know counts)."""
        if not isinstance(viewer, Person) or not viewer.holds(GrantKind.PEOPLE_OPS):
            return self.none()
        rows = self.filter(Q(about__isnull=True) | ~Q(about=viewer)).exclude(thing__in=between_two)
        if viewer.holds_everywhere(GrantKind.PEOPLE_OPS):
            return rows
        by_one_of_theirs = Q(about__isnull=True) & people_ops_for(viewer, "by")
        return rows.filter(Q(by=viewer) | people_ops_for(viewer, "about") | by_one_of_theirs)


class Event(Record):
    """One act: who (None = the system), the verb, the thing, from which state to which, about whom."""

    at = models.DateTimeField(auto_now_add=True)
    by = someone()
    verb = models.CharField(max_length=60)
    thing = models.CharField(max_length=60)
    thing_id = models.CharField(max_length=40)
    about = someone()
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["thing", "thing_id"], name="event_by_thing"),
            models.Index(fields=["-at"], name="event_by_time"),
            models.Index(fields=["about", "-at"], name="event_by_subject"),
            models.Index(fields=["by", "-at"], name="event_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.thing} {self.thing_id}"


class ReadingQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ReadingQuerySet":
        """People Ops: those that were about somebody of their population other than themselves."""
        if not isinstance(viewer, Person) or not viewer.holds(GrantKind.PEOPLE_OPS):
            return self.none()
        about_others = ReadAbout.objects.visible_to(viewer).exclude(subject=viewer)
        return self.filter(Exists(about_others.filter(reading=OuterRef("pk"))))


class Reading(Record):
    """One request that read what is written about others: who, where, and whose; one row, however many people.

    `what` is group → kinds → people: `{"<group>": {"assessment remark": ["<person>", …]}}`, all of them ids.
    """

    at = models.DateTimeField(auto_now_add=True)
    by = someone()
    screen = models.UUIDField(null=True, help_text="The room display that read, where nobody was signed in.")
    route = models.CharField(max_length=80)
    method = models.CharField(max_length=10)
    status = models.PositiveSmallIntegerField(help_text="Of the answer: 403, 404 and 429 showed nothing.")
    what = models.JSONField()
    people = models.PositiveIntegerField(help_text="How many people it was about.")

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["-at"], name="reading_by_time"),
            models.Index(fields=["by", "-at"], name="reading_by_person"),
        ]


class ReadAboutQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ReadAboutQuerySet":
        """People Ops for the subject, never about themselves. The subject: what the reviews say they may know."""
        if not isinstance(viewer, Person):
            return self.none()
        told = Q(pk__in=[])
        for may_know in told_to_subjects:
            told |= may_know(viewer)
        return self.filter((people_ops_for(viewer, "subject") & ~Q(subject=viewer)) | (Q(subject=viewer) & told))


class ReadAbout(models.Model):
    """That a reading was about one person: what readings say already, laid out to be asked by person.

    Written when a reading is sealed, for those that showed something. `closely`: of the kinds of which their subject
    hears only once told (pitches, remarks, votes …); a reading of both kinds has a row for each.
    """

    reading = models.ForeignKey(Reading, on_delete=models.DO_NOTHING, related_name="+", db_index=False)
    at = models.DateTimeField()
    by = someone()
    subject = someone(null=False)
    group = models.UUIDField()
    kinds = models.CharField(max_length=120)
    closely = models.BooleanField()

    objects = ReadAboutQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["reading", "subject", "group", "closely"], name="read_about_once")
        ]
        indexes = [
            models.Index(fields=["subject", "-at"], name="read_about_by_subject"),
        ]


# (subject) → of the rows of `ReadAbout` about them, those they may know of
told_to_subjects: Hook[Callable[[Person], Q]] = Hook()


class Seal(models.Model):
    """A batch of the trail's rows, closed: each seal's digest is made over its rows and the seal before it.

    `until`: every row that could be seen then and was written by then is in this seal or an earlier one.
    """

    number = models.PositiveIntegerField(primary_key=True)
    until = models.DateTimeField()
    count = models.PositiveIntegerField()
    first = models.UUIDField()
    last = models.UUIDField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    key = models.CharField(max_length=12, help_text="Which key it was made with: the beginning of the key's digest.")

    class Meta:
        ordering = ["number"]


class Sealed(models.Model):
    """One row of the trail in its seal: its place there and its digest as it was then."""

    class Table(models.TextChoices):
        EVENT = "event"
        READING = "reading"

    row = models.UUIDField(primary_key=True)
    table = models.CharField(max_length=8, choices=Table)
    seal = models.ForeignKey(Seal, on_delete=models.DO_NOTHING, related_name="rows", db_index=False)
    place = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["seal", "place"]
        constraints = [models.UniqueConstraint(fields=["seal", "place"], name="one_row_a_place")]


def not_sealed(rows: models.QuerySet) -> models.QuerySet:
    """Of rows of the trail, those in no seal yet."""
    return rows.filter(~Exists(Sealed.objects.filter(row=OuterRef("pk"))))

"""What stays the same from version to version: placements and results point here."""

from django.db import models

from accounts.models import Person, Record

MEMBERS_READ = ["open", "announced", "published", "superseded", "retired"]  # states of a version


class FrameworkQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "FrameworkQuerySet":
        """Members see a framework that has a version other than a draft; its editors see it before."""
        if not isinstance(viewer, Person):
            return self.none()
        if viewer.holds("framework_editor"):
            return self
        return self.filter(versions__state__in=MEMBERS_READ).distinct()


class Framework(Record):
    """A career framework; its wording is in versions."""

    slug = models.SlugField(max_length=64, unique=True)
    title = models.CharField(max_length=200)
    is_public = models.BooleanField(default=False, help_text="Its version in force is read without sign-in.")

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class OfFramework(Record):
    """An identity inside one framework, known by its code there."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=80)

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="%(class)s_code_once")]

    def __str__(self) -> str:
        return self.code


class Track(OfFramework):
    """A line of roles (individual contributor, manager …)."""


class Level(OfFramework):
    """A rung; what it asks and its rank stand in the version."""


class Role(OfFramework):
    """A level on a track (or on several: a shared trunk): what a person is placed on."""

    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")


class Axis(OfFramework):
    """A category of judgement."""


class Step(models.Model):
    """A named stage of an axis, known by its number."""

    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["axis", "number"], name="step_number_once")]

    def __str__(self) -> str:
        return str(self.number)

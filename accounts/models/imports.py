"""A file of people between being given and being imported: its lines, kept while they are looked at and mended."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Person
from accounts.models.record import Record


class StagedImportQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "StagedImportQuerySet":
        """People Ops for the whole organisation."""
        if not isinstance(viewer, Person) or not viewer.holds_everywhere("people_ops"):
            return self.none()
        return self


class StagedImport(Record):
    """A file that waits: its good lines stay while the others are mended, and it is imported as it was last shown, or
    not at all. Its lines go once it is imported or thrown away."""

    class State(models.TextChoices):
        STAGED = "staged", _("staged")
        APPLIED = "applied", _("applied")
        DISCARDED = "discarded", _("thrown away")

    class Work(models.TextChoices):
        NONE = "", _("nothing")
        READ = "read", _("read")
        APPLY = "apply", _("import")

    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.STAGED)
    name = models.CharField(max_length=200, blank=True, help_text="Of the file; empty for lines that were pasted.")
    source = models.CharField(max_length=64, help_text="SHA-256 of the file as it was given.")
    file = models.BinaryField(null=True, help_text="The file as it was given, until the worker has read it.")
    sheet = models.CharField(max_length=100, blank=True)
    content = models.TextField(blank=True, help_text="The lines as they stand: accounts.importing.table.")
    seen = models.TextField(blank=True, help_text="What they would do, as it was last looked at.")
    whole = models.BooleanField(default=False, help_text="The file is the whole company: who is absent leaves.")
    version = models.PositiveIntegerField(default=1, help_text="Of the lines; each mending makes another.")
    mended = models.PositiveIntegerField(default=0, help_text="How many lines were mended here.")
    counts = models.CharField(max_length=60, blank=True, help_text="What was done, once it is imported.")
    # what the worker has been asked to do with it
    work = models.CharField(max_length=10, choices=Work, default=Work.NONE, blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    shown = models.CharField(max_length=64, blank=True, help_text="Digest of what was shown to who asked.")
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=500, blank=True, help_text="Why the last work came to nothing.")

    objects = StagedImportQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["staged", "applied", "discarded"]), name="import_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=models.Q(work="") | models.Q(state="staged"), name="only_a_staged_import_is_worked_on"
            ),
        ]

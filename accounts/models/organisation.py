"""The organisation (one an installation) and its teams."""

from django.db import models

from accounts.models.record import Record


class Organisation(models.Model):
    """The one organisation of this installation: its name, its zone, and the demo's clock."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=60, default="UTC")
    preset = models.CharField(
        max_length=20, blank=True, help_text="With which a cycle is begun; empty: the full review."
    )
    roles_are_open = models.BooleanField(default=False, help_text="Colleagues may see each other's role.")
    readers_are_named = models.BooleanField(default=True, help_text="People are told who read about them.")
    gives_hints = models.BooleanField(default=False, help_text="Assessments are looked over while they are written.")
    statement_words = models.PositiveSmallIntegerField(
        default=120,
        null=True,
        blank=True,
        help_text="About how many words of a statement a room can read; empty: unsaid.",
    )
    bias_kinds = models.TextField(
        blank=True, help_text="Kinds of bias of its own that a meeting counts beside the five; one a line."
    )
    # for how many months records are kept; empty: until the person is erased
    keep_inputs_months = models.PositiveSmallIntegerField(null=True, blank=True)
    keep_results_months = models.PositiveSmallIntegerField(null=True, blank=True)
    keep_mails_months = models.PositiveSmallIntegerField(null=True, blank=True)
    keep_notes_months = models.PositiveSmallIntegerField(null=True, blank=True)
    keep_leavers_months = models.PositiveSmallIntegerField(null=True, blank=True)
    keep_candidates_months = models.PositiveSmallIntegerField(default=6, help_text="Never without an end.")
    is_demo = models.BooleanField(default=False, editable=False)
    today_on = models.DateField(null=True, blank=True, editable=False, help_text="The demo's day.")
    today_began_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="The real instant at which the demo's day began."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(only=True), name="one_organisation_only"),
            models.CheckConstraint(
                condition=models.Q(today_on__isnull=True) | models.Q(is_demo=True),
                name="only_the_demo_moves_its_clock",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Team(Record):
    """A named team; an attribute of people, not a line of reporting."""

    name = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

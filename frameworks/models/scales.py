"""Rating scales: an object of their own, which a version points at."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record


class Standing(models.TextChoices):
    """What a point of a scale means for the rule."""

    BELOW = "below", _("below")
    PARTLY = "partly", _("partly")
    AT = "at", _("at")
    ABOVE = "above", _("above")


class Scale(Record):
    """A set of points in order, lowest first. A scale that is used never changes; another gets another code."""

    code = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    numbers = models.CharField(max_length=4, blank=True, help_text="Points are counted up, or down from the best.")
    before = models.JSONField(
        default=list, blank=True, help_text="Earlier scales: code, name, and points: code, word, its code now."
    )

    def __str__(self) -> str:
        return self.name


class ScalePoint(Record):
    """A rating: its word, its mark, and its standing for the rule (empty: says nothing)."""

    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="points")
    code = models.CharField(max_length=80)
    order = models.PositiveIntegerField()
    word = models.CharField(max_length=200)
    mark = models.CharField(max_length=8, blank=True)
    standing = models.CharField(max_length=10, choices=Standing, blank=True)
    meaning = models.TextField(blank=True)

    class Meta:
        ordering = ["scale", "order"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "code"], name="point_code_once"),
            models.UniqueConstraint(fields=["scale", "order"], name="point_order_once"),
            models.CheckConstraint(
                condition=models.Q(standing__in=["", *Standing.values]), name="point_of_a_known_standing"
            ),
        ]

    def __str__(self) -> str:
        return self.word

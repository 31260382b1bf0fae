"""Questions people may answer about themselves, their answers, and the publications made of counts."""

from django.db import models

from accounts.models import Person, Record
from frameworks.models import Framework
from reviews.models import Cycle


class Question(Record):
    """A demographic question the organisation may ask; answering is optional."""

    code = models.SlugField(max_length=60, unique=True)
    text = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.text


class Option(Record):
    """An answer on offer; one of them is *prefer not to say*."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    code = models.SlugField(max_length=60)
    word = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField()
    is_declined = models.BooleanField(default=False, help_text="Prefer not to say.")

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["question", "code"], name="option_once")]


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "AnswerQuerySet":
        """The person only."""
        return self.filter(person=viewer) if isinstance(viewer, Person) else self.none()


class Answer(Record):
    """What a person says of themselves; no row means not answered."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="+")
    answered_at = models.DateTimeField(auto_now=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "question"], name="one_answer_a_question")]


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "PublicationQuerySet":
        """People Ops for the whole organisation."""
        whole = isinstance(viewer, Person) and any(
            g.kind == "people_ops" and g.scope_id is None for g in viewer.grants_held
        )
        return self if whole else self.none()


class Publication(Record):
    """The protected table of one question over the levels of one framework at the close of one cycle; never remade."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    screen = models.JSONField(
        help_text="The table as People Ops sees it (k = 5), or null where there are too few.", null=True
    )
    file = models.JSONField(help_text="The table as a file carries it (k = 10), or null.", null=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "framework", "question"], name="published_once"),
        ]

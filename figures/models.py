"""Questions people may answer about themselves, their answers, and what was printed of them when a cycle closed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.models import GrantKind, Person, Record
from frameworks.models import Framework
from reviews.models import Cycle


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "QuestionQuerySet":
        """Members those that are asked; People Ops for the whole organisation also those prepared and retired."""
        if not isinstance(viewer, Person):
            return self.none()
        return self if viewer.holds_everywhere(GrantKind.PEOPLE_OPS) else self.filter(state=Question.State.ASKED)


class Question(Record):
    """A demographic question the organisation asks; answering is optional.

    Once it is asked its options stay, in their order: the order says which are kept apart first when some have to
    be counted together, and must never follow the answers.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("prepared")
        ASKED = "asked", _("asked")
        RETIRED = "retired", _("no longer asked")

    code = models.SlugField(max_length=60, unique=True)
    text = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    counted_from = models.DateField(help_text="Cycles that end before this day are not counted.")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["text"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "asked", "retired"]), name="question_in_a_known_state"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Option(Record):
    """An answer on offer; one of them is *prefer not to say*."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    code = models.SlugField(max_length=60)
    word = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField()
    is_declined = models.BooleanField(default=False, help_text="Prefer not to say.")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["question", "code"], name="option_once"),
            models.UniqueConstraint(fields=["question", "order"], name="options_in_one_order"),
            models.UniqueConstraint(
                fields=["question"], condition=Q(is_declined=True), name="one_way_to_decline_a_question"
            ),
        ]

    def __str__(self) -> str:
        return self.word


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "AnswerQuerySet":
        """The person only."""
        return self.filter(person=viewer) if isinstance(viewer, Person) else self.none()


class Answer(Record):
    """What a person says of themselves; no row means not answered.

    No event is written about it: the trail is read by People Ops, and that somebody answered is an answer too.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="+")

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "question"], name="one_answer_a_question")]


class Counting(models.Model):
    """A closed cycle has been counted: once, at its close, and never again."""

    cycle = models.OneToOneField(Cycle, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "PublicationQuerySet":
        """People Ops for the whole organisation."""
        whole = isinstance(viewer, Person) and viewer.holds_everywhere(GrantKind.PEOPLE_OPS)
        return self if whole else self.none()

    def printed(self) -> "PublicationQuerySet":
        """Those for which a table was made, be it only to say that there are too few."""
        return self.filter(withheld="")


class Publication(Record):
    """What was printed about one question over the levels of one framework at the close of one cycle; never remade.

    Only what is printed is kept: no answer, and no count that nobody may see.
    """

    class Withheld(models.TextChoices):
        LINKED = "linked", _("people in it are counted in another publication")
        NOT_NEWEST = "not_newest", _("a later cycle of the framework had closed")
        NOT_YET_ASKED = "not_yet_asked", _("the cycle ended before the question's first day")

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    withheld = models.CharField(max_length=20, choices=Withheld, blank=True)
    screen = models.JSONField(
        help_text="The table as People Ops sees it (k = 5), or null where there are too few.", null=True
    )
    file = models.JSONField(help_text="The table as a file carries it (k = 10), or null.", null=True)
    notes = models.JSONField(default=list, blank=True, help_text="Why it is coarser than it could be.")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-cycle__covers_to", "framework__title", "question__text"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "framework", "question"], name="published_once"),
            models.CheckConstraint(
                condition=Q(withheld="") | Q(screen__isnull=True, file__isnull=True), name="withheld_shows_nothing"
            ),
            models.CheckConstraint(
                condition=Q(withheld__in=["", "linked", "not_newest", "not_yet_asked"]),
                name="withheld_for_a_known_reason",
            ),
        ]

    def printed_instead(self) -> "Publication | None":
        """The cycle of the same question and framework that was published, or None."""
        same = Publication.objects.printed().filter(question=self.question_id, framework=self.framework_id)
        return same.select_related("cycle").first()

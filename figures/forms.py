"""Forms: one's own answers; a question in preparation; the wording of one that is asked."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock
from accounts.form_words import Form, ModelForm
from accounts.models import Person
from figures.models import Answer, Option, Question
from frameworks.format.characters import unfit_reason

MOST_OPTIONS = 12
TIME_TO_ANSWER = timedelta(days=30)


def fit(text: str) -> None:
    """Refuses what no database or page should hold. Raises ValidationError with a sentence."""
    if reason := unfit_reason(text):
        raise ValidationError(_("This text %(reason)s.") % {"reason": reason})


class AnswersForm(Form):
    """One's own answers: a choice a question, and the choice to say nothing."""

    def __init__(self, person: Person, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(Question.objects.filter(state=Question.State.ASKED).prefetch_related("options"))
        given = dict(Answer.objects.visible_to(person).values_list("question_id", "option__code"))
        for question in self.questions:
            options = [(option.code, capfirst(option.word)) for option in question.options.all()]
            self.fields[question.code] = forms.ChoiceField(
                label=question.text,
                choices=[*options, ("", _("No answer"))],
                widget=forms.RadioSelect,
                required=False,
                initial=given.get(question.pk, ""),
                error_messages={"invalid_choice": _("This answer is not on offer. Choose one of those below.")},
            )

    def chosen(self) -> dict[Question, Option | None]:
        """Each question with the option chosen, or None."""
        return {
            question: next((o for o in question.options.all() if o.code == self.cleaned_data[question.code]), None)
            for question in self.questions
        }


class QuestionForm(ModelForm):
    """A question nobody was asked yet, with its options one a line."""

    options = forms.CharField(
        label=gettext_lazy("Answers on offer, one a line"),
        help_text=gettext_lazy(
            "The order decides which answers keep a column of their own when some must be counted together: put"
            " those you most want to see by themselves first, and those you expect few people to choose last."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=1500,
    )
    declined = forms.CharField(
        label=gettext_lazy("How to say “I would rather not say”"),
        help_text=gettext_lazy("Always the last answer on offer. It differs from giving no answer."),
        max_length=80,
        validators=[fit],
    )

    class Meta:
        model = Question
        fields = ["text", "options", "declined", "counted_from"]
        labels = {"text": gettext_lazy("Question"), "counted_from": gettext_lazy("Counts from")}
        help_texts = {
            "text": gettext_lazy("Members read it as it stands here."),
            "counted_from": gettext_lazy(
                "Cycles that end before this day are not counted. Leave people time to answer: only one cycle can be"
                " published."
            ),
        }
        widgets = {
            "text": forms.TextInput,
            "counted_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    field_order = ["text", "options", "declined", "counted_from"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        options = list(self.instance.options.all()) if not self.instance._state.adding else []
        self.fields["options"].initial = "\n".join(o.word for o in options if not o.is_declined)
        self.fields["declined"].initial = next((o.word for o in options if o.is_declined), _("prefer not to say"))
        if not options:
            self.initial["counted_from"] = clock.today() + TIME_TO_ANSWER
        self.fields["text"].validators.append(fit)

    def clean_options(self) -> list[str]:
        """The words, in order."""
        words = [" ".join(line.split()) for line in self.cleaned_data["options"].splitlines() if line.strip()]
        for word in words:
            fit(word)
        if len(words) < 2:
            raise ValidationError(_("A question needs at least two answers besides the one that declines."))
        if len(words) > MOST_OPTIONS:
            raise ValidationError(_("At most %(most)d answers can be on offer.") % {"most": MOST_OPTIONS})
        if any(len(word) > 80 for word in words):
            raise ValidationError(_("One of the answers is longer than 80 characters."))
        if len({word.casefold() for word in words}) < len(words):
            raise ValidationError(_("One of the answers stands there twice."))
        return words

    def clean(self) -> dict[str, object]:
        """Refuses a declining answer that is also one of the others."""
        given = super().clean()
        declined = str(given.get("declined", "")).casefold()
        if declined in {word.casefold() for word in given.get("options", [])}:
            self.add_error("declined", _("This stands among the other answers already."))
        if not self.instance.code:
            self.instance.code = free_code(str(given.get("text", "")))
        return given


class WordingForm(Form):
    """The wording of a question that is asked; its options and their order stay."""

    text = forms.CharField(label=gettext_lazy("Question"), max_length=300, validators=[fit])

    def __init__(self, question: Question, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].initial = question.text
        self.options = list(question.options.all())
        for place, option in enumerate(self.options, start=1):
            self.fields[option.code] = forms.CharField(
                label=_("Answer %(place)d") % {"place": place},
                max_length=80,
                validators=[fit],
                initial=option.word,
            )

    def words(self) -> dict[str, str]:
        """Each option's code with its word."""
        return {option.code: self.cleaned_data[option.code] for option in self.options}

    def clean(self) -> dict[str, object]:
        """Refuses two options of the same word."""
        given = super().clean() or {}
        words = [str(given.get(option.code, option.pk)).casefold() for option in self.options]
        if len(set(words)) < len(words):
            raise ValidationError(_("Two of the answers would read the same."))
        return given


class RetireForm(Form):
    """Stopping a question deletes what was answered, so it wants a yes."""

    sure = forms.BooleanField(
        label=gettext_lazy("Stop asking, and delete every answer to it"),
        error_messages={"required": gettext_lazy("Tick this if the answers may be deleted. Nothing was changed.")},
    )


def free_code(text: str) -> str:
    """A code for a new question, from its text, that no other has. It stands in addresses."""
    stem = slugify(text)[:40].strip("-") or "question"
    taken = set(Question.objects.filter(code__startswith=stem).values_list("code", flat=True))
    taken.add("new")  # the address of the page that makes one
    return next(code for code in [stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))] if code not in taken)

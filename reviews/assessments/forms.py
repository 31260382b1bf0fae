"""The forms of an assessment (its fields follow the framework's axes) and of a remark."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock
from accounts.form_words import Form
from reviews.assessments.blind import FIRST_READS
from reviews.assessments.completeness import asked_on, missing
from reviews.assessments.sheet import Sheet
from reviews.assessments.workflow import AxisValue, Draft
from reviews.models import Assessment, AxisRating, Remark

CURRENT, NEXT = AxisRating.Against.CURRENT, AxisRating.Against.NEXT
KINDS = ("rating", "said", "step", "next", "without")  # the beginnings of the names of an axis's fields


class TextField(forms.CharField):
    """Words of several lines, with line feeds as their only line ends."""

    def __init__(self, rows: int, max_length: int, **more: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(max_length=max_length, widget=widget, **more)
        # the browser's own limit would cut a pasted text silently
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


def choice_of(things: list[tuple[Any, str]], refusal: str, label: str = "") -> forms.TypedChoiceField:
    """A choice among rows, known by their ids; nothing chosen is None."""
    by_id = {str(thing.pk): thing for thing, _label in things}
    return forms.TypedChoiceField(
        label=label,
        choices=[("", _("not said")), *((str(thing.pk), said) for thing, said in things)],
        coerce=by_id.get,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": refusal},
    )


class AssessmentForm(Form):
    """An assessment as it was typed: nothing is required until it is submitted. What the page shows: `shown`."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    statement = TextField(label=gettext_lazy("What impact did they have?"), rows=8, max_length=8000, required=False)
    told_lowest = forms.ChoiceField(
        label=gettext_lazy("When did you last tell them this?"), choices=Assessment.Told, required=False
    )
    told_lowest_on = forms.DateField(label=gettext_lazy("The day"), required=False)

    def __init__(self, sheet: Sheet, data: Any, submitting: bool = False) -> None:
        self.sheet, self.submitting = sheet, submitting
        super().__init__(data)
        name = sheet.subject.first_name
        self.fields["statement"].label = _("What impact did %(name)s have?") % {"name": name}
        self.fields["told_lowest"].label = _("When did you last tell %(name)s this?") % {"name": name}
        refusal = _("This rating is not on the scale. Choose one of these.")
        points = [(point, point.word) for point in sheet.points]
        self.fields["overall"] = choice_of(points, refusal, _("Overall"))
        for row in sheet.axes:
            pk, label = row.axis.pk, row.text.name
            self.fields[f"rating-{pk}"] = choice_of(points, refusal, label)
            self.fields[f"said-{pk}"] = TextField(label=label, rows=2, max_length=8000, required=False)
            self.fields[f"without-{pk}"] = forms.CharField(
                label=_("%(axis)s does not apply, because") % {"axis": label},
                max_length=500,
                required=False,
            )
            if row.steps:
                self.fields[f"step-{pk}"] = choice_of(
                    row.steps, _("There is no such step on %(axis)s.") % {"axis": label}, _("Step reached")
                )
            if row.next_text:
                self.fields[f"next-{pk}"] = choice_of(points, refusal, label)

    def clean_told_lowest_on(self):
        day = self.cleaned_data["told_lowest_on"]
        if day and day > clock.today():
            raise forms.ValidationError(_("This day has not come yet. When did you last tell them?"))
        return day

    def clean(self):
        strangers = [name for name in self.data if name.partition("-")[0] in KINDS and name not in self.fields]
        if strangers:
            raise forms.ValidationError(_("This page is about other axes than the person's role has. Load it again."))
        if self.submitting:
            self._ask_for_what_is_missing()
        return self.cleaned_data

    def _ask_for_what_is_missing(self) -> None:
        for one in missing(asked_on(self.sheet), self.draft(), self.sheet.subject.first_name):
            if one.field not in self.errors:
                self.add_error(one.field, one.sentence)

    def draft(self) -> Draft:
        """What was typed, as far as it is valid. A reason why an axis does not apply takes the place of its rating."""
        given = self.cleaned_data
        axes: dict = {}
        for row in self.sheet.axes:
            pk = row.axis.pk
            why, rated = given.get(f"without-{pk}", ""), (given.get(f"rating-{pk}"), given.get(f"step-{pk}"))
            axes[pk, str(CURRENT)] = AxisValue(*((None, None) if why else rated), given.get(f"said-{pk}", ""), why)
            axes[pk, str(NEXT)] = AxisValue(given.get(f"next-{pk}"))
        return Draft(
            given.get("overall"),
            given.get("statement", ""),
            given.get("told_lowest", ""),
            given.get("told_lowest_on"),
            {key: value for key, value in axes.items() if value},
        )


class FirstReadForm(Form):
    """Whether what is written holds, before the rating shows."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Before you see the rating: does what is written hold?"),
        choices=[
            (Remark.Kind.AGREES, gettext_lazy("I agree: I saw the same")),
            (Remark.Kind.QUESTIONS, gettext_lazy("I question it: I saw something else")),
            (Remark.Kind.CANNOT_SAY, gettext_lazy("I cannot say: I saw too little of this work")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one."),
            "invalid_choice": gettext_lazy("Choose one of these."),
        },
    )
    text = TextField(
        label=gettext_lazy("What you saw, in a line"),
        rows=2,
        max_length=4000,
        error_messages={"required": gettext_lazy("Write in a line what you saw, or why you cannot say.")},
    )


class RemarkForm(Form):
    """A remark on a subject: what kind it is, the words, and an example, without which nobody challenges."""

    kind = forms.ChoiceField(
        label=gettext_lazy("This remark"),
        choices=[one for one in Remark.Kind.choices if one[0] not in (Remark.Kind.ANSWERS, *FIRST_READS)],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one."),
            "invalid_choice": gettext_lazy("Choose one of these."),
        },
    )
    text = TextField(
        label=gettext_lazy("In your words"),
        rows=3,
        max_length=4000,
        error_messages={"required": gettext_lazy("Write what you have seen, or what you want to know.")},
    )
    example = TextField(
        label=gettext_lazy("An example"),
        help_text=gettext_lazy("What happened, and when. Whoever challenges gives one."),
        rows=2,
        max_length=2000,
        required=False,
    )

    def clean(self):
        given = self.cleaned_data
        challenges = given.get("kind") == Remark.Kind.CHALLENGES
        if challenges and not given.get("example") and "example" not in self.errors:
            self.add_error("example", _("A challenge needs an example: what happened, and when."))
        return given


class AnswerForm(Form):
    """An answer under a remark."""

    text = TextField(
        label=gettext_lazy("Your answer"),
        rows=3,
        max_length=4000,
        error_messages={"required": gettext_lazy("Write your answer.")},
    )

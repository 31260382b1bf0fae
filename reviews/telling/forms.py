"""The forms of finalising and telling: words to a person, a day to hold until, a reply, a recurring talk."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.form_words import Form, OneOf
from accounts.models import Person
from frameworks.models import ScalePoint
from reviews.models import Message, OneOnOne, Result, SecondLook
from reviews.telling.workflow import Words

FARTHEST = timedelta(days=2 * 366)


class DayInput(forms.DateInput):
    """The browser's own choice of a day."""

    input_type = "date"

    def __init__(self, **more):
        super().__init__(format="%Y-%m-%d", **more)


class WordsForm(Form):
    """The words to one person."""

    version = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)
    words = forms.CharField(max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 14}))
    asked = forms.CharField(max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3, "class": "short"}))
    asked_by_on = forms.DateField(required=False, label=_("By when"), widget=DayInput)
    support = forms.CharField(
        max_length=4000,
        required=False,
        label=_("What support is promised"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "short"}),
    )

    def __init__(self, *args, result: Result, **more):
        super().__init__(*args, **more)
        name = result.subject.first_name
        self.fields["words"].label = _("What you write to %(name)s") % {"name": name}
        self.fields["asked"].label = _("What is asked of %(name)s") % {"name": name}
        self.fields["asked"].help_text = _("Name the axis, and what would be seen.")

    def clean_asked_by_on(self):
        day = self.cleaned_data["asked_by_on"]
        if day and abs(day - clock.today()) > FARTHEST:
            raise forms.ValidationError(_("Choose a day within two years."))
        return day

    def written(self) -> Words:
        """What was written, as the workflow takes it."""
        given = self.cleaned_data
        return Words(given["words"], given["asked"], given["asked_by_on"], given["support"])


def words_form(result: Result, proposed: str = "") -> WordsForm:
    """The form with what is written so far, or with what is proposed."""
    initial = {
        "version": result.draft_number,
        "words": result.words or proposed,
        "asked": result.asked,
        "asked_by_on": result.asked_by_on,
        "support": result.support,
    }
    return WordsForm(result=result, initial=initial)


class ReleaseForm(Form):
    """How many people's words were seen to be missing, where the others are released without them; and whether it is
    released although something else is awaited."""

    missing = forms.IntegerField(min_value=0, max_value=10**6, required=False)
    regardless = forms.BooleanField(required=False)


class HoldForm(Form):
    """The day until which a message is kept."""

    until = forms.DateField(label=_("Hold until"), widget=DayInput)

    def __init__(self, *args, message: Message, **more):
        super().__init__(*args, auto_id=f"hold_{message.pk}_%s", **more)
        self.earliest, self.latest = clock.today() + timedelta(days=1), message.result.opens_on
        limits = {"min": self.earliest.isoformat(), "max": self.latest.isoformat()}
        self.fields["until"].widget.attrs.update(limits)

    def clean_until(self):
        day = self.cleaned_data["until"]
        if not self.earliest <= day <= self.latest:
            raise forms.ValidationError(
                _("Choose a day after today, and at most the one on which it is read without you.")
            )
        return day


class ReplyForm(Form):
    """The person's reply, on the record."""

    text = forms.CharField(max_length=4000, label=_("Your reply"), widget=forms.Textarea(attrs={"rows": 4}))


class OneOnOneForm(Form):
    """A recurring talk with one's own report."""

    report = OneOf(Person.objects.none(), label=_("With"), empty_label=None)
    first_on = forms.DateField(label=_("First day"), help_text=_("The talks keep its weekday."), widget=DayInput)
    at = forms.TimeField(label=_("At"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("The clock on the wall there; it stays so when summer time changes.")
    )
    every_weeks = forms.TypedChoiceField(
        label=_("How often"),
        coerce=int,
        choices=[(1, _("every week")), *((n, _("every %(count)s weeks") % {"count": n}) for n in range(2, 13))],
    )

    def __init__(self, *args, reports, **more):
        super().__init__(*args, **more)
        self.fields["report"].queryset = reports
        self.fields["time_zone"].choices = [(zone, zone) for zone in clock.zones()]

    def clean_first_on(self):
        day = self.cleaned_data["first_on"]
        if abs(day - clock.today()) > FARTHEST:
            raise forms.ValidationError(_("Choose a day within two years."))
        return day


def one_on_one_form(manager: Person, reports, talk: OneOnOne | None, report: Person | None) -> OneOnOneForm:
    """The form with the schedule there is, or with the manager's own zone."""
    initial = {"time_zone": manager.time_zone or "UTC", "every_weeks": 1, "report": report}
    if talk:
        initial |= {name: getattr(talk, name) for name in ("first_on", "at", "time_zone", "every_weeks")}
    return OneOnOneForm(reports=reports, initial=initial)


class AskSecondLookForm(Form):
    """What the person asks to be looked at again."""

    words = forms.CharField(
        max_length=4000,
        label=_("What is to be looked at again, and why"),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Say what is to be looked at again.")},
    )


class AnswerSecondLookForm(Form):
    """Whether the result stands, and why; or the rating to which it changes."""

    outcome = forms.ChoiceField(
        label=_("After looking again"),
        choices=SecondLook.Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the result stands or changes.")},
    )
    overall = OneOf(
        ScalePoint.objects.none(),
        label=_("If it changes, to"),
        required=False,
        empty_label=_("no change"),
    )
    answer = forms.CharField(
        max_length=4000,
        label=_("The answer to the person"),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write the answer: the person reads it.")},
    )

    def __init__(self, *args, result: Result, **more):
        super().__init__(*args, **more)
        points = ScalePoint.objects.filter(scale=result.version.scale_id).exclude(pk=result.overall_id)
        self.fields["overall"].queryset = points.order_by("order")

    def clean(self):
        """A rating where it changes, and none where it stands."""
        given = super().clean()
        changes = given.get("outcome") == SecondLook.Outcome.CHANGES
        if changes and not given.get("overall") and "overall" not in self.errors:
            self.add_error("overall", _("Choose the rating to which it changes."))
        if given.get("outcome") == SecondLook.Outcome.STANDS and given.get("overall"):
            self.add_error("overall", _("You say that the result stands, and choose another rating: one of the two."))
        return given

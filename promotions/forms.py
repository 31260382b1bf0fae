"""What is typed about pitches and decisions, checked before the domain sees it."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.form_words import OUR_OWN_PAGE, Form, OneOf
from frameworks.format import document as data
from frameworks.models import Axis, Role
from frameworks.rule_words import gate_words
from promotions import evidence
from promotions.models import Claim, Decision, Pitch, Vote
from promotions.workflow import Draft, Line
from promotions.workflow.deciding import wrong_start
from promotions.workflow.pitching import claim_limits

LONG, SHORT = 4000, 2000  # characters, as the columns hold
CLAIMS = 20  # claims a pitch may have; more would no longer be brief


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def _text(label: Any, length: int = LONG, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, required=False, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class TargetForm(Form):
    """Which role a person is pitched for: one of those they can go to."""

    target = OneOf(Role.objects.none(), label=gettext_lazy("Pitched for"), widget=forms.RadioSelect, empty_label=None)

    def __init__(self, *given: Any, roles: list[tuple[Role, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        names = {role.pk: name for role, name in roles}
        field: Any = self.fields["target"]
        field.queryset = Role.objects.filter(pk__in=names)
        field.label_from_instance = lambda role: names[role.pk]
        field.widget.choices = [(role.pk, name) for role, name in roles]
        if len(roles) == 1:
            field.initial = roles[0][0].pk


def _gate(condition: data.Condition) -> str:
    """What to type where a condition asks for a number."""
    words = gate_words(condition)
    return _("Begin with the number; asked is: %(gate)s.") % {"gate": words} if words else ""


class PitchForm(Form):
    """Summary, the case on each axis that the target role knows, the rule's questions, and why an exception."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)

    def __init__(self, *given: Any, document: data.Document, target: data.Role, questions: list[str], **more: Any):
        super().__init__(*given, **more)
        names = {axis.code: axis.name for axis in document.axes}
        self.axes = evidence.axis_codes(document, target)
        self.fields["summary"] = _text(
            _("In short"), 8000, 5, help_text=_("What has changed, and what would change with the new role.")
        )
        for code in self.axes:
            self.fields[f"case_{code}"] = _text(names[code])
        self.questions = {each.code: each for each in document.rule.conditions if each.code in questions}
        for code, each in self.questions.items():
            self.fields[f"answer_{code}"] = _text(
                each.name, help_text=" ".join(filter(None, (each.question, _gate(each))))
            )
        self.fields["exception"] = _text(
            _("Why now, although a clause says “not yet”"), rows=2, help_text=_("People Ops sees a list of exceptions.")
        )

    def cases(self) -> list[tuple[str, forms.BoundField]]:
        """The field of each axis, by its code."""
        return [(code, self[f"case_{code}"]) for code in self.axes]

    def answers(self) -> list[forms.BoundField]:
        """The fields of the rule's questions."""
        return [self[f"answer_{code}"] for code in self.questions]

    def draft(self, axes: dict[str, UUID], claims: list[Line]) -> Draft:
        """What was typed, as the domain takes it."""
        typed = self.cleaned_data
        return Draft(
            typed["summary"],
            typed["exception"],
            {axes[code]: typed[f"case_{code}"] for code in self.axes},
            claims,
            {code: typed[f"answer_{code}"] for code in self.questions},
        )


class ClaimForm(Form):
    """One dated claim, on one line; an empty line is none."""

    kind = forms.ChoiceField(label=gettext_lazy("Claim"), choices=Claim.Kind.choices)
    axis = forms.ChoiceField(label=gettext_lazy("Axis"), required=False)
    from_on = _day(gettext_lazy("From"))
    to_on = _day(gettext_lazy("To"))
    text = forms.CharField(label=gettext_lazy("What shows it"), max_length=SHORT)

    def __init__(
        self, *given: Any, kinds: list[str], axes: list[tuple[str, str]], limits: tuple[date, date], **more: Any
    ):
        super().__init__(*given, **more)
        self.limits = limits
        kind, axis = self.fields["kind"], self.fields["axis"]
        kind.choices = [(value, label) for value, label in Claim.Kind.choices if value in kinds]
        kind.initial = kinds[-1] if kinds else None
        axis.choices = [("", _("all axes")), *axes]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        first, last = typed.get("from_on"), typed.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", _("The claim ends before it begins."))
        if first and first < self.limits[0]:
            self.add_error("from_on", _("A claim can begin on %(day)s at the earliest.") % self._said(self.limits[0]))
        if last and last > self.limits[1]:
            self.add_error("to_on", _("A claim can end on %(day)s at the latest.") % self._said(self.limits[1]))
        if typed.get("kind") == Claim.Kind.HIGH and typed.get("axis"):
            self.add_error("axis", _("High performance is claimed for the whole role, not for one axis."))
        return typed

    def _said(self, day: date) -> dict[str, str]:
        return {"day": date_format(day, "j F Y")}

    def line(self, axes: dict[str, UUID]) -> Line:
        """The claim as the domain takes it."""
        typed = self.cleaned_data
        axis = axes[typed["axis"]] if typed["axis"] else None
        return Line(typed["kind"], typed["from_on"], typed["to_on"], typed["text"], axis)


class _Claims(forms.BaseFormSet):
    """The claims of a pitch; lines left empty, or marked to be removed, are none."""

    deletion_widget = forms.CheckboxInput
    default_error_messages = {
        "missing_management_form": OUR_OWN_PAGE,
        "too_many_forms": gettext_lazy("A pitch has at most %(num)d claims. Take some out."),
        "too_few_forms": gettext_lazy("A pitch has at least %(num)d claims. Add some."),
    }

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.empty_permitted = True  # which lines are old and which new makes no difference: all are written anew
        form.use_required_attribute = False
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("remove")

    def lines(self, axes: dict[str, UUID]) -> list[Line]:
        """The claims as the domain takes them."""
        kept = [form for form in self.forms if form.has_changed() and form not in self.deleted_forms]
        return [form.line(axes) for form in kept]


ClaimForms = forms.formset_factory(
    ClaimForm, formset=_Claims, extra=1, can_delete=True, max_num=CLAIMS, absolute_max=CLAIMS + 5, validate_max=True
)


def claim_settings(pitch: Pitch, document: data.Document, target: data.Role) -> dict[str, Any]:
    """What each line of the claims needs to know: the kinds the rule asks for, the axes, the days allowed."""
    names = {axis.code: axis.name for axis in document.axes}
    asked = document.rule
    kinds = [Claim.Kind.HIGH.value] if asked.high_performance else []
    if asked.at_next_level or asked.kind == "demonstrated":
        kinds.append(Claim.Kind.NEXT.value)
    axes = [(code, names[code]) for code in evidence.axis_codes(document, target)]
    return {"kinds": kinds, "axes": axes, "limits": claim_limits(pitch)}


class VoteForm(Form):
    """A decider's word, with a reason where it is *not now*."""

    choice = forms.ChoiceField(
        label=gettext_lazy("Shall the role change?"),
        choices=Vote.Choice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one; to defer is an answer too.")},
    )
    reason = _text(gettext_lazy("Why"), help_text=gettext_lazy("The other deciders read it once all have voted."))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("choice") == Vote.Choice.NOT_NOW and not typed.get("reason"):
            self.add_error("reason", _("Say in a sentence what is missing."))
        return typed


class NotNowForm(Form):
    """What a *not now* owes the person: which axis, what evidence, what support, when again."""

    axis = OneOf(
        Axis.objects.none(),
        label=gettext_lazy("Which axis"),
        required=False,
        empty_label=gettext_lazy("none in particular"),
    )
    evidence = _text(gettext_lazy("What would show it"))
    support = _text(gettext_lazy("What support there is"))
    again_on = _day(gettext_lazy("When it is taken up again"))

    def __init__(self, *given: Any, axes: list[tuple[UUID, str]], today: date, **more: Any) -> None:
        super().__init__(*given, **more)
        self.today, names = today, dict(axes)
        field: Any = self.fields["axis"]
        field.queryset = Axis.objects.filter(pk__in=names)
        field.label_from_instance = lambda axis: names[axis.pk]
        self.fields["evidence"].required = self.fields["support"].required = True

    def clean_again_on(self) -> date:
        day: date = self.cleaned_data["again_on"]
        if not 0 < (day - self.today).days <= 731:
            raise forms.ValidationError(_("Choose a day within two years from now."))
        return day


class ConfirmForm(Form):
    """The day on which an approved role starts."""

    starts_on = _day(
        gettext_lazy("The new role starts on"), error_messages={"required": gettext_lazy("Say from which day.")}
    )

    def __init__(self, *given: Any, decision: Decision, **more: Any) -> None:
        super().__init__(*given, **more)
        self.decision = decision

    def clean_starts_on(self) -> date:
        wrong = wrong_start(self.decision, self.cleaned_data["starts_on"])
        if wrong:
            raise forms.ValidationError(wrong)
        return self.cleaned_data["starts_on"]

"""The forms of editing: what each field is called, and what is said of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.form_words import Form
from frameworks.editing.cells import identity_in
from frameworks.editing.fields import Kind, in_codes
from frameworks.editing.linked import NONE
from frameworks.editing.sheets import Sheet

ONE_A_LINE = _("One a line.")
# field: (what it is called, what is said of it)
WORDS: dict[str, tuple[Any, Any]] = {
    "summary": (_("In one sentence"), ""),
    "not_applicable": (_("Why nothing is asked here"), _("Only where this axis is not judged here. It stands alone.")),
    "called": (_("What the axis is called here"), _("Where it has another name than elsewhere.")),
    "link": (_("Where more is said"), _("An address that begins with https://.")),
    "day_one": (_("Expected from the first day"), ""),
    "step": (_("The step that is asked"), ""),
    "points": (_("Points"), _("What the step is worth, where the rule counts points.")),
    "name": (_("Name"), ""),
    "question": (_("What is judged here, as a question"), ""),
    "label": (_("What this version is called"), _("Such as 3, or 2027. Nobody is placed by it.")),
    "title": (_("Title"), ""),
    "aliases": (_("Other titles"), ONE_A_LINE),
    "about": (_("About"), _("Markdown: paragraphs, lists, emphasis and links.")),
    "attribution": (_("Whose words these are"), ""),
    "licence": (_("Licence"), ""),
    "cadence": (_("How often reviews are held"), ""),
    "cumulative": (_("A level includes what the levels before it ask"), ""),
    "pitch_open_to_subject": (_("What somebody knows of a pitch about them"), ""),
    "consistently_months": (_("Months for which something holds to be called consistent"), ""),
    "terminal_level": (_("The level that everybody is expected to reach"), ""),
    "rank": (_("Rank"), _("Orders the levels of the whole organisation, over all frameworks.")),
    "status": (_("How far it is"), ""),
    "is_different_role": (_("A different kind of work, not more of the level before"), ""),
    "personal_profile": (_("What is asked here is written for each person"), ""),
    "longest_months": (_("Months that one is expected to stay at most"), ""),
    "facts": (_("Facts beside it"), _("One a line, as “Years: 2 to 5”.")),
    "bands": (_("Bands within it"), _("One a line, as “3.1 | Early | What it means”; code alone will do.")),
    "points_from": (_("From how many points it is reached"), ""),
    "average_from": (_("From which average it is reached"), ""),
    "counts": (_("Ways to reach it by counting"), _("One a line, as “step: number of axes” or “step: all”.")),
    "weights": (_("How much each axis counts"), _("One a line, as “code of the axis: weight”.")),
    "text": (_("The example"), ""),
    "need": (_("What the framework calls it"), ""),
    "examples": (_("What it can look like"), ONE_A_LINE),
    "measure_name": (_("A number that shows it: its name"), _("Such as “Tickets answered in time”.")),
    "measure_value": (_("Its value"), ""),
    "measure_unit": (_("Its unit"), ""),
    "measure_better": (_("Where its good end is"), ""),
    "level": (_("At which level"), ""),
    "tracks": (_("On which tracks"), ""),
    "next": (_("Ways on from here"), _("Where none is chosen: those of the next rank.")),
    "equals": (_("Stands level with"), _("Roles of other tracks. Where none is chosen, nothing is said.")),
    "axes": (_("Which axes it uses"), _("Where none is chosen: all.")),
    "replaces": (_("The axis whose place it takes"), _("Where both stand in the framework, and a role asks one.")),
    "group": (_("Under which heading"), ""),
    "rule_kind": (_("How a promotion is decided"), ""),
    "high_standing": (_("Overall, at the present role, at least"), ""),
    "high_months": (_("For how many months"), ""),
    "next_standing": (_("Against the next role, at least"), ""),
    "next_months": (_("For how many months"), ""),
    "next_axes": (_("On which axes"), ""),
    "time_at_level_months": (_("Months at the present level before"), ""),
    "mandatory": (_("Axes for which nothing makes up"), ""),
    "rule_notes": (_("Notes on the rule"), _("Markdown.")),
}
CHOICES: dict[str, dict[str, Any]] = {
    "status": {
        "described": _("Described"),
        "unfinished": _("Not finished"),
        "retired": _("No longer used"),
        "appointment": _("By appointment"),
    },
    "need": {"": _("An example"), "required": _("Required"), "optional": _("Optional")},
    "measure_better": {"": _("Nothing is said"), "higher": _("Higher"), "lower": _("Lower"), "middle": _("In between")},
    "cadence": {"quarterly": _("Quarterly"), "half-yearly": _("Half-yearly"), "yearly": _("Yearly")},
    "pitch_open_to_subject": {
        "after": _("Nothing until they are told the decision"),
        "know": _("That there is one"),
        "with": _("It is written with them"),
    },
    "rule_kind": {
        "across-the-board": _("Across the board: every axis at its standing"),
        "guidance": _("Guidance: no single axis is a gate"),
        "demonstrated": _("Demonstrated: the work is of the next level already"),
        "points": _("Points from the steps, with thresholds"),
        "weighted-average": _("A weighted average, with thresholds"),
        "counting": _("Counting steps on axes"),
        "manual": _("By hand, in words"),
    },
    "next": {NONE: _("No move is foreseen")},
    "equals": {NONE: _("With none")},
    "next_axes": {"": _("Nothing is said"), "all": _("On all axes"), "guidance": _("As guidance")},
}
STANDINGS = {
    "": _("Nothing is asked"),
    "below": _("below"),
    "partly": _("partly"),
    "at": _("at what is asked"),
    "above": _("above what is asked"),
}
CHOICES |= {"high_standing": STANDINGS, "next_standing": STANDINGS}
ROWS = {"text": 3, "list": 3}
YES = {"": _("No"), "yes": _("Yes")}
AT_HAND = 8  # of what may be chosen besides; more is folded


class SheetForm(Form):
    """The fields of a place as they stand, or as they were typed. What is wrong with a text the saving says."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, sheet: Sheet, texts: Mapping[str, str], *args: Any, **more: Any) -> None:
        super().__init__(*args, initial=dict(texts), **more)
        self.names = list(texts)
        for name in texts:
            kind = sheet.kind(name)
            if kind is not None:
                label, hint = (_("Example"), "") if identity_in(name) else WORDS[name]
                field = forms.CharField(
                    label=label, help_text=hint, required=False, strip=False, widget=_widget(name, kind)
                )
                self.fields[name] = field

    @property
    def of_the_place(self) -> list[Any]:
        """The fields but for the examples."""
        return [self[name] for name in self.names if name in self.fields and not identity_in(name)]


class Ticks(forms.CheckboxSelectMultiple):
    """Codes with spaces between, each to be ticked by its name: those chosen first, in their order, then the others,
    folded where they are many. One that is not there any more stays, ticked, until it is taken out."""

    def format_value(self, value: Any) -> list[str]:
        """The codes that are chosen."""
        return in_codes(str(value or ""))

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """What is chosen and what may be; an empty value goes with it, so that taking all out is a change."""
        called = dict(self.choices)
        chosen = self.format_value(value)
        said = [(code, called.get(code, code)) for code in chosen]
        rest = [(code, label) for code, label in called.items() if code not in chosen]
        beside = [one for one in rest if one[0] in CHOICES.get(name, {})]  # what is no part of it: that there is none
        others = [one for one in rest if one not in beside]
        context = {"name": name, "id": (attrs or {}).get("id", ""), "chosen": said, "beside": beside, "others": others}
        context["is_folded"] = len(others) > AT_HAND
        return render_to_string("frameworks/editing/_ticks.html", context)


def _called(name: str, kind: Kind, value: str) -> Any:
    return CHOICES.get(name, {}).get(value) or kind.names.get(value, value)


def in_words(name: str, kind: Kind | None, text: str) -> str:
    """How the text of a field is read, where a form does not show it as it stands."""
    if kind is None or kind.shape not in ("yes", "choice", "codes"):
        return text
    if kind.shape == "yes":
        return str(YES["yes" if text else ""])
    said = in_codes(text) if kind.shape == "codes" else [text]
    return "; ".join(str(_called(name, kind, one)) for one in said)


def _widget(name: str, kind: Kind) -> forms.Widget:
    if kind.shape == "yes":
        return forms.Select(choices=list(YES.items()))
    if kind.shape == "choice":
        return forms.Select(choices=[(one, _called(name, kind, one) or _("None")) for one in kind.choices])
    if kind.shape == "codes":
        return Ticks(choices=[(one, _called(name, kind, one)) for one in kind.choices])
    if kind.shape == "number":
        return forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"})
    if kind.shape in ROWS:
        return forms.Textarea(attrs={"rows": 2 if identity_in(name) else ROWS[kind.shape]})
    return forms.TextInput(attrs={"autocomplete": "off"})


class BeginForm(Form):
    """What the new version is called."""

    label = forms.CharField(
        label=_("What the new version is called"),
        max_length=200,
        help_text=_(
            "A number or a few words, such as “2” or “2027 spring”. It may be changed until the version is fixed."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

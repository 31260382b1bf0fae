"""What is typed at the desk: a change of rating, the one line, a screen's code, a kind of bias."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.form_words import Form, OneOf
from accounts.models import Person
from calibration.models import Meeting, Stop
from calibration.workflow.rules import may_propose
from frameworks.models import Axis, ScalePoint, VersionAxis
from reviews.models import RosterEntry

OVERALL = "overall"


class ChangeForm(Form):
    """The new rating of one person in the open stop, who proposed it, and one line why."""

    what = forms.ChoiceField(label=_("Which rating"))
    after = OneOf(
        label=_("The new rating"),
        queryset=ScalePoint.objects.none(),
        error_messages={
            "required": _("Choose the rating that stands from now on."),
            "invalid_choice": _("This rating is not one of this person's scale."),
        },
    )
    proposer = OneOf(
        label=_("Proposed by"),
        queryset=Person.objects.none(),
        empty_label=_("Choose who proposed it"),
        error_messages={
            "required": _("Say who proposed it."),
            "invalid_choice": _(
                "Only somebody who is in the room, judges in this group and has a part in this turn proposes."
            ),
        },
    )
    line = forms.CharField(
        label=_("Why, in one line"),
        max_length=300,
        error_messages={
            "required": _("A change says in one line why."),
            "max_length": _("One line: at most 300 characters. The rest is written afterwards."),
        },
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, meeting: Meeting, stop: Stop, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        entry = RosterEntry.objects.select_related("version").get(group=stop.group_id, subject=stop.subject_id)
        axes = VersionAxis.objects.filter(version=entry.version_id)
        self.axes = {str(axis.axis_id): axis.name for axis in axes}
        choices = [] if stop.kind == Stop.Kind.COHORT else [(OVERALL, _("Overall"))]
        self.fields["what"].choices = [*choices, *self.axes.items()]
        self.fields["after"].queryset = ScalePoint.objects.filter(scale=entry.version.scale_id)
        self.fields["proposer"].queryset = may_propose(meeting, stop)
        self.fields["version"].initial = meeting.version

    @property
    def points(self) -> list[ScalePoint]:
        """The points to choose from, lowest first."""
        return list(self.fields["after"].queryset)

    @property
    def axis(self) -> Axis | None:
        """The chosen axis; None is the overall rating."""
        chosen = self.cleaned_data["what"]
        return None if chosen == OVERALL else Axis.objects.get(pk=chosen)


class LineForm(Form):
    """The one line under the person."""

    line = forms.CharField(
        label=_("One line for everybody"),
        required=False,
        max_length=140,
        help_text=_("Stands under the person on every screen until the next turn. Empty takes it away."),
        error_messages={"max_length": _("One line: at most 140 characters.")},
    )


class PairForm(Form):
    """The code that a screen shows."""

    code = forms.CharField(
        label=_("Code on the screen"),
        max_length=12,
        help_text=_("Open /room/ on the screen; it shows six characters."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={
            "required": _("Type the six characters that the screen shows."),
            "max_length": _("A code has six characters."),
        },
    )


class Pressed(Form):
    """The version that stood on the page when a button was pressed."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)

    @classmethod
    def version_in(cls, data: Any) -> int | None:
        """That version; None where none was sent, or nonsense."""
        form = cls(data)
        return form.cleaned_data["version"] if form.is_valid() else None

"""What is typed at the desk and beside it: a change, the one line, a code, a sitting, who moderates, a reason."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.form_words import Form, OneOf
from accounts.models import Person
from calibration.models import Meeting, Stop
from calibration.workflow.rules import may_propose
from frameworks.models import Axis, ScalePoint, VersionAxis
from reviews.cycles.date_forms import day_field
from reviews.models import RosterEntry

OVERALL = "overall"


class ChangeWords(Form):
    """What a change of rating says, in a meeting and in a rehearsal of one: which rating, why, and the version of the
    meeting that stood on the page; of the two fields that differ, the words."""

    AFTER: dict[str, Any] = {
        "label": _("The new rating"),
        "error_messages": {
            "required": _("Choose the rating that stands from now on."),
            "invalid_choice": _("This rating is not one of this person's scale."),
        },
    }
    PROPOSER: dict[str, Any] = {
        "label": _("Proposed by"),
        "error_messages": {
            "required": _("Say who proposed it."),
            "invalid_choice": _(
                "Only somebody who is in the room, judges in this group and has a part in this turn proposes."
            ),
        },
    }
    NOBODY_YET = _("Choose who proposed it")

    what = forms.ChoiceField(label=_("Which rating"))
    line = forms.CharField(
        label=_("Why, in one line"),
        max_length=300,
        error_messages={
            "required": _("A change says in one line why."),
            "max_length": _("One line: at most 300 characters. The rest is written afterwards."),
        },
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    field_order = ["what", "after", "proposer", "line"]

    def comes_back(self, sentence: str, version: int) -> None:
        """It came too late: says why, keeps what was typed, and is sent next with the version that stands by now."""
        self.add_error(None, sentence)
        self.data = self.data.copy()
        self.data["version"] = version


class ChangeForm(ChangeWords):
    """The new rating of one person in the open stop, who proposed it, and one line why."""

    after = OneOf(queryset=ScalePoint.objects.none(), **ChangeWords.AFTER)
    proposer = OneOf(queryset=Person.objects.none(), empty_label=ChangeWords.NOBODY_YET, **ChangeWords.PROPOSER)

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


class SittingForm(Form):
    """A day on which the meeting is to sit, and for how long."""

    on = day_field(_("The meeting sits on"))
    minutes = forms.IntegerField(
        label=_("for so many minutes"), min_value=0, max_value=720, initial=110, help_text=_("0: not on that day.")
    )


class HandOverForm(Form):
    """Who moderates from now on: the first of those who may is proposed."""

    person = forms.ChoiceField(
        label=_("Who moderates from now on"),
        help_text=_("Proposed is whoever has moderated least in this meeting, then by name."),
    )

    def __init__(self, people: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="hand_over_%s", **kwargs)
        self.people = people
        self.fields["person"].choices = [(str(person.pk), person.name) for person in people]


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


class ReopenForm(Form):
    """Why a locked meeting is reopened."""

    reason = forms.CharField(
        label=_("Why it is reopened"),
        max_length=500,
        help_text=_("Read by People Ops for everyone in the group and by the observer. It is kept with the record."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Say why the meeting is reopened."),
            "max_length": _("At most 500 characters."),
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

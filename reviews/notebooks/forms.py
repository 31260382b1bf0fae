"""The forms of an entry (what was noted, of which axis, and who reads it), of a self-reflection, and of a question to a
peer with its answer."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock
from accounts.form_words import Form
from accounts.models import Person
from reviews.assessments.forms import TextField
from reviews.models import Entry, GrowthLine, Reflection
from reviews.notebooks import audiences, links
from reviews.notebooks.asking import may_be_asked
from reviews.notebooks.axes import AskedAxis, AxisChoice, axes_of
from reviews.notebooks.growing import Kind, Planned
from reviews.notebooks.reflecting import Thoughts
from reviews.notebooks.workflow import Said
from reviews.people_fields import PersonField
from reviews.telling.forms import DayInput

FARTHEST = timedelta(days=3660)


class EntryForm(Form):
    """An entry about one person, as its author writes it."""

    text = TextField(
        label=gettext_lazy("What happened"),
        rows=3,
        max_length=4000,
        error_messages={"required": gettext_lazy("Write what you want to keep.")},
    )
    axis = forms.ChoiceField(label=gettext_lazy("Axis"), required=False)
    on = forms.DateField(label=gettext_lazy("On which day"), required=False, widget=DayInput)
    source = forms.ChoiceField(label=gettext_lazy("Where it comes from"), choices=Entry.Source, required=False)
    is_quotation = forms.BooleanField(label=gettext_lazy("In the words of whoever said it"), required=False)
    link = forms.CharField(
        label=gettext_lazy("Link"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("A document, a change. Its host is shown, so that one sees where it leads."),
    )
    shared = forms.MultipleChoiceField(
        label=gettext_lazy("Who reads it besides you"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nothing ticked: only you. You may change this later; who has read it has read it."),
    )

    FIRST = ("text", "axis")  # those that always stand open
    MORE = ("on", "source", "is_quotation", "link")

    def __init__(
        self, author: Person, subject: Person, axes: Sequence[AxisChoice], data: Any = None, **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.axes = {one.code: one.axis for one in axes}
        self.fields["axis"].choices = [("", _("none in particular")), *((one.code, one.name) for one in axes)]
        self.fields["on"].widget.attrs["max"] = clock.today().isoformat()
        self.fields["shared"].choices = audiences.choices(author, subject)

    def keep_axis(self, entry: Entry) -> None:
        """Offers the axis of an entry too where today's ladder has it no more."""
        if entry.axis and entry.axis.code not in self.axes:
            self.axes[entry.axis.code] = entry.axis
            self.fields["axis"].choices = [*self.fields["axis"].choices, (entry.axis.code, entry.axis.code)]

    def clean_on(self):
        day, today = self.cleaned_data["on"] or clock.today(), clock.today()
        if day > today:
            raise forms.ValidationError(_("This day has not come yet."))
        if today - day > FARTHEST:
            raise forms.ValidationError(_("Choose a day of the last ten years."))
        return day

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link and links.split(link) is None:
            raise forms.ValidationError(
                _("Give the whole address of a page, such as https://wiki.company.example/plan, without spaces in it.")
            )
        return link

    def said(self) -> Said:
        """What was written, once valid."""
        given = self.cleaned_data
        return Said(
            given["text"],
            given["on"],
            self.axes.get(given["axis"]),
            given["link"],
            given["source"] or Entry.Source.SEEN,
            given["is_quotation"],
        )

    def shared_with(self) -> set[str]:
        """The audiences that were ticked."""
        return set(self.cleaned_data["shared"])

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FIRST]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MORE]

    @property
    def more_is_open(self) -> bool:
        """Whether something is wrong among the fields that are folded."""
        return any(self[name].errors for name in self.MORE)


def filled(entry: Entry, shared: set[str]) -> EntryForm:
    """The form with what the entry says."""
    initial = {name: getattr(entry, name) for name in ("text", "on", "source", "is_quotation", "link")}
    initial |= {"axis": entry.axis.code if entry.axis else "", "shared": sorted(shared)}
    form = EntryForm(entry.author, entry.subject, axes_of(entry.subject), initial=initial)
    form.keep_axis(entry)
    return form


class GrowthForm(Form):
    """A line of a growth plan; what may be written by whom comes from outside."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"), widget=forms.RadioSelect, required=False)
    text = TextField(
        label=gettext_lazy("In a sentence or two"),
        rows=3,
        max_length=2000,
        error_messages={"required": gettext_lazy("Write what is planned or promised.")},
    )
    axis = forms.ChoiceField(label=gettext_lazy("Axis"), required=False)
    until_on = forms.DateField(
        label=gettext_lazy("Until when"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("Where a day was agreed. Nothing happens on it by itself."),
    )

    def __init__(
        self, kinds: Sequence[Kind], axes: Sequence[AxisChoice], data: Any = None, line: GrowthLine | None = None
    ) -> None:
        initial = {"kind": kinds[0]}
        self.axes = {one.code: one.axis for one in axes}
        names = {one.code: one.name for one in axes}
        if line:
            initial = {name: getattr(line, name) for name in ("kind", "text", "until_on")}
            if line.axis:
                initial["axis"] = line.axis.code
                self.axes.setdefault(line.axis.code, line.axis)
                names.setdefault(line.axis.code, line.axis.code)
        super().__init__(data, initial=initial)
        self.until_stood = line.until_on if line else None
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        if len(kinds) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
            if kinds[0] == Kind.NEXT:
                self.fields["text"].label = _("What you work on next, in a sentence or two")
        self.fields["axis"].choices = [("", _("none in particular")), *names.items()]

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or str(self.fields["kind"].choices[0][0])

    def clean_until_on(self):
        day, today = self.cleaned_data["until_on"], clock.today()
        if day and day != self.until_stood and not today - FARTHEST <= day <= today + FARTHEST:
            raise forms.ValidationError(_("Choose a day within ten years of today."))
        return day

    def planned(self) -> Planned:
        """What was written, once valid."""
        given = self.cleaned_data
        return Planned(given["text"], given["kind"], self.axes.get(given["axis"]), given["until_on"])


class ReflectionForm(Form):
    """What somebody writes of their own work: a text, and words on each axis that their role asks something on."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    text = TextField(label=gettext_lazy("What was it like, this time?"), rows=8, max_length=8000, required=False)
    readers = forms.ChoiceField(
        label=gettext_lazy("Who reads it"), choices=Reflection.Readers, widget=forms.RadioSelect, required=False
    )

    def __init__(self, asked: Sequence[AskedAxis], assessor: str, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.asked = asked
        self.fields["readers"].choices = [
            (Reflection.Readers.ASSESSOR, _("%(name)s alone") % {"name": assessor}),
            (Reflection.Readers.GROUP, _("%(name)s, and from the preview on the group") % {"name": assessor}),
        ]
        for one in asked:
            self.fields[f"said-{one.axis.pk}"] = TextField(label=one.name, rows=3, max_length=8000, required=False)

    def thoughts(self) -> Thoughts:
        """What was written, once valid."""
        said = {one.axis.pk: self.cleaned_data[f"said-{one.axis.pk}"] for one in self.asked}
        return Thoughts(self.cleaned_data["text"], {axis: text for axis, text in said.items() if text})

    @property
    def rows(self) -> list[tuple[AskedAxis, forms.BoundField]]:
        """Each axis with its field."""
        return [(one, self[f"said-{one.axis.pk}"]) for one in self.asked]


def as_fields(thoughts: Thoughts, asked: Sequence[AskedAxis]) -> dict[str, str]:
    """What stands, by the form's field names."""
    return {"text": thoughts.text} | {f"said-{one.axis.pk}": thoughts.axes.get(one.axis.pk, "") for one in asked}


# -- two sentences from a peer ---------------------------------------------------------------------------


class AskForm(Form):
    """Whom to ask, what, and who will read the answer."""

    peer = PersonField(gettext_lazy("Whom do you ask"), gettext_lazy("Say whom you ask."))
    question = TextField(
        label=gettext_lazy("What you would like to know"),
        rows=2,
        max_length=500,
        required=False,
        help_text=gettext_lazy("Such as: how was the hand-over in October, from your side?"),
    )
    readers = forms.ChoiceField(
        label=gettext_lazy("Who will read the answer"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("It is said to whom you ask before they write, and cannot be widened afterwards."),
        error_messages={"required": gettext_lazy("Choose who will read the answer.")},
    )

    def __init__(self, asker: Person, subject: Person, data: Any = None) -> None:
        super().__init__(data)
        self.asker, self.subject = asker, subject
        self.fields["readers"].choices = audiences.reader_choices(asker, subject)

    def clean_peer(self) -> Person:
        peer = self.cleaned_data["peer"]
        if peer == self.asker:
            raise forms.ValidationError(_("That is you. Ask somebody else."))
        if peer == self.subject:
            raise forms.ValidationError(_("It is about %(name)s. Ask somebody else.") % {"name": peer.first_name})
        if not may_be_asked(peer, self.asker, self.subject):
            raise forms.ValidationError(_("%(name)s is not here any more.") % {"name": peer.name})
        return peer


class AnswerForm(Form):
    """A peer's two sentences."""

    text = TextField(
        label=gettext_lazy("Your two sentences"),
        rows=4,
        max_length=600,
        error_messages={"required": gettext_lazy("Write something first, or decline.")},
    )


class ProfileForm(Form):
    """A personal profile: what is asked in general, and axis by axis; with each what stood there when it was begun."""

    def __init__(
        self, axes: Sequence[AxisChoice], standing: Mapping[UUID | None, str], data: Any = None, **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.places: dict[str, UUID | None] = {"general": None}
        self._add("general", _("In general"), standing.get(None, ""))
        for number, one in enumerate(axes):
            self.places[f"axis-{number}"] = one.axis.pk
            self._add(f"axis-{number}", one.name, standing.get(one.axis.pk, ""))

    def _add(self, name: str, label: str, text: str) -> None:
        field = TextField(label=label, rows=4, max_length=4000, required=False)
        self.fields[name] = field
        self.fields[f"{name}-began"] = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
        self.initial[name] = self.initial[f"{name}-began"] = text

    @property
    def written(self) -> list[forms.BoundField]:
        """The fields that somebody fills."""
        return [self[name] for name in self.places]

    def said(self) -> dict[UUID | None, str]:
        """What was written, by the id of the axis, once valid."""
        return {place: self.cleaned_data[name] for name, place in self.places.items()}

    def began(self) -> dict[UUID | None, str]:
        """What stood there when the writing began."""
        given = {place: self.cleaned_data[f"{name}-began"] for name, place in self.places.items()}
        return {place: text.replace("\r\n", "\n") for place, text in given.items()}

    def begin_from(self, standing: Mapping[UUID | None, str]) -> None:
        """Goes on from what stands there now, with what was typed."""
        self.data = self.data.copy()
        for name, place in self.places.items():
            self.data[f"{name}-began"] = standing.get(place, "")

"""What each act asks: as little as it needs."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from accounts import clock
from accounts.form_words import Form, OneOf
from accounts.models import Person
from reviews.cycles.acts import deputising, guard, naming
from reviews.cycles.acts.treating import CHOICES
from reviews.cycles.date_forms import EARLIEST, LATEST, day_field
from reviews.models import Group, Part, RosterEntry
from reviews.people_fields import PersonField


class ActForm(Form):
    """The form of an act on one row of the roster, for whoever does it; `values` is what the act is given."""

    def __init__(self, *args: Any, entry: RosterEntry, by: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        self.entry, self.by = entry, by

    def values(self) -> dict[str, Any]:
        """What was chosen."""
        return {}


class ReassignForm(ActForm):
    """To whom."""

    to = PersonField(gettext_lazy("Who assesses from now on"), gettext_lazy("Say who assesses from now on."))

    def clean_to(self):
        """Who can be given this."""
        person = self.cleaned_data["to"]
        if said := guard.unfit(self.entry, person, self.by):
            raise forms.ValidationError(said)
        return person

    def values(self):
        return {"to": self.cleaned_data["to"]}


WORDS = {
    RosterEntry.Treatment.ASSESS: gettext_lazy("assess the part worked"),
    RosterEntry.Treatment.KEEP: gettext_lazy("keep the last result"),
    RosterEntry.Treatment.NOT_NOW: gettext_lazy("not this time"),
}


class TreatForm(ActForm):
    """How."""

    treatment = forms.ChoiceField(
        label=gettext_lazy("In this review"),
        choices=[(choice, WORDS[choice]) for choice in CHOICES],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("The reason is not asked and not kept. The group reads “not this time”."),
    )

    def values(self):
        return {"treatment": self.cleaned_data["treatment"]}


class HeirForm(Form):
    """To whom everything goes; `count` is what was shown."""

    heir = PersonField(gettext_lazy("Who takes over"), gettext_lazy("Say who takes over."))
    count = forms.IntegerField(required=False, min_value=0, max_value=100_000, widget=forms.HiddenInput)


class DeputyForm(Form):
    """Who stands in for whom, and on which days."""

    person = OneOf(Person.objects.none(), label=gettext_lazy("For whom"), empty_label=gettext_lazy("choose"))
    deputy = PersonField(gettext_lazy("Who stands in"), gettext_lazy("Say who stands in."))
    from_on = day_field(gettext_lazy("From"))
    until_on = day_field(gettext_lazy("Until the end of"))

    def __init__(self, *args: Any, group: Group, by: Person, whom: QuerySet[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        self.group, self.by = group, by
        self.fields["person"].queryset = whom
        self.fields["person"].label_from_instance = lambda person: person.name
        if len(found := list(whom[:2])) == 1:
            self.fields["person"].initial = found[0].pk

    def clean(self):
        """Somebody who can, on days that are to come."""
        given = super().clean()
        if given.get("person") and given.get("deputy"):
            said = deputising.unfit(self.group, given["person"], given["deputy"], self.by)
            if said:
                self.add_error("deputy", said)
        if given.get("from_on") and given.get("until_on") and given["until_on"] < given["from_on"]:
            self.add_error("until_on", gettext_lazy("The last day is before the first."))
        elif given.get("until_on") and given["until_on"] < clock.today():
            self.add_error("until_on", gettext_lazy("This day is over: choose one from today on."))
        for name in ("from_on", "until_on"):
            if given.get(name) and not EARLIEST <= given[name] <= LATEST:
                self.add_error(name, gettext_lazy("This day is too far away: use a year between 2000 and 2099."))
        return given


class PartForm(Form):
    """Who comes to the meeting, and as what."""

    part = forms.ChoiceField(label=gettext_lazy("As"))
    person = PersonField(gettext_lazy("Who"), gettext_lazy("Say who."))

    def __init__(self, *args: Any, group: Group, by: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        self.group, self.by = group, by
        self.fields["part"].choices = [(part, Part(part).label) for part in naming.can_be_named(group)]

    def clean(self):
        """Somebody who can have the part."""
        given = super().clean()
        if given.get("part") and given.get("person"):
            said = naming.unfit(self.group, given["part"], given["person"], self.by)
            if said:
                self.add_error("person", said)
        return given

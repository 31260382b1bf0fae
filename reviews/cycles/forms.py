"""The forms with which People Ops plans a cycle, adds a group, and lets somebody join late."""

from dataclasses import asdict, replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.form_words import Form, OneOf
from accounts.models import Person, Team
from frameworks.models import Framework
from reviews.cycles import following, nearing, presets
from reviews.cycles.choosing import Choice, ids
from reviews.cycles.date_forms import EARLIEST, LATEST, day_field, out_of_order
from reviews.cycles.setting_fields import MeetingFields, count_field, yes_or_no
from reviews.cycles.setting_up import others_for
from reviews.cycles.workflow import GroupPlan
from reviews.models import Cycle, Part
from reviews.people_fields import PeopleField, PersonField

NEVER = "never"
WAYS = {"below", "team", "framework", "people"}  # to say who is reviewed


class GroupForm(Form):
    """A group: who is reviewed in it, and who has which other part."""

    group_name = forms.CharField(
        label=gettext_lazy("Name of the group"),
        max_length=200,
        error_messages={"required": gettext_lazy("Give the group a name.")},
    )
    below = PeopleField(
        label=gettext_lazy("Everyone below"),
        help_text=gettext_lazy("Name, address or employee id of a manager or director, or several with commas."),
    )
    one_each = forms.BooleanField(
        label=gettext_lazy("A group for each of them"),
        help_text=gettext_lazy("Where several are named: each with those below them, and each directs their own."),
        required=False,
    )
    team = OneOf(
        Team.objects.none(),
        label=gettext_lazy("Everyone of the team"),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    framework = OneOf(
        Framework.objects.none(),
        label=gettext_lazy("Everyone on the framework"),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    people = PeopleField(
        rows=3, label=gettext_lazy("These people"), help_text=gettext_lazy("One a line: name, address or employee id.")
    )
    without = PeopleField(label=gettext_lazy("But without"))
    managers_apart = forms.BooleanField(
        label=gettext_lazy("Put those who assess others into a group of their own"),
        help_text=gettext_lazy("So that nobody's assessor is reviewed beside them."),
        required=False,
        initial=True,
    )
    directors = PeopleField(label=gettext_lazy("Directors"), help_text=gettext_lazy("They also decide on pitches."))
    outside_directors = PeopleField(label=gettext_lazy("Outside director"))
    observers = PeopleField(
        label=gettext_lazy("Observer"), help_text=gettext_lazy("Of People Ops; the meeting waits for them.")
    )
    is_whole_organisation = forms.BooleanField(label=gettext_lazy("This group is the whole company"), required=False)

    def __init__(self, *args: Any, viewer: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        self.viewer = viewer
        self.fields["framework"].queryset = Framework.objects.visible_to(viewer)
        self.fields["team"].queryset = Team.objects.all()

    def clean(self):
        given = super().clean()
        if not self.says_who() and not WAYS & set(self.errors):
            self.add_error("people", _("Say who is reviewed: people, a team, a framework, or everyone below somebody."))
        if not self.errors:
            self._leave_ones_own_to_others()
        return given

    def _leave_ones_own_to_others(self) -> None:
        """Says where the viewer would be reviewed in a group that somebody else of People Ops could plan."""
        for planned in self.groups():
            if not planned.subjects.filter(pk=self.viewer.pk).exists():
                continue
            if others := others_for(planned.subjects, self.viewer):
                sentence = _(
                    "You would be reviewed in “%(group)s” yourself: name yourself here, and let %(name)s of People Ops"
                    " plan the group in which you are."
                )
                self.add_error("without", sentence % {"group": planned.name, "name": others[0].name})

    def says_who(self) -> bool:
        """Whether somebody is chosen."""
        return any(self.cleaned_data.get(way) for way in WAYS)

    def choices(self) -> list[tuple[str, Choice, list[Person]]]:
        """The name of each group, whom it reviews, and its directors."""
        given, name = self.cleaned_data, self.cleaned_data["group_name"]
        whole = Choice(
            ids(given["below"]),
            str(given["team"].pk) if given["team"] else "",
            str(given["framework"].pk) if given["framework"] else "",
            ids(given["people"]),
            ids(given["without"]),
        )
        if not given["one_each"] or len(given["below"]) < 2:
            return [(name, whole, given["directors"])]
        return [
            (f"{name}, {head.name}"[:200], replace(whole, below=ids([head])), given["directors"] or [head])
            for head in given["below"]
        ]

    def groups(self) -> list[GroupPlan]:
        """The groups, and where managers are put apart and there are any, theirs."""
        given, found = self.cleaned_data, []
        for name, choice, directors in self.choices():
            parts = {
                Part.DIRECTOR: directors,
                Part.OUTSIDE_DIRECTOR: given["outside_directors"],
                Part.OBSERVER: given["observers"],
            }
            both = choice.in_two() if given["managers_apart"] else None
            named = [(name, choice)]
            if both:
                named = [(name, both[0]), ((_("%(group)s, managers") % {"group": name})[:200], both[1])]
            whole = given["is_whole_organisation"]
            found += [GroupPlan(one, chosen.found(), parts, whole, chosen) for one, chosen in named]
        return found


class CycleForm(MeetingFields, GroupForm):
    """A cycle on one page: preset, name, period and dates, a group; the settings folded."""

    preset = forms.ChoiceField(choices=Cycle.Preset, widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=200, help_text=gettext_lazy("As people will speak of it.")
    )
    covers_from = day_field(gettext_lazy("Covers from"))
    covers_to = day_field(gettext_lazy("to"))
    assess_by = day_field(gettext_lazy("Assess by"))
    preview_by = day_field(gettext_lazy("Read by"))
    meet_on = day_field(gettext_lazy("Meet on"))
    release_on = day_field(gettext_lazy("Release on"))
    is_trial = forms.BooleanField(
        label=gettext_lazy("This is a trial"), help_text=gettext_lazy("It mails nobody."), required=False
    )
    every = forms.ChoiceField(
        label=gettext_lazy("It comes again"),
        choices=Cycle.Every,
        help_text=gettext_lazy("When it is over, the next one is proposed to People Ops."),
        required=False,
    )
    follows = OneOf(Cycle.objects.none(), widget=forms.HiddenInput, required=False)
    same_groups = forms.BooleanField(required=False)
    remind_days = forms.CharField(
        label=gettext_lazy("Remind those who still owe an assessment"),
        help_text=gettext_lazy("So many days before the last, with commas, or “never”. Empty: as the preset says."),
        max_length=40,
        required=False,
    )
    opens_by_hand = yes_or_no(gettext_lazy("The preview is opened by hand, not by its date"))
    has_preview = yes_or_no(gettext_lazy("The group reads before it meets"))
    deciders_needed = count_field(gettext_lazy("Deciders of a pitch, at least"), 1, 20)
    decide_within_days = count_field(gettext_lazy("Days to decide"), 1, 90)
    tell_within_days = count_field(gettext_lazy("Days to tell, after the release"), 1, 90)
    second_look_days = count_field(gettext_lazy("Days to answer a second look (0: nobody can ask for one)"), 0, 90)
    has_reflection = yes_or_no(gettext_lazy("Whoever is reviewed may write about their own work"))
    has_blind_read = yes_or_no(gettext_lazy("Readers say whether what is written holds before they see the rating"))
    has_common_text = yes_or_no(gettext_lazy("They and their assessor may agree to a common text"))

    DAYS = ("covers_from", "covers_to", "assess_by", "preview_by", "meet_on", "release_on")

    field_order = ("preset", "name", *DAYS)  # then the group's: as they stand on the page

    def __init__(self, *args: Any, viewer: Person, **more: Any) -> None:
        super().__init__(*args, viewer=viewer, **more)
        self.viewer = viewer
        self.fields["follows"].queryset = Cycle.objects.visible_to(viewer)
        self.before = self._before()
        if self.before is None:
            del self.fields["same_groups"]
            return
        self.fields["same_groups"].label = _("The same groups as in %(cycle)s") % {"cycle": self.before.name}
        self.fields["same_groups"].help_text = _(
            "Chosen as they were, of the people who are here today: whoever came is in, whoever left is not."
        )
        if self.is_bound and self.data.get("same_groups"):
            self.fields["group_name"].required = False

    def _before(self) -> Cycle | None:
        """The cycle that this one follows, where that is said and the viewer sees it."""
        said = self.data.get("follows") if self.is_bound else self.initial.get("follows")
        try:
            return self.fields["follows"].to_python(said)
        except forms.ValidationError:
            return None

    def says_who(self) -> bool:
        """Whether somebody is chosen: here, or as in the cycle before."""
        return bool(self.cleaned_data.get("same_groups")) or super().says_who()

    def groups(self) -> list[GroupPlan]:
        """The groups of the cycle before, chosen anew; else those said here."""
        if self.cleaned_data.get("same_groups"):
            return following.groups_again(self.before, self.viewer)
        return super().groups()

    def clean_name(self):
        name = self.cleaned_data["name"]
        if Cycle.objects.filter(name=name).exists():
            raise forms.ValidationError(_("There is a cycle of this name already. Choose another."))
        return name

    def clean_remind_days(self) -> str | None:
        said = self.cleaned_data["remind_days"].strip()
        if said.lower() in ("", NEVER, _("never")):
            return NEVER if said else None
        try:
            return ", ".join(str(day) for day in nearing.days_before(said))
        except ValueError:
            raise forms.ValidationError(_("Give up to five numbers of days, 0 to 30, with commas: 3, 1.")) from None

    def clean(self):
        given = super().clean()
        days = {name: given.get(name) for name in self.DAYS}
        for name, day in days.items():
            if day and not EARLIEST <= day <= LATEST:
                self.add_error(name, _("This day is too far away: use a year between 2000 and 2099."))
        for then, sentence in out_of_order(days):
            self.add_error(then, sentence)
        return given

    def dates(self) -> presets.Dates:
        """The period and the dates given."""
        return presets.Dates(**{name: self.cleaned_data[name] for name in self.DAYS})

    def settings(self) -> dict[str, Any]:
        """The settings that were chosen against the preset."""
        given = {name: self.cleaned_data[name] for name in following.SETTINGS}
        chosen = {name: said for name, said in given.items() if said not in (None, "")}
        return chosen | ({"remind_days": ""} if given["remind_days"] == NEVER else {})

    def cycle(self) -> Cycle:
        """The cycle as it would be, unsaved."""
        given = self.cleaned_data
        values = asdict(presets.SETTINGS[given["preset"]]) | self.settings() | asdict(self.dates())
        kept = {name: given[name] for name in ("name", "preset", "is_trial", "every", "follows")}
        return Cycle(**kept, **values)


class JoinerForm(Form):
    """Who joins late."""

    person = PersonField(gettext_lazy("Who joins"), gettext_lazy("Say who joins."))

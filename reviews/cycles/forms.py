"""The forms with which People Ops plans a cycle, adds a group, and lets somebody join late."""

import re
from dataclasses import asdict
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.form_words import Form, OneOf
from accounts.models import Below, Person, ReportingLine
from frameworks.models import Framework, Placement
from reviews.cycles import presets
from reviews.cycles.workflow import GroupPlan
from reviews.models import Cycle, Part

MOST_NAMES = 500
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


class PeopleField(forms.CharField):
    """People by name, address or employee id: one a line, or with commas between. Cleans to a list of persons."""

    def __init__(self, rows: int = 1, most: int = MOST_NAMES, **more: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "class": "short"}) if rows > 1 else forms.TextInput()
        self.most = most
        super().__init__(widget=widget, required=more.pop("required", False), max_length=60_000, **more)
        self.widget.attrs.pop("maxlength", None)

    def clean(self, value: Any) -> list[Person]:
        words = [word.strip() for word in re.split(r"[\n\r,;]", super().clean(value)) if word.strip()]
        words = list(dict.fromkeys(words))
        if len(words) > self.most:
            raise forms.ValidationError(
                _("These are %(count)d names; name at most %(most)d.") % {"count": len(words), "most": self.most}
            )
        return self._found(words)

    def _found(self, words: list[str]) -> list[Person]:
        if not words:
            return []
        lower = [word.lower() for word in words]
        rows = Person.objects.annotate(lname=Lower("name"), lmail=Lower("email"))
        rows = rows.filter(Q(employee_id__in=words) | Q(lmail__in=lower) | Q(lname__in=lower), is_active=True)
        known: dict[str, list[Person]] = {}
        for person in rows:
            for word in {person.employee_id, person.email.lower(), person.name.lower()}:
                known.setdefault(word, []).append(person)
        wrong, found = [], []
        for word in words:
            people = known.get(word) or known.get(word.lower()) or []
            if len(people) == 1:
                found.append(people[0])
            elif people:
                wrong.append(_("More than one person is called %(name)s: give the address.") % {"name": word[:80]})
            else:
                wrong.append(_("Nobody here is known as “%(name)s”.") % {"name": word[:80]})
        if wrong:
            raise forms.ValidationError(wrong[:10])
        return found


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A day, written or picked."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


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
        self.fields["framework"].queryset = Framework.objects.visible_to(viewer)

    def clean(self):
        given = super().clean()
        chosen = [given.get("below"), given.get("framework"), given.get("people")]
        if not any(chosen) and not {"below", "framework", "people"} & set(self.errors):
            self.add_error("people", _("Say who is reviewed: people, a framework, or everyone below somebody."))
        return given

    def subjects(self) -> QuerySet[Person]:
        """Those chosen: below somebody, on a framework, or by name, without those taken out."""
        given = self.cleaned_data
        wanted = Q(pk__in=[person.pk for person in given["people"]])
        if given["below"]:
            wanted |= Q(Exists(Below.objects.filter(manager__in=given["below"], person=OuterRef("pk"))))
        if given["framework"]:
            placed = Placement.objects.filter(
                person=OuterRef("pk"), role__framework=given["framework"], to_on__isnull=True
            )
            wanted |= Q(Exists(placed))
        here = Person.objects.filter(is_active=True, left_on__isnull=True)
        return here.filter(wanted).exclude(pk__in=[person.pk for person in given["without"]])

    def groups(self) -> list[GroupPlan]:
        """The group, and where managers are put apart and there are any, theirs."""
        given, people = self.cleaned_data, self.subjects()
        parts = {
            Part.DIRECTOR: given["directors"],
            Part.OUTSIDE_DIRECTOR: given["outside_directors"],
            Part.OBSERVER: given["observers"],
        }
        whole = given["is_whole_organisation"]
        if not given["managers_apart"]:
            return [GroupPlan(given["group_name"], people, parts, whole)]
        reports = ReportingLine.objects.filter(
            manager=OuterRef("pk"), to_on__isnull=True, person__in=people.order_by().values("pk")
        )
        managers, others = people.filter(Exists(reports)), people.exclude(Exists(reports))
        if not managers.exists() or not others.exists():
            return [GroupPlan(given["group_name"], people, parts, whole)]
        apart = _("%(group)s, managers") % {"group": given["group_name"]}
        return [
            GroupPlan(given["group_name"], others, parts, whole),
            GroupPlan(apart[:200], managers, parts, whole),
        ]


SETTING_HELP = gettext_lazy("Empty: as the preset says.")


def yes_or_no(label: Any) -> forms.TypedChoiceField:
    """A setting that may be left to the preset."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("", gettext_lazy("as the preset says")), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))],
        coerce=lambda word: word == "yes",
        empty_value=None,
        required=False,
    )


def count_field(label: Any, least: int, most: int) -> forms.IntegerField:
    """A number that may be left to the preset."""
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=False, help_text=SETTING_HELP)


class CycleForm(GroupForm):
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
    has_preview = yes_or_no(gettext_lazy("The group reads before it meets"))
    needs_observer = yes_or_no(gettext_lazy("The meeting needs an observer"))
    needs_outside_director = yes_or_no(gettext_lazy("The meeting needs an outside director"))
    meeting_order = forms.ChoiceField(
        label=gettext_lazy("Order of the meeting"),
        choices=[("", gettext_lazy("as the preset says")), *Cycle.Order.choices],
        required=False,
    )
    deciders_needed = count_field(gettext_lazy("Deciders of a pitch, at least"), 1, 20)
    decide_within_days = count_field(gettext_lazy("Days to decide"), 1, 90)
    tell_within_days = count_field(gettext_lazy("Days to tell, after the release"), 1, 90)

    DAYS = ("covers_from", "covers_to", "assess_by", "preview_by", "meet_on", "release_on")
    SETTINGS = (
        "has_preview",
        "needs_observer",
        "needs_outside_director",
        "meeting_order",
        "deciders_needed",
        "decide_within_days",
        "tell_within_days",
    )

    field_order = ("preset", "name", *DAYS)  # then the group's: as they stand on the page

    def clean_name(self):
        name = self.cleaned_data["name"]
        if Cycle.objects.filter(name=name).exists():
            raise forms.ValidationError(_("There is a cycle of this name already. Choose another."))
        return name

    def clean(self):
        given = super().clean()
        days = {name: given.get(name) for name in self.DAYS}
        for name, day in days.items():
            if day and not EARLIEST <= day <= LATEST:
                self.add_error(name, _("This day is too far away: use a year between 2000 and 2099."))
        in_order = [
            ("covers_from", "covers_to", _("The period ends before it begins.")),
            ("assess_by", "preview_by", _("Reading cannot end before assessing does.")),
            ("preview_by", "meet_on", _("The meeting cannot be before reading ends.")),
            ("meet_on", "release_on", _("Results cannot be released before the meeting.")),
        ]
        for first, then, sentence in in_order:
            if days[first] and days[then] and days[then] < days[first]:
                self.add_error(then, sentence)
        return given

    def dates(self) -> presets.Dates:
        """The period and the dates given."""
        return presets.Dates(**{name: self.cleaned_data[name] for name in self.DAYS})

    def settings(self) -> dict[str, Any]:
        """The settings that were chosen against the preset."""
        return {name: self.cleaned_data[name] for name in self.SETTINGS if self.cleaned_data[name] not in (None, "")}

    def cycle(self) -> Cycle:
        """The cycle as it would be, unsaved."""
        given = self.cleaned_data
        values = asdict(presets.SETTINGS[given["preset"]]) | self.settings() | asdict(self.dates())
        return Cycle(name=given["name"], preset=given["preset"], is_trial=given["is_trial"], **values)


class JoinerForm(Form):
    """Who joins late."""

    person = PeopleField(
        most=1,
        required=True,
        label=gettext_lazy("Who joins"),
        help_text=gettext_lazy("Name, address or employee id."),
        error_messages={"required": gettext_lazy("Say who joins.")},
    )

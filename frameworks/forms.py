"""What is typed about a wording: a flag, and how flags are settled."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.form_words import Form, OneOf
from accounts.models import Team
from frameworks.editing import begun
from frameworks.flagged import Wording
from frameworks.models import Behaviour, Flag, TeamExample
from frameworks.models.teams import MOST_LETTERS as OF_A_TEAM

MOST_LETTERS = 300
EVERYBODY = _("Every member reads it.")


def one_line(label: Any, help_text: Any = EVERYBODY) -> forms.CharField:
    """The one line that says why, for everybody."""
    return forms.CharField(
        label=label,
        max_length=MOST_LETTERS,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Say in one line why."),
            "max_length": _("One line: at most 300 characters."),
        },
    )


def choose_example(form: forms.Form, texts: list[tuple[str, str]]) -> None:
    """Fills the field `what` with (key, text) of what can be meant; without examples it is not asked."""
    if texts:
        form.fields["what"].choices = [("", _("What is asked as a whole")), *texts]
    else:
        del form.fields["what"]


class FlagForm(Form):
    """What of a role's text on an axis is meant, a sentence, and whether one's name stands with it. `form` tells one
    form from another."""

    form = forms.UUIDField(widget=forms.HiddenInput, required=False)
    what = forms.ChoiceField(label=_("Which wording"), widget=forms.RadioSelect, required=False)
    said = forms.CharField(
        label=_("What is the matter with it, in one sentence"),
        required=False,
        max_length=MOST_LETTERS,
        help_text=_("About the text, never about a person: every member reads it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("One sentence: at most 300 characters.")},
    )
    is_named = forms.BooleanField(
        label=_("Framework editors may see my name beside it"),
        required=False,
        initial=True,
        help_text=_(
            "Without your name nothing is kept of who flagged it: nobody can find out, not even you. It then appears on"
            " the next working day, so that no hour says who it was."
        ),
    )

    def __init__(self, examples: Iterable[Behaviour], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.examples = {str(one.identity_id): one.identity for one in examples}
        choose_example(self, [(str(one.identity_id), one.text) for one in examples])


class SettleForm(Form):
    """Which of the flags and comments on a wording, what comes of them, and one line that everybody reads."""

    flags = forms.MultipleChoiceField(
        label=_("Which of them"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one."),
            "invalid_choice": _("One of these was settled meanwhile. Look again."),
        },
    )
    outcome = forms.ChoiceField(
        label=_("What comes of it"),
        choices=Flag.Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what comes of it.")},
    )
    line = one_line(_("Why, in one line"))

    def __init__(self, wording: Wording, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.wording = wording.key
        shown = [(str(one.pk), words_of(one)) for one in wording.open]
        self.fields["flags"].choices = shown
        self.fields["flags"].initial = [pk for pk, _words in shown]


def words_of(raised: Any) -> str:
    """A flag or a comment in a list of an editor's: what it says, and who said it where they gave their name."""
    said = raised.said or str(_("A flag that says nothing more"))
    return f"{said} ({raised.author})" if raised.author else said


class TeamExampleForm(Form):
    """An example of a team in its own words. `began` is the mark of the words that the page showed."""

    began = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
    team = OneOf(
        label=_("Which team"),
        queryset=Team.objects.none(),
        error_messages={
            "required": _("Say which team."),
            "invalid_choice": _("For this team you write no examples. Choose another."),
        },
    )
    text = forms.CharField(
        label=_("What it looks like in your team’s work"),
        max_length=OF_A_TEAM,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": OF_A_TEAM}),
        help_text=_(
            "About the work, never about a person: no names of people, nothing by which somebody is recognised. Every"
            " member can read it. It illustrates; nobody ticks it or counts it."
        ),
        error_messages={
            "required": _("Write the example."),
            "max_length": _("At most 300 characters: there are %(show_value)d."),
        },
    )

    def __init__(self, teams: Any, example: TeamExample | None, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if example is not None:
            self.initial |= {"began": begun.mark(example.text), "text": example.text}
            del self.fields["team"]
            return
        self.fields["team"].queryset = teams
        if (only := list(teams[:2])) and len(only) == 1:
            self.fields["team"].initial = only[0]
            self.fields["team"].widget = forms.HiddenInput()
        else:
            self.fields["team"].empty_label = _("Choose a team")

    def look_again(self, example: TeamExample) -> None:
        """From now on the page has shown the words that stand there now."""
        self.data = self.data.copy()
        self.data["began"] = begun.mark(example.text)

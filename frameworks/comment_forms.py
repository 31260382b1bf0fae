"""What is typed of a wording: a comment, with a name or without; other words for it; and how editors answer."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.form_words import Form
from frameworks.editing import begun
from frameworks.format.document import Behaviour
from frameworks.forms import choose_example, one_line
from frameworks.models import Proposal

MOST_LETTERS = 2000
MOST_OF_A_TEXT = 20_000
NEW = "new"  # a version that is begun for a proposal


class Said(Form):
    """A text about a wording; `form` tells one form from another, so that the same sent twice is one."""

    form = forms.UUIDField(widget=forms.HiddenInput, required=False)
    said = forms.CharField(
        label=_("Your comment"),
        max_length=MOST_LETTERS,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("About the text, never about a person: every member reads it."),
        error_messages={
            "required": _("Write what you want to say."),
            "max_length": _("At most 2000 characters: there are %(show_value)d."),
        },
    )


class CommentForm(Said):
    """Of which wording, what, and whether one's name stands with it: to be chosen each time, nothing is taken for
    granted."""

    level = forms.CharField(widget=forms.HiddenInput, required=False)
    role = forms.CharField(widget=forms.HiddenInput, required=False)
    axis = forms.CharField(widget=forms.HiddenInput, required=False)
    step = forms.CharField(widget=forms.HiddenInput, required=False)
    layer = forms.CharField(widget=forms.HiddenInput, required=False)
    everybody = forms.CharField(widget=forms.HiddenInput, required=False)
    what = forms.ChoiceField(label=_("Which wording"), widget=forms.RadioSelect, required=False)
    is_named = forms.TypedChoiceField(
        label=_("Your name"),
        choices=[
            ("yes", _("With my name, which every member reads beside it")),
            ("no", _("Without my name: nothing is kept of who wrote it, and it appears on the next working day")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether your name stands with it.")},
    )

    field_order = ("form", "level", "role", "axis", "step", "layer", "everybody", "what", "said", "is_named")

    def __init__(self, examples: Iterable[Behaviour], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choose_example(self, [(one.identity, one.text) for one in examples])
        if not settings.COMMENTS_WITHOUT_NAME_A_DAY:
            self.fields["is_named"].choices = self.fields["is_named"].choices[:1]
            self.fields["is_named"].initial = "yes"


class StrikeForm(Form):
    """Why the words of a comment are taken out."""

    line = one_line(_("Why, in one line"), _("It stands in the place of the comment, and every member reads it."))


class ProposalForm(Form):
    """Other words for a wording, or another example, and why; where one is to go, why alone."""

    form = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("How it should read"),
        max_length=MOST_OF_A_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write how it should read.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Every member reads it with your name, later also beside the version that takes it."),
        error_messages={"required": _("Say why it should read so.")},
    )

    def __init__(self, kind: str, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if kind == Proposal.Kind.ADD:
            self.fields["text"].label = _("The example that should stand there too")
            self.fields["text"].error_messages["required"] = _("Write the example.")
            self.fields["reason"].error_messages["required"] = _("Say why it should stand there.")
        if kind == Proposal.Kind.REMOVE:
            del self.fields["text"]
            self.fields["reason"].error_messages["required"] = _("Say why it should go.")


class DeclineForm(Form):
    """Why everything stays as it is."""

    line = one_line(_("Why not, in one line"))


class AcceptForm(Form):
    """Into which draft the words are written, how they read there, and why. `began` carries the marks of what stood in
    each draft when the page was shown."""

    began = forms.CharField(widget=forms.HiddenInput, required=False)
    into = forms.ChoiceField(
        label=_("Into which version"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say into which version it is written.")},
    )
    label = forms.CharField(
        label=_("What the new version is called"),
        required=False,
        max_length=200,
        help_text=_("Only where a new version is begun."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = forms.CharField(
        label=_("How it is to read"),
        max_length=MOST_OF_A_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("You may change the words before you take them."),
        error_messages={"required": _("Write how it is to read.")},
    )
    line = one_line(_("Why, in one line"))

    def __init__(self, kind: str, offered: Iterable[tuple[str, str, str]], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offered = list(offered)
        if kind == Proposal.Kind.REMOVE:
            del self.fields["text"]
        self.fields["into"].choices = [(value, words) for value, words, _now in offered]
        self.fields["began"].initial = _marks(offered)

    def clean(self) -> dict[str, Any]:
        """A new version needs a name."""
        given = super().clean() or {}
        if given.get("into") == NEW and not given.get("label"):
            self.add_error("label", _("Say what the new version is called."))
        return given

    def seen(self) -> str:
        """The mark of what stood in the chosen draft when the page was shown."""
        return begun.read(self.cleaned_data["began"]).get(self.cleaned_data["into"], "")

    def look_again(self, offered: Iterable[tuple[str, str, str]]) -> None:
        """From now on the page has shown what stands there now."""
        self.data = self.data.copy()
        self.data["began"] = _marks(offered)


def _marks(offered: Iterable[tuple[str, str, str]]) -> str:
    return begun.carried({value: now for value, _words, now in offered})

"""What is typed in the check across groups: a question to a group, and its answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.form_words import Form
from calibration.models import CheckQuestion
from calibration.models.across import LONGEST
from reviews.models import Group

ALL = "all"
TOO_LONG = _("At most 1,000 characters.")


class AskForm(Form):
    """Of which group, on which level, and what it is to look at again."""

    group = forms.ChoiceField(
        label=_("Which group"),
        error_messages={
            "required": _("Choose the group that is asked."),
            "invalid_choice": _("Nothing can be asked of this group here. Choose one of those below."),
        },
    )
    level = forms.ChoiceField(
        label=_("On which level"),
        error_messages={
            "required": _("Choose a level, or all of them."),
            "invalid_choice": _("This level is on no board here. Choose one of those below."),
        },
    )
    text = forms.CharField(
        label=_("What it is to look at again"),
        help_text=_(
            "About the level, not about one person: whoever makes the check reads it, and People Ops for the group."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "class": "short"}),
        error_messages={"required": _("Say what the group is to look at again."), "max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, groups: Sequence[Group], levels: Mapping[int, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.groups = {str(group.pk): group for group in groups}
        self.fields["group"].choices = [("", _("Choose a group")), *((pk, one.name) for pk, one in self.groups.items())]
        self.fields["level"].choices = [(ALL, _("All levels")), *((str(rank), name) for rank, name in levels.items())]

    @property
    def asked(self) -> Group:
        """The group that is asked."""
        return self.groups[self.cleaned_data["group"]]

    @property
    def rank(self) -> int | None:
        """The rank of the level; None for all of them."""
        said = self.cleaned_data["level"]
        return None if said == ALL else int(said)


class AnswerForm(Form):
    """What the group answers."""

    answer = forms.CharField(
        label=_("The answer"),
        help_text=_("What was looked at again, and what came of it; or why it stands as it is."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "class": "short"}),
        error_messages={"required": _("Say what the group answers."), "max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, question: CheckQuestion, **more: Any) -> None:
        super().__init__(*args, auto_id=f"question_{question.pk}_%s", **more)
        self.question = question

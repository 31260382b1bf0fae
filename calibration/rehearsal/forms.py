"""What is typed in a rehearsal: a change of rating. It has the fields and the sentences of a meeting's."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from calibration.forms import ChangeWords
from calibration.rehearsal import words
from calibration.rehearsal.engine.cast import AXES, NAMES
from calibration.rehearsal.engine.rules import may_propose
from calibration.rehearsal.engine.state import State, Turn
from calibration.rehearsal.screens import scale
from frameworks.models import ScalePoint

OVERALL = "overall"


class ChangeForm(ChangeWords):
    """The new rating of the open turn's person, who proposed it, and one line why."""

    after = forms.ChoiceField(**ChangeWords.AFTER)
    proposer = forms.ChoiceField(**ChangeWords.PROPOSER)
    turn = forms.CharField(widget=forms.HiddenInput, max_length=40)
    STAYS = _("What you type stays in your own session, and is gone when the rehearsal ends.")

    def __init__(self, state: State, turn: Turn, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [] if turn.against == "next" else [(OVERALL, _("Overall"))]
        self.fields["what"].choices = [*choices, *words.axes().items()]
        self.fields["after"].choices = [(str(point.pk), point.word) for point in self.points]
        people = [(one, NAMES[one]) for one in may_propose(state, turn)]
        self.fields["proposer"].choices = [("", self.NOBODY_YET), *people]
        self.fields["line"].help_text = self.STAYS
        self.fields["turn"].initial = turn.key
        self.fields["version"].initial = state.version

    @property
    def points(self) -> list[ScalePoint]:
        """The points to choose from, lowest first."""
        return list(scale().values())

    @property
    def point(self) -> str:
        """The chosen point."""
        return next(one.code for one in self.points if str(one.pk) == self.cleaned_data["after"])

    @property
    def axis(self) -> str:
        """The chosen axis; "" is the overall rating."""
        chosen = self.cleaned_data["what"]
        return chosen if chosen in AXES else ""


class ProposalForm(ChangeForm):
    """As a change at the desk; who proposes it is the manager whose hat is worn."""

    def __init__(self, state: State, turn: Turn, *args: Any, **more: Any) -> None:
        super().__init__(state, turn, *args, auto_id="propose_%s", **more)
        del self.fields["proposer"]

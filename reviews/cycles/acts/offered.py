"""The acts on one row of the roster, as the pages offer them: a table that a new act joins by one line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from reviews.cycles.acts.forms import ActForm, ReassignForm, TreatForm
from reviews.cycles.acts.placing import can_place, change_role, placing_said
from reviews.cycles.acts.reassigning import can_reassign, reassign, reassigning_said
from reviews.cycles.acts.treating import can_leave, can_treat, leave, treat, treating_said
from reviews.models import RosterEntry


@dataclass(frozen=True)
class Act:
    """One act: its link on the list, its page's heading and button, what it asks, and the three functions."""

    label: Any
    heading: Any
    button: Any
    form: type[ActForm]
    is_open: Callable[[RosterEntry], bool]
    said: Callable[..., str]
    do: Callable[..., RosterEntry]


ACTS: dict[str, Act] = {
    "assessor": Act(
        gettext_lazy("another assessor"),
        gettext_lazy("Another assessor for %(name)s"),
        gettext_lazy("Give %(name)s to %(to)s"),
        ReassignForm,
        can_reassign,
        reassigning_said,
        reassign,
    ),
    "treatment": Act(
        gettext_lazy("assessed or not"),
        gettext_lazy("Is %(name)s assessed this time?"),
        gettext_lazy("Change it for %(name)s"),
        TreatForm,
        can_treat,
        treating_said,
        treat,
    ),
    "role": Act(
        gettext_lazy("another role"),
        gettext_lazy("Another role for %(name)s"),
        gettext_lazy("Assess %(name)s in it"),
        ActForm,
        can_place,
        placing_said,
        change_role,
    ),
    "leaving": Act(
        gettext_lazy("leaves"),
        gettext_lazy("%(name)s leaves"),
        gettext_lazy("Take %(name)s out of this review"),
        ActForm,
        can_leave,
        lambda entry: treating_said(entry, RosterEntry.Treatment.LEFT),
        leave,
    ),
}

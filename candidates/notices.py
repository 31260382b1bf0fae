"""What candidates ask of people: who was invited, to hand in; the owner, to bring together what all have handed in."""

from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.components import action
from accounts.models import Person
from accounts.owed import Owed
from candidates.models import Candidate, Interviewer
from candidates.workflow import AT_LEAST, may_open

State, Writing = Candidate.State, Interviewer.State


def owed(person: Person, today: date) -> list[Owed]:
    """One sentence a candidate of whom this person has not handed in, or whose part is theirs to bring together."""
    mine = Interviewer.objects.filter(person=person, state=Writing.WRITING, candidate__state=State.OPEN)
    found = [
        Owed(
            _("Say what you found of %(label)s, a candidate") % {"label": one.candidate.label},
            reverse("candidate", args=[one.candidate_id]),
        )
        for one in mine.select_related("candidate").order_by("candidate__opened_at")
    ]
    return found + [
        Owed(
            _("All have handed in what they found of %(label)s: bring it together") % {"label": candidate.label},
            reverse("candidate", args=[candidate.pk]),
        )
        for candidate in _all_handed_in(person)
    ]


def _all_handed_in(owner: Person) -> list[Candidate]:
    """Those of the owner in which enough have handed in and nobody is still writing."""
    mine = Candidate.objects.filter(owner=owner, state=State.OPEN)
    said = Interviewer.objects.filter(candidate__in=mine).values_list("candidate")
    counted = said.annotate(all=Count("pk"), writing=Count("pk", filter=Q(state=Writing.WRITING)))
    ready = [pk for pk, invited, writing in counted if invited >= AT_LEAST and not writing]
    return list(mine.filter(pk__in=ready).order_by("opened_at")) if ready else []


def beside_frameworks(person: Person) -> list[dict[str, object]]:
    """The way to candidates, for whoever may open one or was invited to one."""
    if may_open(person) or Candidate.objects.visible_to(person).exists():
        return [action(_("Candidates"), reverse("candidates"), quiet=True)]
    return []

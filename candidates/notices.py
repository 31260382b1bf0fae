"""What candidates ask of people: who was invited, to hand in; the owner, to bring together what all have handed in."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.components import action
from accounts.days import day_said
from accounts.doors import Door
from accounts.models import Person
from accounts.owed import Owed
from candidates import keeping
from candidates.models import Candidate, Interviewer
from candidates.workflow import AT_LEAST, may_open

State, Writing = Candidate.State, Interviewer.State
NEAR = timedelta(days=14)


TO_WRITE = Door(
    lambda person: (
        Interviewer.objects.filter(person=person, state=Writing.WRITING, candidate__state=State.OPEN)
        .select_related("candidate")
        .order_by("candidate__opened_at")
    ),
    holding=False,
)


def owed(person: Person, today: date) -> list[Owed]:
    """One sentence a candidate of whom this person has not handed in, or whose part is theirs to bring together; it
    says when they are deleted, where that is near."""
    to_write = [one.candidate for one in TO_WRITE(person)]
    return [
        *_each(to_write, _("Say what you found of %(label)s, a candidate"), today),
        *_each(_all_handed_in(person), _("All have handed in what they found of %(label)s: bring it together"), today),
    ]


def _each(candidates: list[Candidate], sentence: str, today: date) -> list[Owed]:
    """The sentence of each; one query where there are any."""
    months = keeping.months() if candidates else 0
    return [_one(sentence % {"label": one.label}, one, keeping.gone_on(one, months), today) for one in candidates]


def _one(said: str, candidate: Candidate, gone_on: date, today: date) -> Owed:
    url = reverse("candidate", args=[candidate.pk])
    if not today < gone_on <= today + NEAR:  # one whose day is over is held
        return Owed(said, url)
    words = {"what": said, "day": day_said(gone_on, today)}
    return Owed(_("%(what)s; all of it is deleted on %(day)s") % words, url, gone_on)


def _counted(owner: Person) -> QuerySet[Interviewer, tuple[Any, ...]]:
    said = Interviewer.objects.filter(candidate__owner=owner, candidate__state=State.OPEN).values_list("candidate")
    return said.annotate(all=Count("pk"), writing=Count("pk", filter=Q(state=Writing.WRITING)))


COUNTED = Door(_counted, holding=False)


def _all_handed_in(owner: Person) -> list[Candidate]:
    """Those of the owner in which enough have handed in and nobody is still writing."""
    ready = [pk for pk, invited, writing in COUNTED(owner) if invited >= AT_LEAST and not writing]
    return list(Candidate.objects.filter(pk__in=ready).order_by("opened_at")) if ready else []


def beside_frameworks(person: Person) -> list[dict[str, object]]:
    """The way to candidates, for whoever may open one or was invited to one."""
    if may_open(person) or Candidate.objects.visible_to(person).exists():
        return [action(_("Candidates"), reverse("candidates"), quiet=True)]
    return []

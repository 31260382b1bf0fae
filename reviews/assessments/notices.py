"""What assessors owe: each assessment that is not filed yet, and each change that was begun and not submitted."""

from datetime import date

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import Door
from accounts.models import Person
from accounts.owed import Owed, due
from reviews.models import Assessment
from reviews.models.co_authors import co_writes
from reviews.models.cycles import WRITING
from reviews.models.deputies import stands_in


def _to_submit(person: Person) -> QuerySet[Assessment]:
    """What this person is writing, or writes with another or in the place of one who is away."""
    drafts = Assessment.objects.visible_to(person).filter(
        Q(author=person) | Q(stands_in(person)) | co_writes(person),
        state=Assessment.State.DRAFT,
        group__state__in=WRITING,
    )
    own = Assessment.objects.handed_in().filter(
        group=OuterRef("group"), subject=OuterRef("subject"), author=OuterRef("author")
    )
    drafts = drafts.annotate(stands=Exists(own), invited=ExpressionWrapper(co_writes(person), BooleanField()))
    return drafts.select_related("subject", "author", "group__cycle").order_by("subject__name")


TO_SUBMIT = Door(_to_submit)


def owed(person: Person, today: date) -> list[Owed]:
    """The assessments this person has still to submit, with the day; those of which one stands already say so."""
    return [
        due(
            _owed_said(draft, person),
            reverse("assessment", args=[draft.pk]),
            draft.group.cycle.assess_by,
            today,
        )
        for draft in TO_SUBMIT(person)
    ]


def _owed_said(draft: Assessment, person: Person) -> str:
    """What is to be done; for whom, where the author is somebody else who is away."""
    name = {"name": draft.subject.name, "author": draft.author.name}
    if draft.author_id != person.pk:
        return (
            _("Write on %(name)s with %(author)s") if draft.invited else _("Assess %(name)s, for %(author)s")
        ) % name
    return (_("Submit your change on %(name)s, or drop it") if draft.stands else _("Assess %(name)s")) % name

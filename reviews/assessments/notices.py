"""What assessors owe: each assessment that is not filed yet."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.owed import Owed, due
from reviews.assessments.workflow import WRITING
from reviews.models import Assessment


def owed(person: Person, today: date) -> list[Owed]:
    """The assessments this person has still to submit, with the day."""
    drafts = Assessment.objects.visible_to(person).filter(
        author=person, state=Assessment.State.DRAFT, group__state__in=WRITING
    )
    return [
        due(
            _("Assess %(name)s") % {"name": draft.subject.name},
            reverse("assessment", args=[draft.pk]),
            draft.group.cycle.assess_by,
            today,
        )
        for draft in drafts.select_related("subject", "group__cycle").order_by("subject__name")
    ]

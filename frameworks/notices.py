"""What frameworks ask of people: of their editors, to publish a draft."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import GrantKind, Person
from accounts.owed import Owed
from frameworks.models import Version


def owed(person: Person, today: date) -> list[Owed]:
    """One sentence a draft that this person may publish; a draft has no day."""
    if not person.holds(GrantKind.FRAMEWORK_EDITOR):
        return []
    drafts = Version.objects.visible_to(person).filter(state=Version.State.DRAFT).select_related("framework")
    return [
        Owed(
            _("Version %(label)s of %(title)s is a draft: see what it changes, and publish it")
            % {"label": draft.label, "title": draft.title},
            reverse("framework_publish", args=[draft.framework.slug, draft.pk]),
        )
        for draft in drafts.order_by("title", "label")
    ]

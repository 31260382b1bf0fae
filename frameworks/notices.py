"""What frameworks ask of people: of their editors, to publish a draft, and to settle what is flagged."""

from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import GrantKind, Person
from accounts.owed import Owed
from frameworks.models import Flag, Version


def owed(person: Person, today: date) -> list[Owed]:
    """One sentence a version that this person may publish, and one a framework with open flags; neither has a day."""
    if not person.holds(GrantKind.FRAMEWORK_EDITOR):
        return []
    return [*_drafts(person), *_flagged()]


def _drafts(person: Person) -> list[Owed]:
    drafts = Version.objects.visible_to(person).written().select_related("framework")
    said = {
        Version.State.DRAFT: _("Version %(label)s of %(title)s is a draft: see what it changes, and publish it"),
        Version.State.OPEN: _("Version %(label)s of %(title)s is open for comment: see what it changes"),
    }
    return [
        Owed(
            said[Version.State(draft.state)] % {"label": draft.label, "title": draft.title},
            reverse("framework_publish", args=[draft.framework.slug, draft.pk]),
        )
        for draft in drafts.order_by("title", "label")
    ]


def _flagged() -> list[Owed]:
    waiting = Flag.objects.let_out().filter(state=Flag.State.OPEN).order_by("version__framework__title")
    counted = waiting.values_list("version__framework__slug", "version__framework__title").annotate(Count("pk"))
    return [
        Owed(
            ngettext(
                "%(count)s flag on the wording of %(title)s waits for an answer",
                "%(count)s flags on the wording of %(title)s wait for an answer",
                count,
            )
            % {"count": count, "title": title},
            reverse("framework_flags", args=[slug]),
        )
        for slug, title, count in counted
    ]

"""How a framework came to read as it does: its versions with their reasons, and the proposals that each has taken."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import members, seen
from frameworks import proposing, reading
from frameworks.addresses import difference_url
from frameworks.asked import Ladder
from frameworks.difference import of_versions
from frameworks.models import Framework, Proposal, Version
from frameworks.models.comments import WITH
from frameworks.remembering import remembered
from frameworks.views.choosing import versions_of
from frameworks.views.talk import text_for, title
from frameworks.wordings import wording_of


@dataclass
class Step:
    """A version that is or was in force: the one before, in how many places the text changed, and what it took."""

    version: Version
    before: Version | None
    changes: int
    taken: list[dict[str, Any]]

    @property
    def difference_url(self) -> str:
        """Where what it changed stands; of a first version nowhere."""
        return difference_url(self.before, self.version) if self.before else ""


@members
@require_safe
def framework_changelog(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version that was in force, the newest first."""
    framework = seen(Framework, request.user, slug=slug)
    versions = [one for one in versions_of(request, framework=framework) if one.published_at]
    rows = Proposal.objects.visible_to(request.user).filter(state=Proposal.State.ACCEPTED, draft__in=versions)
    taken: dict[Any, list[dict[str, Any]]] = {}
    for row in rows.select_related(*WITH, "draft", "author").order_by("proposed_on", "id"):
        wording = wording_of(row)
        if proposing.reads_as_before(row, wording):
            continue
        shown = {"proposal": row, "title": title(text_for(request.user, row.version), wording, is_short=True)}
        taken.setdefault(row.draft_id, []).append(shown)
    steps = [
        Step(version, before, changes(version, before), taken.get(version.pk, []))
        for version, before in zip(versions, [*versions[1:], None], strict=False)
    ]
    return render(request, "frameworks/changelog.html", {"framework": framework, "steps": steps})


def changes(version: Version, before: Version | None) -> int:
    """In how many places the text is another than before; 0 for a first version."""
    return places(reading.ladder(before), reading.ladder(version)) if before else 0


@remembered
def places(before: Ladder, after: Ladder) -> int:
    """Roles that are new or gone, and on each other part or axis of a role one where anything is another."""
    difference = of_versions(before.document, after.document)
    whole = (difference.fields, difference.steps, difference.added, difference.removed)
    return sum(map(len, whole)) + sum(len(role.fields) + len(role.changed_axes) for role in difference.roles)

"""My level: what is expected of me, what comes from before, where I can go, what the newest version changed."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import members
from accounts.before_eyes import is_before_eyes
from frameworks import amending, reading, team_examples
from frameworks.asked import Ladder
from frameworks.difference import RoleDifference, of_role_in_versions
from frameworks.hooks import beside_my_level, noted_by_axis, on_my_level
from frameworks.models import Amendment, Placement, Version
from frameworks.placements import role_on
from frameworks.remembering import remembered
from frameworks.rule_words import conditions_for, rule_sentences
from frameworks.rungs import rung
from frameworks.succeeding import held_since
from frameworks.views.choosing import Chosen, versions_of, wanted_by
from frameworks.views.links import keys
from frameworks.views.roles import drawn, line, onward


@members
@require_safe
def my_level(request: HttpRequest) -> HttpResponse:
    """The role that the person holds today, in the version in force."""
    placement = role_on(request.user, clock.today())
    if placement is None:
        return render(request, "frameworks/my_level_none.html")
    versions = versions_of(request, framework=placement.role.framework_id)
    published = [version for version in versions if version.published_at]
    version = next((one for one in published if _has(one, placement)), None)
    if version is None:
        return render(request, "frameworks/my_level_none.html", {"placement": placement})
    told = amending.told(request.user, placement.role.framework_id, clock.today())
    page = _page(request, placement, Chosen(version, published, wanted=wanted_by(request)), told)
    if is_before_eyes(request):
        amending.have_read(told)
    return render(request, "frameworks/my_level.html", page)


def _has(version: Version, placement: Placement) -> bool:
    return placement.role.code in reading.roles(version)


def _page(request: HttpRequest, placement: Placement, found: Chosen, told: list[Amendment]) -> dict[str, object]:
    ladder, code = found.ladder, placement.role.code
    since = _since(request, placement, found, told)
    was = amending.was_called(told, placement.role, since) if since else code
    changes = None
    if since and was in reading.roles(since):
        changes = changed(found.read(since), ladder, code, was)
    ways = onward(ladder, code)
    nearest = [str(way["way"].role.code) for way in ways[:1]]
    rank = next((way["way"].level.rank for way in ways), ladder.rank(code))
    return rung(ladder, code) | {
        "placement": placement,
        "held_since": held_since([placement])[placement.person_id],
        "chosen": found,
        "document": ladder.document,
        "line": line(ladder, code, found.version.framework.slug, found.query),
        "ways": ways,
        "rule": rule_sentences(ladder.document),
        "conditions": conditions_for(ladder.document, rank),
        "drawing": drawn(ladder, code, *nearest),
        "since": since,
        "changes": changes,
        "was": was,
        "at_start": _in_force_on(placement, found),
        "beside": [way() for way in beside_my_level],
        "of_teams": team_examples.of_own_team(request.user, found.version.framework),
        "noted": [way() for way in noted_by_axis],
        "sections": [one for section in on_my_level if (one := section(request.user, placement, found.version))],
        "keys": keys(),
    }


@remembered
def changed(before: Ladder, after: Ladder, code: str, was: str) -> RoleDifference:
    """What a version changed of a role, which was called so before."""
    return of_role_in_versions(before.document, after.document, code, was)


def _since(request: HttpRequest, placement: Placement, found: Chosen, told: list[Amendment]) -> Version | None:
    """The version to compare with: the one that the address names, else the one before all that changed something for
    them and that they have not looked at, else the one before; or 404."""
    label = request.GET.get("since")
    if label is None:
        new = amending.unread(told, placement.role)
        return new[-1].since if new else found.before
    named = next((one for one in found.versions if one.label == label), None)
    if named is None:
        raise Http404
    return named


def _in_force_on(placement: Placement, found: Chosen) -> Version | None:
    """The version in force when the person came to the role, where neither the newest nor the one before it was."""
    begun = datetime.combine(placement.from_on, datetime.max.time(), tzinfo=timezone.get_current_timezone())
    earlier = [one for one in found.versions if one.published_at and one.published_at <= begun]
    first = earlier[0] if earlier else None
    return first if first not in (None, found.version, found.before) else None

"""The list of frameworks, one framework as a table, and its radar as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import members
from frameworks import prose
from frameworks.drawing import drawing
from frameworks.models import Version
from frameworks.placements import role_on
from frameworks.remembering import remembered
from frameworks.rule_words import custom_sentences, rule_sentences
from frameworks.table import table
from frameworks.views.choosing import Chosen, chosen

ROLES_AT_ONCE = 4

table_of = remembered(table)


@members
@require_safe
def frameworks(request: HttpRequest) -> HttpResponse:
    """Every framework in force; for framework editors the drafts too."""
    found = Version.objects.visible_to(request.user).exclude(state=Version.State.SUPERSEDED)
    versions = sorted(found.select_related("framework"), key=lambda one: (one.title.casefold(), one.state))
    shown = [{"version": one, "lead": prose.paragraphs(one.about)[0]} for one in versions]
    return render(
        request,
        "frameworks/frameworks.html",
        {
            "published": [one for one in shown if one["version"].state == Version.State.PUBLISHED],
            "drafts": [one for one in shown if one["version"].state == Version.State.DRAFT],
        },
    )


@members
@require_safe
def framework(request: HttpRequest, slug: str) -> HttpResponse:
    """One framework: the roles of a track by its axes."""
    found = chosen(request, slug)
    ladder = found.ladder
    track = request.GET.get("track") or next(iter(ladder.tracks), "")
    if track not in ladder.tracks:
        raise Http404
    placement = role_on(request.user, clock.today())
    mine = placement.role.code if placement and placement.role.framework_id == found.version.framework_id else ""
    lead, more = prose.paragraphs(ladder.document.about)
    return render(
        request,
        "frameworks/framework.html",
        {
            "chosen": found,
            "document": ladder.document,
            "track": ladder.tracks[track],
            "table": table_of(ladder, track),
            "mine": mine,
            "mine_rank": ladder.rank(mine) if mine in ladder.roles and track in ladder.roles[mine].tracks else -1,
            "examples": any(one.has_examples for role in ladder.roles for one in ladder.asked(role)),
            "lead": lead,
            "more": more,
            "rule": rule_sentences(ladder.document),
            "customs": custom_sentences(ladder.document),
            "actions": publishing(request, found),
        },
    )


def publishing(request: HttpRequest, found: Chosen) -> list[dict[str, object]]:
    """For an editor who looks at a draft: the way to publish it."""
    version = found.version
    if version.state != Version.State.DRAFT:
        return []
    address = reverse("framework_publish", args=[version.framework.slug, version.pk])
    return [{"label": _("See what publishing it would change"), "url": address}]


@members
@require_safe
def radar(request: HttpRequest, slug: str) -> HttpResponse:
    """The radar of up to four roles as an SVG file that stands by itself."""
    found = chosen(request, slug)
    codes = list(dict.fromkeys(request.GET.get("roles", "")[:400].split(",")))
    if len(codes) > ROLES_AT_ONCE or any(code not in found.ladder.roles for code in codes):
        raise Http404
    drawn = drawing(found.ladder, codes)
    if drawn is None:
        raise Http404
    text = render_to_string("frameworks/radar.svg", {"drawing": drawn, "title": found.version.title})
    answer = HttpResponse(text, content_type="image/svg+xml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{"-".join(codes)}.svg"'
    return answer

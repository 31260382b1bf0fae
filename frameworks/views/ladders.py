"""The list of frameworks, and one framework as a table."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import members
from accounts.models import GrantKind, Person
from frameworks import placing, prose
from frameworks.drawing import can_be_drawn
from frameworks.hooks import beside_frameworks
from frameworks.models import Version
from frameworks.placements import role_on
from frameworks.remembering import remembered
from frameworks.rule_words import custom_sentences, rule_sentences
from frameworks.table import table
from frameworks.views import searching
from frameworks.views.choosing import Chosen, chosen
from frameworks.views.talk import talk_address
from frameworks.wordings import Wording

table_of = remembered(table)


@members
@require_safe
def frameworks(request: HttpRequest) -> HttpResponse:
    """Every framework in force, and the versions to come; for framework editors the drafts too."""
    found = Version.objects.visible_to(request.user).of_today()
    versions = sorted(found.select_related("framework"), key=lambda one: (one.title.casefold(), one.state))
    shown = [{"version": one, "lead": prose.paragraphs(one.about)[0]} for one in versions]
    return render(
        request,
        "frameworks/frameworks.html",
        {
            "published": [one for one in shown if one["version"].state == Version.State.PUBLISHED],
            "to_come": [one for one in shown if one["version"].state != Version.State.PUBLISHED],
            "longest": searching.LONGEST,
            "keys": searching.keys(),
            "actions": [*(way for ways in beside_frameworks for way in ways(request.user)), *importing(request.user)],
        },
    )


def importing(person: Person) -> list[dict[str, object]]:
    """For an editor: the way to a new framework from a file."""
    if not person.holds("framework_editor"):
        return []
    return [{"label": _("Import a framework from a file"), "url": reverse("framework_import"), "quiet": True}]


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
            "actions": [
                *editing(request, found),
                *publishing(request, found),
                *world(request, found),
                *to_be_placed(request, found),
                *said_of_it(found),
                *drawn(found),
                as_a_file(found),
                *looking(),
            ],
            "keys": keys(),
        },
    )


def editing(request: HttpRequest, found: Chosen) -> list[dict[str, object]]:
    """For an editor: the way to write a version that may change, or to begin a new one from another."""
    version = found.version
    if not request.user.holds(GrantKind.FRAMEWORK_EDITOR):
        return []
    if version.is_written:
        address = reverse("framework_draft", args=[version.framework.slug, version.pk])
        return [{"label": _("Write version %(label)s") % {"label": version.label}, "url": address}]
    address = reverse("framework_begin", args=[version.framework.slug]) + "?" + urlencode({"from": version.label})
    return [{"label": _("Begin a new version from this one"), "url": address, "quiet": True}]


def publishing(request: HttpRequest, found: Chosen) -> list[dict[str, object]]:
    """For an editor who looks at a text that may change: the way to publish it."""
    version = found.version
    if not (version.is_written and request.user.holds(GrantKind.FRAMEWORK_EDITOR)):
        return []
    address = reverse("framework_publish", args=[version.framework.slug, version.pk])
    return [{"label": _("See what publishing it would change"), "url": address}]


def to_be_placed(request: HttpRequest, found: Chosen) -> list[dict[str, object]]:
    """For People Ops, where somebody holds a role that is gone: the way to placing them."""
    if not request.user.holds(GrantKind.PEOPLE_OPS):
        return []
    rows = placing.to_place(request.user, clock.today()).filter(role__framework=found.version.framework_id)
    if not rows.exists():
        return []
    return [{"label": _("Place those whose role is gone"), "url": reverse("placings"), "quiet": True}]


def world(request: HttpRequest, found: Chosen) -> list[dict[str, object]]:
    """For an editor: the way to the public page."""
    if not request.user.holds(GrantKind.FRAMEWORK_EDITOR):
        return []
    address = reverse("framework_world", args=[found.version.framework.slug])
    return [{"label": _("Public page"), "url": address, "quiet": True}]


def said_of_it(found: Chosen) -> list[dict[str, object]]:
    """The way to what is said of its wording, and to say something of the whole; not of a draft."""
    address = talk_address(found.version, Wording())
    if not address:
        return []
    slug = found.version.framework.slug
    waiting = reverse("framework_flags", args=[slug])
    return [
        {"label": _("What is said of its wording"), "url": waiting, "quiet": True},
        {"label": _("Comment on the whole of it"), "url": address, "quiet": True},
        {"label": _("How it changed"), "url": reverse("framework_changelog", args=[slug]), "quiet": True},
    ]


def drawn(found: Chosen) -> list[dict[str, object]]:
    """The way to the drawing of its roles, where it has steps."""
    if not can_be_drawn(found.ladder):
        return []
    address = reverse("framework_radar", args=[found.version.framework.slug]) + found.query
    return [{"label": _("Its roles as a drawing"), "url": address, "quiet": True}]


def keys() -> list[dict[str, str]]:
    """The keys of the table, and the one that leads to the search."""
    within = _("From level to level and from axis to axis, once you are in the table")
    return [{"key": "↑ ↓ ← →", "label": within}, *searching.keys()[:1]]


def looking() -> list[dict[str, object]]:
    """The way to the search."""
    return [
        {"label": _("Look for words in all frameworks"), "url": reverse("framework_search"), "quiet": True, "key": "/"}
    ]


def as_a_file(found: Chosen) -> dict[str, object]:
    """The way to its text in every form."""
    address = reverse("framework_files", args=[found.version.framework.slug]) + found.query
    return {"label": _("Take it along as a file"), "url": address, "quiet": True}

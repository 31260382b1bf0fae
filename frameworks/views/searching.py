"""Search over the text of every framework that somebody may read."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.access import members
from frameworks import finding
from frameworks.finding import Entry
from frameworks.models import Version
from frameworks.remembering import remembered
from frameworks.views.choosing import Chosen, wanted_by
from frameworks.views.talk import stands_url

LONGEST = 100  # characters of what is looked for
SHOWN = 40

KINDS = {
    "framework": gettext_lazy("framework"),
    "role": gettext_lazy("role"),
    "axis": gettext_lazy("axis"),
    "step": gettext_lazy("step"),
    "expectation": gettext_lazy("expectation"),
    "behaviour": gettext_lazy("example"),
}

entries = remembered(finding.entries)


@dataclass(frozen=True)
class Hit:
    """A place that was found: its stable address, its text with the words that were looked for, and what it is."""

    url: str
    pieces: list[tuple[bool, str]]
    kind: str
    where: str
    language: str


@members
@require_safe
def framework_search(request: HttpRequest) -> HttpResponse:
    """What the words stand in: the versions in force and those to come; a part of the page while one types."""
    typed = request.GET.get("q", "")
    words = finding.words_of(typed[:LONGEST])
    hits, count = _hits(request, words) if words else ([], 0)
    context = {
        "typed": typed[:LONGEST],
        "cut": len(typed) > LONGEST,
        "words": words,
        "hits": hits,
        "more": count - len(hits),
        "longest": LONGEST,
        "keys": keys(),
    }
    part = "#framework_search" if request.htmx else ""  # type: ignore[attr-defined]
    return render(request, "frameworks/search.html" + part, context)


def keys() -> list[dict[str, str]]:
    """The key that leads to the search, and those within it."""
    return [
        {"key": "/", "label": _("Look for words in all frameworks")},
        {"key": "↓", "label": _("From the words to what was found")},
    ]


def _hits(request: HttpRequest, words: list[str]) -> tuple[list[Hit], int]:
    """The first of what the words stand in, and of how many."""
    versions = Version.objects.visible_to(request.user).of_today()
    found: list[Entry] = []
    of: dict[int, tuple[Version, str]] = {}
    wanted = wanted_by(request)
    for version in versions.select_related("framework").order_by("title", "label"):
        ladder = Chosen(version, [version], wanted=wanted).ladder
        there = entries(ladder)
        found += there
        of.update((id(one), (version, ladder.document.language)) for one in there)
    hits = finding.matching(found, words)
    return [_hit(one, *of[id(one)], words) for one in hits[:SHOWN]], len(hits)


def _hit(one: Entry, version: Version, language: str, words: list[str]) -> Hit:
    to_come = "" if version.state == Version.State.PUBLISHED else version.get_state_display()
    named = () if one.kind == "framework" else (version.title,)
    where = " · ".join(part for part in (*named, *one.where[:3], to_come) if part)
    return Hit(_address(one, version), finding.pieces(one.text, words), str(KINDS[one.kind]), where, language)


def _address(one: Entry, version: Version) -> str:
    """Where it stands; of an example, and of what a role asks, the address that stays."""
    slug, query = version.framework.slug, Chosen(version, [version]).query
    if one.at.behaviour:
        return reverse("framework_behaviour", args=[slug, one.at.behaviour]) + query
    if one.at.is_of_role:
        return reverse("framework_expectation", args=[slug, one.at.role, one.at.axis]) + query
    return stands_url(version, one.at, query)

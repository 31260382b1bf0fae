"""The radar: any roles laid over each other, and a person against them, on a page and as a file."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import members, seen
from accounts.models import Person
from frameworks.drawing import Drawing, can_be_drawn, drawing
from frameworks.hooks import steps_of
from frameworks.views.choosing import Chosen, chosen

AT_ONCE = 4  # shapes that are told apart without colour
LONGEST = 400


@dataclass(frozen=True)
class Asked:
    """What the address asks for: roles, somebody (or nobody), and the steps they were found at."""

    codes: tuple[str, ...]
    person: Person | None
    steps: dict[str, int]

    @property
    def name(self) -> str:
        return self.person.name if self.person else ""


@members
@require_safe
def framework_radar(request: HttpRequest, slug: str) -> HttpResponse:
    """Roles to choose, and their drawing."""
    found = chosen(request, slug)
    if not can_be_drawn(found.ladder):
        raise Http404
    asked = _asked(request, found)
    too_many = len(asked.codes) + bool(asked.steps) > AT_ONCE
    drawn = None if too_many else _drawn(found, asked)
    context = {
        "chosen": found,
        "document": found.ladder.document,
        "tracks": _by_track(found, asked.codes),
        "asked": asked,
        "is_me": asked.person == request.user,
        "too_many": too_many,
        "most": AT_ONCE,
        "drawing": drawn,
        "file": _file(found, asked, request) if drawn else "",
    }
    return render(request, "frameworks/radar.html", context, status=400 if too_many else 200)


@members
@require_safe
def radar(request: HttpRequest, slug: str) -> HttpResponse:
    """The radar of up to four roles as an SVG file that stands by itself."""
    found = chosen(request, slug)
    asked = _asked(request, found)
    if not (asked.codes or asked.steps) or len(asked.codes) + bool(asked.steps) > AT_ONCE:
        raise Http404
    drawn = _drawn(found, asked)
    if drawn is None:
        raise Http404
    text = render_to_string("frameworks/radar.svg", {"drawing": drawn, "title": found.version.title})
    answer = HttpResponse(text, content_type="image/svg+xml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{"-".join(asked.codes)}.svg"'
    return answer


def _asked(request: HttpRequest, found: Chosen) -> Asked:
    """Roles by "roles", one after the other with commas between or one at a time; a person by id. 404 for a role that
    the version does not have, and for a person whom one may not see."""
    given = ",".join(request.GET.getlist("roles"))[:LONGEST]
    codes = tuple(dict.fromkeys(code for code in given.split(",") if code))
    if any(code not in found.ladder.roles for code in codes):
        raise Http404
    wanted = request.GET.get("person", "")
    if not wanted:
        return Asked(codes, None, {})
    try:
        person = seen(Person, request.user, pk=UUID(wanted[:40]))
    except ValueError:
        raise Http404 from None
    steps: dict[str, int] = {}
    for one in steps_of:
        steps |= one(person, request.user, found.version.framework)
    return Asked(codes, person, steps)


def _drawn(found: Chosen, asked: Asked) -> Drawing | None:
    return drawing(found.ladder, asked.codes, [(asked.name, asked.steps)] if asked.steps else [])


def _by_track(found: Chosen, codes: tuple[str, ...]) -> list[dict[str, Any]]:
    """The roles to choose from; one that stands on several tracks under the first of them."""
    placed: set[str] = set()
    tracks = []
    for code, track in found.ladder.tracks.items():
        roles = [role for role in found.ladder.on_track(code) if role.code not in placed]
        placed |= {role.code for role in roles}
        tracks.append({"name": track.name, "roles": [{"role": role, "is_on": role.code in codes} for role in roles]})
    return [track for track in tracks if track["roles"]]


def _file(found: Chosen, asked: Asked, request: HttpRequest) -> str:
    given = {"roles": ",".join(asked.codes)} | ({"person": str(asked.person.pk)} if asked.person else {})
    more = f"&{found.asks}" if found.asks else ""
    return reverse("radar", args=[found.version.framework.slug]) + "?" + urlencode(given) + more


def on_a_page(slug: str, code: str, person: Person) -> tuple[str, str]:
    """The way to a drawing of somebody against a role."""
    address = reverse("framework_radar", args=[slug]) + "?" + urlencode({"roles": code, "person": str(person.pk)})
    return address, _("Against what it asks, as a drawing")

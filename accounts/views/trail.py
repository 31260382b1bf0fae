"""The trail as People Ops read it: who did what, and who has read about whom."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import trail_pages
from accounts.access import people_ops, seen
from accounts.forms import TrailForm
from accounts.models import Person
from accounts.paging import page_of
from accounts.trail import record_look


@people_ops
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Acts, the newest first."""
    return _acts(request, coming_and_going=False)


@people_ops
@require_safe
def trail_sign_ins(request: HttpRequest) -> HttpResponse:
    """Coming, going and refusals at the door, the newest first."""
    return _acts(request, coming_and_going=True)


def _acts(request: HttpRequest, coming_and_going: bool) -> HttpResponse:
    form, person = _asked(request)
    page = page_of(trail_pages.acts(request.user, form, person, coming_and_going), request.GET.get("page"))
    lines = trail_pages.act_lines(page.rows)
    shown = _around(request, form, person) | {"page": page, "days": trail_pages.by_day(lines)}
    return render(request, "accounts/trail.html", shown | {"is_sign_in": coming_and_going})


@people_ops
@require_safe
def trail_readings(request: HttpRequest) -> HttpResponse:
    """Readings, the newest first. That somebody has looked here is an act of its own."""
    form, person = _asked(request)
    page = page_of(trail_pages.readings(request.user, form, person), request.GET.get("page"))
    record_look(request.user, person)
    lines = trail_pages.reading_lines(request.user, page.rows)
    shown = _around(request, form, person) | {"page": page, "days": trail_pages.by_day(lines), "is_reading": True}
    return render(request, "accounts/trail.html", shown)


def _asked(request: HttpRequest) -> tuple[TrailForm, Person | None]:
    """The form, checked, and the person it is narrowed to."""
    form = TrailForm(request.GET)
    form.full_clean()
    if not (said := request.GET.get("person")):
        return form, None
    try:
        return form, seen(Person, request.user, pk=UUID(said))
    except ValueError:
        raise Http404 from None


def _around(request: HttpRequest, form: TrailForm, person: Person | None) -> dict[str, Any]:
    """What stands around the lines: the three pages, the form, and what is kept of the query from page to page."""
    kept = {name: request.GET[name] for name in ("person", "act", "from_on", "to_on") if request.GET.get(name)}
    between = {name: value for name, value in kept.items() if name != "act"}
    here = request.resolver_match.url_name if request.resolver_match else ""
    pages = [(_("Acts"), "trail"), (_("Readings"), "trail_readings"), (_("Signing in"), "trail_sign_ins")]
    return {
        "form": form,
        "person": person,
        "query": urlencode(kept),
        "without_person": urlencode({name: value for name, value in kept.items() if name != "person"}),
        "is_narrowed": bool(kept),
        "pages": [
            {
                "label": label,
                "url": reverse(name) + (f"?{urlencode(between)}" if between else ""),
                "here": name == here,
            }
            for label, name in pages
        ],
    }

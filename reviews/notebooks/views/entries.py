"""The notebook about oneself, the one about a report, and one entry to be changed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import clock
from accounts.access import members, seen
from accounts.models import Person
from accounts.moves import NotAllowed
from reviews.models import Entry
from reviews.notebooks import reading, workflow
from reviews.notebooks.axes import AxisChoice, axes_of
from reviews.notebooks.forms import EntryForm, filled


@members
@require_http_methods(["GET", "HEAD", "POST"])
def notebook(request: HttpRequest) -> HttpResponse:
    """What the reader notes about themselves, and what others have shared with them; a post adds an entry."""
    return _notebook(request, request.user)


@members
@require_http_methods(["GET", "HEAD", "POST"])
def person_notebook(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the reader notes about somebody who reports to them, and what of that person's is shared with them."""
    person = seen(Person, request.user, pk=pk)
    if person == request.user and request.method != "POST":
        return redirect("notebook")
    if not (workflow.notes_about(request.user, person) or reading.is_anything(person, request.user)):
        raise Http404
    return _notebook(request, person)


def _notebook(request: HttpRequest, person: Person) -> HttpResponse:
    axes = axes_of(person)
    if request.method != "POST":
        return _page(request, person, axes, EntryForm(request.user, person, axes))
    if not workflow.notes_about(request.user, person):
        raise NotAllowed("write")
    form = EntryForm(request.user, person, axes, request.POST)
    if not form.is_valid():
        return _page(request, person, axes, form, 400)
    workflow.write(request.user, person, form.said(), form.shared_with())
    return redirect(_address(request.user, person))


def _address(author: Person, person: Person) -> str:
    return reverse("notebook") if author == person else reverse("person_notebook", args=[person.pk])


@members
@require_http_methods(["GET", "HEAD", "POST"])
def notebook_entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One entry of one's own: what it says, and who reads it; a post changes both."""
    entry = _own(request, pk)
    if request.method != "POST":
        return _entry_page(request, entry, filled(entry, workflow.audiences_of(entry)))
    form = EntryForm(entry.author, entry.subject, axes_of(entry.subject), request.POST)
    form.keep_axis(entry)
    if not form.is_valid():
        return _entry_page(request, entry, form, 400)
    workflow.change(entry, request.user, form.said(), form.shared_with())
    return redirect(_address(request.user, entry.subject) + f"#{entry.pk}")


@members
@require_POST
def notebook_entry_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Deletes an entry of one's own."""
    entry = _own(request, pk)
    workflow.delete(entry, request.user)
    messages.success(request, _("The entry is deleted."))
    return redirect(_address(request.user, entry.subject))


def _own(request: HttpRequest, pk: UUID) -> Entry:
    """The reader's own entry; 404 for whoever may not see it, 403 for whoever may only read it."""
    entry = seen(Entry.objects.select_related("subject", "author", "axis"), request.user, pk=pk)
    if entry.author_id != request.user.pk:
        raise NotAllowed("write")
    return entry


def _page(
    request: HttpRequest, person: Person, axes: list[AxisChoice], form: EntryForm, status: int = 200
) -> HttpResponse:
    wanted = next((one for one in axes if one.code == request.GET.get("axis")), None)
    rows = reading.about(person, request.user)
    page = reading.page_of(rows.filter(axis=wanted.axis) if wanted else rows, request.GET.get("page"))
    context: dict[str, Any] = {
        "person": person,
        "is_own": person == request.user,
        "form": form,
        "may_write": workflow.notes_about(request.user, person),
        "page": page,
        "lines": reading.lines(page.object_list, request.user, axes),
        "sentences": [] if wanted else reading.sentences_about(person, request.user),
        "ask_url": reverse("asks") if person == request.user else reverse("person_asks", args=[person.pk]),
        "axes": _axes(axes, wanted, _address(request.user, person)),
        "wanted": wanted,
        "query": f"axis={wanted.code}" if wanted else "",
        "today": clock.today(),
    }
    return render(request, "reviews/notebooks/notebook.html", context, status=status)


def _axes(axes: list, wanted: Any, address: str) -> list[dict[str, Any]]:
    """The way to each axis's entries, and to all."""
    if not axes:
        return []
    every = {"label": _("All"), "url": address, "here": wanted is None}
    return [every, *({"label": one.name, "url": f"{address}?axis={one.code}", "here": one == wanted} for one in axes)]


def _entry_page(request: HttpRequest, entry: Entry, form: EntryForm, status: int = 200) -> HttpResponse:
    context = {
        "entry": entry,
        "form": form,
        "above": _address(request.user, entry.subject),
        "is_own": entry.subject_id == request.user.pk,
        "may_change": workflow.notes_about(request.user, entry.subject),
    }
    return render(request, "reviews/notebooks/entry.html", context, status=status)

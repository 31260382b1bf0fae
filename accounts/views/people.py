"""The list of people, and one person."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import members, seen
from accounts.models import Person


@members
def people(request: HttpRequest) -> HttpResponse:
    """Colleagues by name, fifty a page."""
    rows = Person.objects.visible_to(request.user).filter(left_on__isnull=True).select_related("team")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(request, "accounts/people.html", {"page": page})


@members
def person(request: HttpRequest, pk) -> HttpResponse:
    """One colleague."""
    return render(request, "accounts/person.html", {"person": seen(Person, request.user, pk=pk)})

"""The person's page of who has read about them, and the way there from their own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import members
from accounts.extras import Section
from accounts.models import Person
from accounts.paging import page_of
from reviews.telling import read_about

A_PAGE = 5  # reviews


@members
@require_safe
def read_about_me(request: HttpRequest) -> HttpResponse:
    """Who has read what is written about the reader, review by review, the one read last first."""
    page = page_of(read_about.groups_of(request.user), request.GET.get("page"), A_PAGE)
    reviews = read_about.reviews(request.user, [group for group, _last in page.rows])
    return render(request, "reviews/telling/read_about_me.html", {"page": page, "reviews": reviews})


def on_own_page(person: Person, viewer: Person) -> Section | None:
    """On one's own page, the way to it."""
    return Section(_("Read about you"), "reviews/telling/on_own_page.html") if person == viewer else None

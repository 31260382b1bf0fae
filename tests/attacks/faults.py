"""Faults that are put in on purpose: what a site would be like that made the mistakes of others."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from accounts.models import Person

IDS = ("user", "by", "author", "decider", "person", "subject", "owner", "manager")


class BelievesTheForm:
    """Acts for whomever the form names, whoever is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        for name in IDS:
            if said := request.POST.get(name):
                request.user = Person.objects.get(pk=UUID(said))

"""The page that the others are compared with: session, sign-in, one indexed query, fifty linked rows, no layout."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from accounts.access import members
from accounts.models import Person


@members
@require_safe
def bare(request: HttpRequest) -> HttpResponse:
    """Fifty people by name, as plain Django does it: a queryset, a template, a link a row."""
    people = Person.objects.visible_to(request.user).order_by("name", "id")[:50]
    return HttpResponse(render_to_string("bare.html", {"people": people}))

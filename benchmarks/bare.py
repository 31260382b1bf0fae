"""The page that the others are compared with: session, sign-in, one indexed query, fifty rows, no layout."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.views.decorators.http import require_safe

from accounts.access import members
from accounts.models import Person

PAGE = """<!doctype html><title>Bare</title><table>
{% for person in people %}<tr><td>{{ person.name }}<td>{{ person.email }}<td>{{ person.employee_id }}</tr>
{% endfor %}</table>"""


@members
@require_safe
def bare(request: HttpRequest) -> HttpResponse:
    """Fifty people by name."""
    people = Person.objects.visible_to(request.user).order_by("name", "id")[:50]
    return HttpResponse(engines["django"].from_string(PAGE).render({"people": people}, request))

"""What is recorded about oneself, for everybody; fit to be printed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import members
from accounts.models import Organisation
from accounts.rights import retention
from config.recorded.lines import leaving, parts
from figures.models import Question


@members
@require_safe
def recorded(request: HttpRequest) -> HttpResponse:
    """Each kind of record with what it is for, how long it is kept as it is set now, and who reads it."""
    organisation = Organisation.objects.get()
    settings = {name: getattr(organisation, name) for name in retention.SETTINGS}
    context = {
        "organisation": organisation,
        "parts": parts(settings),
        "leaving": leaving(settings),
        "questions": Question.objects.filter(state=Question.State.ASKED),
        "today": clock.today(),
    }
    return render(request, "accounts/recorded.html", context)

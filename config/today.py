"""The first page: what this person owes, as each app says it; what is overdue first, then the soonest."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import clock
from accounts import notices as accounts
from accounts.access import members
from accounts.models import Organisation, Person
from accounts.owed import Owed
from calibration import notices as calibration
from candidates import notices as candidates
from config import places
from figures import notices as figures
from frameworks import notices as frameworks
from promotions import notices as promotions
from reviews.assessments import notices as assessments
from reviews.cycles import notices as cycles
from reviews.notebooks import notices as notebooks
from reviews.telling import notices as telling
from reviews.together import notices as together

NOTICES = (
    *(accounts, telling, frameworks, cycles, assessments, together, notebooks, promotions, calibration, figures),
    candidates,
)


def owed_by(person: Person, today: date) -> list[Owed]:
    """Everything owed: the longest overdue first, then the soonest, what has no day last, a result or a reply to read
    before a version."""
    found = [owed for notices in NOTICES for owed in notices.owed(person, today)]
    return sorted(found, key=lambda owed: (owed.due_on is None, owed.due_on or date.max))


@members
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Where a person lands after signing in: what is owed, and where to go."""
    day = clock.today()
    whose = places.kinds(request.user)
    parts = sorted(whose & places.REMEMBERED)
    if request.session.get("parts") != parts:
        request.session["parts"] = parts
    ways = [
        {"label": place.label, "url": url, "sentence": place.sentence, "part": place.part}
        for place, url in places.of(whose)
        if place.sentence
    ]
    owed = [{"thing": thing, "is_overdue": thing.is_overdue(day)} for thing in owed_by(request.user, day)]
    organisation = Organisation.objects.values_list("name", flat=True).first() or ""
    context = {"day": day, "organisation": organisation, "owed": owed, "ways": ways}
    return render(request, "accounts/home.html", context)

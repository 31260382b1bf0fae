"""My review: where it stands, the day one hears, what one can do meanwhile; afterwards what was told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import members
from reviews.notebooks.awaited import awaited_by, last_told
from reviews.telling.letter import history_of


@members
@require_safe
def my_review(request: HttpRequest) -> HttpResponse:
    """The reader's own review, before they are told and after. Before, nothing of what is in it."""
    result = last_told(request.user)
    history = history_of(request.user)
    context = {
        "awaited": awaited_by(request.user),
        "result": result,
        "earlier": [one | {"href": reverse("my_result", args=[one["result"].pk])} for one in history],
        "today": clock.today(),
    }
    return render(request, "reviews/notebooks/my_review.html", context)

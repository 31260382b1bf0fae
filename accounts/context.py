"""What every page's frame needs: the few places this person may go."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def places(request: HttpRequest) -> dict[str, object]:
    """`places`: (label, address, here?) for the top line; `is_demo`: whether the demo's line is shown."""
    person = getattr(request, "user", None)
    found: list[tuple[str, str]] = []
    if person is not None and person.is_authenticated:
        found = [
            (_("Today"), reverse("home")),
            (_("My level"), reverse("my_level")),
            (_("Frameworks"), reverse("frameworks")),
            (_("People"), reverse("people")),
        ]
    return {
        "places": [{"label": label, "url": url, "here": request.path == url} for label, url in found],
        "is_demo": settings.DEMO,
    }

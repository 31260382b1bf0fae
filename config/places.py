"""Where one may go: the few places of the top line, and all of them, with a sentence each, on the first page."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from reviews.models import Part, Participant

EVERYONE, ASSESSOR, READER = "everyone", "assessor", "reader"


@dataclass(frozen=True)
class Place:
    """A page one may go to: for whom it is there, and whether it stands in the top line."""

    label: object
    name: str
    sentence: object
    whose: str = EVERYONE
    top: bool = False


PLACES = (
    Place(_("Today"), "home", "", top=True),
    Place(_("My level"), "my_level", _("What is expected of you, and every way on from here."), top=True),
    Place(_("My results"), "my_results", _("What stood after each review, once you were told.")),
    Place(
        _("My team"), "my_team", _("Whom you assess in this cycle, and what is still to be done."), ASSESSOR, top=True
    ),
    Place(_("To tell"), "telling", _("Results that you owe to a person, and by when."), ASSESSOR),
    Place(_("One-on-ones"), "one_on_ones", _("When you talk with each other; what is owed is due there.")),
    Place(_("Cycles"), "cycles", _("The reviews you take part in: who reads, meets and decides."), READER, top=True),
    Place(_("Frameworks"), "frameworks", _("The ladders of this organisation, level by level."), top=True),
    Place(_("People"), "people", _("Everyone here, by name."), top=True),
    Place(_("Import people"), "people_import", _("Bring joiners, moves and leavers from a file."), "people_ops"),
    Place(_("Permissions"), "grants", _("Who may do what beyond their part in a review."), "people_ops"),
    Place(_("Figures"), "figures", _("Distributions that give nobody away."), "people_ops", top=True),
    Place(_("My answers"), "my_answers", _("What you say about yourself, if you like; only counts are ever shown.")),
    Place(_("My account"), "account", _("Password and second step.")),
    Place(_("Mail"), "mail_queue", _("What waits to be sent: addresses and subjects."), "operator"),
)


def kinds(person: Person) -> set[str]:
    """For whom places are there, of this person: the grants held, and the parts in reviews (one query)."""
    parts = set(Participant.objects.filter(person=person).values_list("part", flat=True).distinct()) - {Part.SUBJECT}
    held = {grant.kind for grant in person.grants_held}
    found = {EVERYONE, *held}
    if Part.ASSESSOR in parts:
        found.add(ASSESSOR)
    if parts or "people_ops" in held:
        found.add(READER)
    return found


def of(whose: set[str]) -> list[tuple[Place, str]]:
    """The places that are there for these kinds, with their addresses."""
    found = []
    for place in PLACES:
        if place.whose in whose:
            try:
                found.append((place, reverse(place.name)))
            except NoReverseMatch:
                continue
    return found


def top_line(request: HttpRequest) -> dict[str, object]:
    """`places` for the frame of every page. Parts in reviews are remembered in the session by the first page."""
    person = getattr(request, "user", None)
    found: list[tuple[Place, str]] = []
    if person is not None and person.is_authenticated:
        whose = {EVERYONE, *(grant.kind for grant in person.grants_held), *request.session.get("parts", ())}
        if "people_ops" in whose:
            whose.add(READER)
        found = [(place, url) for place, url in of(whose) if place.top]
    return {
        "places": [{"label": place.label, "url": url, "here": request.path == url} for place, url in found],
        "is_demo": settings.DEMO,
    }

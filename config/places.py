"""Where one may go: the few places of the top line, and all of them, with a sentence each, on the first page."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import sessions
from accounts.models import Person
from reviews.models import Group, Part, Participant
from reviews.models.participants import WITHOUT_THE_GROUP

EVERYONE, ASSESSOR, READER, SUBJECT = "everyone", "assessor", "reader", "subject"
REMEMBERED = {ASSESSOR, READER, SUBJECT}  # in the session, by the first page
PEOPLE_OPS, PEOPLE_OPS_EVERYWHERE = "people_ops", "people_ops_everywhere"
NOT_LAUNCHED = (Group.State.PLANNING, Group.State.DISCARDED)


@dataclass(frozen=True)
class Place:
    """A page one may go to: for whom it is there, in which part of the first page, and whether in the top line."""

    label: object
    name: str
    sentence: object
    whose: str = EVERYONE
    top: bool = False
    part: object = _("Reviews")


MINE, HERE = _("About you"), _("The organisation")
# in the order of the top line, and within their part in that of the first page
PLACES = (
    Place(_("Today"), "home", "", top=True),
    Place(
        _("My level"),
        "my_level",
        _("What is expected of you, your growth plan, and every way on."),
        part=MINE,
        top=True,
    ),
    Place(
        _("My review"),
        "my_review",
        _("Where your review stands, the day you hear, and what was told."),
        SUBJECT,
        part=MINE,
        top=True,
    ),
    Place(_("My notebook"), "notebook", _("What you note through the year; only yours, or shared."), part=MINE),
    Place(_("My results"), "my_results", _("What stood after each review, once you were told."), part=MINE),
    Place(_("My answers"), "my_answers", _("What you say about yourself; only counts are ever shown."), part=MINE),
    Place(_("Who has read about me"), "read_about_me", _("Who opened what is written about you."), part=MINE),
    Place(_("What is recorded about me"), "recorded", _("Why, for how long, and who reads it."), part=MINE),
    Place(_("My account"), "account", _("Password and second step."), part=MINE),
    Place(
        _("My team"), "my_team", _("Whom you assess in this cycle, and what is still to be done."), ASSESSOR, top=True
    ),
    Place(_("To tell"), "telling", _("Results that you owe to a person, and by when."), ASSESSOR),
    Place(_("One-on-ones"), "one_on_ones", _("When you talk with each other; what is owed is due there.")),
    Place(_("Cycles"), "cycles", _("The reviews you take part in: who reads, meets and decides."), READER, top=True),
    Place(_("Second looks"), "second_looks", _("Who asks for their result to be looked at again."), PEOPLE_OPS),
    Place(_("Frameworks"), "frameworks", _("The ladders of this organisation, level by level."), part=HERE, top=True),
    Place(_("People"), "people", _("Everyone here, by name."), part=HERE, top=True),
    Place(
        _("Import people"),
        "people_import",
        _("Bring joiners, moves and leavers from a file."),
        PEOPLE_OPS_EVERYWHERE,
        part=HERE,
    ),
    Place(_("Trail"), "trail", _("Who did what, and who has read about whom."), PEOPLE_OPS, part=HERE),
    Place(_("Permissions"), "grants", _("Who may do what beyond their part in a review."), PEOPLE_OPS, part=HERE),
    Place(
        _("Organisation"),
        "organisation",
        _("Its name, its time zone, what colleagues see of each other, and how long records are kept."),
        PEOPLE_OPS_EVERYWHERE,
        part=HERE,
    ),
    Place(
        _("Figures"), "figures", _("Distributions that give nobody away."), PEOPLE_OPS_EVERYWHERE, part=HERE, top=True
    ),
    Place(_("Mail"), "mail_queue", _("What waits to be sent: addresses and subjects."), "operator", part=HERE),
)


def granted(person: Person) -> set[str]:
    """For whom places are there by the grants this person holds; People Ops also sees the cycles."""
    found = {EVERYONE, *(grant.kind for grant in person.grants_held)}
    if PEOPLE_OPS in found:
        found.add(READER)
    if any(grant.kind == PEOPLE_OPS and grant.scope_id is None for grant in person.grants_held):
        found.add(PEOPLE_OPS_EVERYWHERE)
    return found


def kinds(person: Person) -> set[str]:
    """For whom places are there, of this person: the grants held, and the parts in reviews (one query)."""
    known = Participant.objects.exclude(part=Part.SUBJECT, group__state__in=NOT_LAUNCHED)
    parts = set(known.filter(person=person).values_list("part", flat=True).distinct())
    found = {SUBJECT} if Part.SUBJECT in parts else set()
    if others := parts - set(WITHOUT_THE_GROUP):
        found |= {READER, ASSESSOR} if Part.ASSESSOR in others else {READER}
    return granted(person) | found


@cache
def _address(place: Place) -> str:
    return reverse(place.name)


def of(whose: set[str], top: bool = False) -> list[tuple[Place, str]]:
    """The places that are there for these kinds, with their addresses; `top`: those of the top line."""
    return [(place, _address(place)) for place in PLACES if place.whose in whose and (place.top or not top)]


def _here(path: str, url: str) -> str:
    """What `aria-current` says of a place: `page` on it, `true` on a page below it, else nothing."""
    if path == url:
        return "page"
    return "true" if url != "/" and path.startswith(url) else ""


def top_line(request: HttpRequest) -> dict[str, object]:
    """`places` for the frame of every page. Parts in reviews are remembered in the session by the first page."""
    person = getattr(request, "user", None)
    found: list[tuple[Place, str]] = []
    if person is not None and person.is_authenticated and not getattr(request, "must_set_up", False):
        whose = granted(person) | set(request.session.get("parts", ()))
        found = of(whose, top=True)
    line = [{"label": place.label, "url": url, "here": _here(request.path, url)} for place, url in found]
    return {
        "places": line,
        "places_key": " ".join(f"{one['url']}:{one['here']}" for one in line),
        "is_demo": settings.DEMO,
        "session_minutes": sessions.minutes_left(request) if person is not None else 0,
    }

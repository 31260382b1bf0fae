"""What a person's page shows of frameworks: the role held now and those before, for who may see them."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.clock import today
from accounts.components import step
from accounts.extras import Section
from accounts.models import Person
from frameworks import reading
from frameworks.drawing import can_be_drawn
from frameworks.models import Placement, Version
from frameworks.views.drawings import on_a_page


def roles_held(person: Person, viewer: Person) -> Section | None:
    """The person's placements, first to last, as this viewer may see them."""
    rows = Placement.objects.visible_to(viewer).filter(person=person).order_by("from_on")
    held = rows.values_list("from_on", "to_on", "role__code", "role__framework__slug", "role__framework__title")
    day = today()
    items = [
        step(code, state, f"{title}, {note}", reverse("role", args=[framework, code]))
        for from_on, to_on, code, framework, title in held
        for state, note in [_when(from_on, to_on, day)]
    ]
    if not items:
        return None
    now = next(((code, slug) for _from, _to, code, slug, _title in held if _when(_from, _to, day)[0] == "here"), None)
    way = on_a_page(now[1], now[0], person) if now and _is_drawn(now[1]) and _is_near(person, viewer) else None
    return Section(_("Role"), "frameworks/on_person.html", {"items": items, "way": way})


def _is_drawn(slug: str) -> bool:
    """Whether the framework has the steps that a drawing is made of."""
    version = Version.objects.current().filter(framework__slug=slug).first()
    return version is not None and can_be_drawn(reading.ladder(version))


def _is_near(person: Person, viewer: Person) -> bool:
    """The person, and whoever manages them."""
    return person.pk == viewer.pk or person.reports_to(viewer)


def _when(from_on: date, to_on: date | None, day: date) -> tuple[str, str]:
    """Whether a role is held, was held or will be, for the line; and from when to when, in words."""
    since = date_format(from_on, "j F Y")
    if from_on > day:
        return "next", _("from %s") % since
    if to_on is None or to_on >= day:
        return "here", _("since %s") % since
    return "done", _("%(since)s to %(to)s") % {"since": since, "to": date_format(to_on, "j F Y")}

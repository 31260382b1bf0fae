"""What a person's page shows of frameworks: the role held now and those before, for who may see them."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.clock import today
from accounts.extras import Section
from accounts.models import Person
from frameworks.models import Placement


def roles_held(person: Person, viewer: Person) -> Section | None:
    """The person's placements, first to last, as this viewer may see them."""
    rows = Placement.objects.visible_to(viewer).filter(person=person).select_related("role__framework")
    placements = list(rows.order_by("from_on"))
    if not placements:
        return None
    day = today()
    return Section(_("Role"), "frameworks/on_person.html", {"items": [_item(one, day) for one in placements]})


def _item(placement: Placement, day) -> dict[str, str]:
    since, role = date_format(placement.from_on, "j F Y"), placement.role
    if placement.from_on > day:
        state, note = "next", _("from %s") % since
    elif placement.to_on is None or placement.to_on >= day:
        state, note = "here", _("since %s") % since
    else:
        state, note = "done", _("%(since)s to %(to)s") % {"since": since, "to": date_format(placement.to_on, "j F Y")}
    return {
        "label": role.code,
        "note": f"{role.framework.title}, {note}",
        "state": state,
        "href": reverse("role", args=[role.framework.slug, role.code]),
    }

"""Where earlier results are read: a person's page, one's own results, the last rating on an assessor's board."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.extras import Section
from accounts.granting import covers_another
from accounts.models import Person
from accounts.signs import is_any
from frameworks.models import ScalePoint
from reviews.models import EarlierResult


def of(person: Person, viewer: Person) -> QuerySet[EarlierResult]:
    """The person's earlier results as this viewer may see them, the earliest first."""
    rows = EarlierResult.objects.visible_to(viewer).filter(subject=person)
    return rows.select_related("role__framework", "overall").order_by("covers_to", "covers_from")


def on_person_page(person: Person, viewer: Person) -> Section | None:
    """The section on the person's page; People Ops for the person may take one out again."""
    rows = list(of(person, viewer)) if is_any(person, EarlierResult.subject) else []
    if not rows:
        return None
    shown = {"results": rows, "may_remove": covers_another(viewer, person)}
    return Section(_("Earlier results"), "reviews/earlier/on_person.html", shown)


def last_ratings(subjects: Iterable[UUID], viewer: Person) -> dict[UUID, ScalePoint]:
    """Person → the rating of their latest earlier result that the viewer may see, for those who have none here; marked
    as imported (`is_imported`)."""
    rows = EarlierResult.objects.visible_to(viewer).filter(subject__in=list(subjects)).order_by("covers_to")
    found = {row.subject_id: row.overall for row in rows.select_related("overall")}
    for point in found.values():
        point.is_imported = True
    return found

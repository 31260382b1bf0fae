"""What happens to a growth plan: a line is written, changed, taken away; who does which; and how it reads."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import clock
from accounts.extras import Section
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from accounts.written_once import WrittenOnce, somebody
from frameworks.models import Axis, Placement, Version, VersionAxis
from reviews.models import GrowthLine
from reviews.notebooks.workflow import notes_about

MOST = 200  # lines of one plan that are shown

Kind = GrowthLine.Kind


@dataclass(frozen=True)
class Planned:
    """What a line says, apart from its row."""

    text: str
    kind: str = Kind.NEXT
    axis: Axis | None = None
    until_on: date | None = None


def kinds(author: Person, subject: Person) -> tuple[Kind, ...]:
    """What somebody may write into a plan: the person what they work on, their manager of today also what they
    promise; nobody else anything."""
    if not notes_about(author, subject):
        return ()
    return (Kind.NEXT,) if author.pk == subject.pk else (Kind.SUPPORT, Kind.NEXT)


@transaction.atomic
def write(author: Person, subject: Person, said: Planned) -> GrowthLine:
    """Adds a line. Raises NotAllowed."""
    if said.kind not in kinds(author, subject):
        raise NotAllowed("write")
    return GrowthLine.objects.create(author=author, subject=subject, **vars(said))


@transaction.atomic
def change(line: GrowthLine, by: Person, said: Planned) -> GrowthLine:
    """Changes what one's own line says; nothing of the former stays. Raises NotAllowed for anyone else; Conflict where
    the author manages the person no more: their line stands as it is."""
    locked = _locked(line, by)
    if said.kind not in kinds(by, locked.subject):
        raise Conflict(
            _("%(name)s does not report to you any more. Your line stands; you can only take it away.")
            % {"name": locked.subject.name}
        )
    changed = [name for name, value in vars(said).items() if getattr(locked, name) != value]
    for name in changed:
        setattr(locked, name, getattr(said, name))
    if changed:
        locked.changed_at = clock.now()
        locked.save(update_fields=[*changed, "changed_at"])
    return locked


@transaction.atomic
def delete(line: GrowthLine, by: Person) -> None:
    """Takes one's own line away for good. Raises NotAllowed for anyone but the author."""
    _locked(line, by).delete()


def _locked(line: GrowthLine, by: Person) -> GrowthLine:
    if line.author_id != by.pk:
        raise NotAllowed("change")
    rows = GrowthLine.objects.select_for_update(of=("self",)).select_related("subject")
    locked = rows.filter(pk=line.pk).first()
    if locked is None:
        raise Conflict(_("This line was taken away meanwhile."))
    return locked


# -- how it reads ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A line, ready to be shown to one reader."""

    line: GrowthLine
    by: str
    axis: str
    href: str  # where its author changes it
    was_changed: bool


PLAN = WrittenOnce(
    lambda viewer, subject: (
        GrowthLine.objects.visible_to(somebody(viewer))
        .filter(subject=subject)
        .select_related("axis", "author")
        .order_by("-written_on", "-changed_at", "pk")[:MOST]
    )
)


def plan(person: Person, viewer: Person) -> dict[str, list[Shown]]:
    """What the viewer may read of a plan: what is worked on, and what was promised; the newest first."""
    lines = PLAN(viewer.pk, person.pk)
    names = _names(lines)
    shown = [_shown(one, viewer, names) for one in lines]
    return {kind.value: [one for one in shown if one.line.kind == kind] for kind in Kind}


def _names(lines: list[GrowthLine]) -> dict:
    """The names of axes as the newest published version that has them calls them."""
    wanted = {one.axis_id for one in lines if one.axis_id}
    if not wanted:
        return {}
    rows = VersionAxis.objects.filter(axis__in=wanted, version__published_at__isnull=False)
    return dict(rows.order_by("version__published_at").values_list("axis", "name"))


def _shown(one: GrowthLine, viewer: Person, names: dict) -> Shown:
    own = one.author_id == viewer.pk
    axis = names.get(one.axis_id, one.axis.code) if one.axis else ""
    href = reverse("growth_line", args=[one.pk]) if own else ""
    return Shown(one, one.author.name, axis, href, one.changed_at.date() > one.written_on)


def on_my_level(person: Person, placement: Placement, version: Version) -> Section:
    """One's own plan, below what is asked."""
    shown = {"plan": plan(person, person), "url": reverse("growth")}
    return Section(_("My growth plan"), "reviews/notebooks/growth_on_my_level.html", shown, "growth")


def on_person_page(person: Person, viewer: Person) -> Section | None:
    """For whoever manages somebody today, the way to their plan; for the person, to their own."""
    if not notes_about(viewer, person):
        return None
    is_own = person.pk == viewer.pk
    url = reverse("growth") if is_own else reverse("person_growth", args=[person.pk])
    shown = {"url": url, "is_own": is_own, "name": person.first_name}
    return Section(_("Growth plan"), "reviews/notebooks/growth_on_person.html", shown)

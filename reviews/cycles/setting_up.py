"""Who of People Ops sets a group up: plans it, names its parts, launches it, adds to it, puts it away.

Whoever says who assesses, observes and decides has a say in what comes of it. So who is reviewed in a group leaves that
to another. Where there is no other, they do it, and that is written to the trail and said on the page of the cycle.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import Event, Grant, GrantKind, Person
from accounts.models.grants import people_ops_for
from accounts.moves import NotAllowed
from accounts.written_once import WrittenOnce
from reviews.models import Group, Part, Participant

ALONE = "act_alone"  # the verb of whoever sets up the group in which they are reviewed


def runs(group: Group, by: Person | None) -> bool:
    """People Ops for everyone in the group."""
    return group.pk in run_by([group], by)


def run_by(groups: Iterable[Group], by: Person | None) -> set[UUID]:
    """Of these groups those for everyone in which the person is People Ops; at most one query."""
    asked = {group.pk for group in groups}
    if by is None or not asked or not by.holds(GrantKind.PEOPLE_OPS):
        return set()
    if by.holds_everywhere(GrantKind.PEOPLE_OPS):
        return asked
    subjects = Participant.objects.filter(group__in=asked, part=Part.SUBJECT).order_by()
    is_own = Case(When(people_ops_for(by, "person"), then=Value(True)), default=Value(False))
    rows = set(subjects.annotate(is_own=is_own).values_list("group_id", "is_own").distinct())
    return {group for group, own in rows if own and (group, False) not in rows}


def all_others_for(people: QuerySet[Person], but: Person) -> list[Person]:
    """Who else is People Ops for all of these people and is here; by name."""
    held = Grant.objects.of_people_ops()
    holders = Person.objects.filter(pk__in=held.values("person")).exclude(pk=but.pk).order_by("name")
    return [one for one in holders if not people.exclude(people_ops_for(one, "pk")).exists()]


def others_for(people: QuerySet[Person], but: Person) -> list[Person]:
    """Of those the ones who are not among the people themselves."""
    among = set(people.values_list("pk", flat=True))
    return [one for one in all_others_for(people, but) if one.pk not in among]


def left_to_others(groups: Iterable[Group], by: Person) -> set[UUID]:
    """Of these groups those in which the person is reviewed and which somebody else of People Ops could set up."""
    return {pk for pk in reviewed_in(groups, by) if others_for(_chosen(pk), by)}


def reviewed_in(groups: Iterable[Group], person: Person) -> set[UUID]:
    """Of these groups those in which the person is reviewed."""
    rows = Participant.objects.filter(group__in=[group.pk for group in groups], person=person, part=Part.SUBJECT)
    return set(rows.values_list("group", flat=True))


def sets_up(group: Group, by: Person | None) -> bool:
    """People Ops for everyone in the group; who is reviewed in it themselves only where nobody else could."""
    return by is not None and runs(group, by) and not left_to_others([group], by)


def launches(group: Group, by: Person | None) -> bool:
    """People Ops for everyone in the group; who is reviewed in it themselves only where nobody else could, and where
    all of them are reviewed in it, another than who planned it."""
    return by is not None and sets_up(group, by) and not _planned_it_for_themselves(group, by)


def _planned_it_for_themselves(group: Group, by: Person) -> bool:
    people = _chosen(group.pk)
    if not people.filter(pk=by.pk).exists() or not all_others_for(people, by):
        return False
    return _alone([group.pk]).filter(by=by, after="add_group").exists()


class ReviewedThere(NotAllowed):
    """Who is reviewed in a group leaves its setting up to another, as long as there is another."""

    def __init__(self, other: Person) -> None:
        super().__init__("set_up")
        said = {"name": other.name}
        self.sentence = _("You are reviewed in this group yourself: %(name)s of People Ops can do this.") % said


def must_set_up(group: Group, by: Person, verb: str) -> None:
    """Raises NotAllowed where `by` may not plan, launch or change this group. Who may though they are reviewed in it,
    because there is nobody else, is written to the trail with the `verb`."""
    if must_be_another(group, by, verb):
        trail.record(ALONE, group, by, after=verb)


def must_be_another(group: Group, by: Person, verb: str = "set_up") -> bool:
    """Raises NotAllowed where `by` may not set this group up; says whether they are reviewed in it themselves."""
    if not runs(group, by):
        raise NotAllowed(verb)
    people = _chosen(group.pk)
    if not people.filter(pk=by.pk).exists():
        return False
    others = others_for(people, by)
    if not others and verb == "launch" and _planned_it_for_themselves(group, by):
        others = all_others_for(people, by)
    if others:
        raise ReviewedThere(others[0])
    return True


def set_up_alone(groups: Iterable[Group]) -> dict[str, list[str]]:
    """By the group's id, as text: the names of who set it up though they are reviewed in it."""
    found: dict[str, dict[UUID, str]] = {}
    for group, by, name in ALONE_IN([group.pk for group in groups]):
        found.setdefault(group, {})[by] = name
    return {group: list(names.values()) for group, names in found.items()}


def _chosen(group: UUID) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=Participant.objects.filter(group=group, part=Part.SUBJECT).values("person"))


def _alone(groups: Iterable[UUID]) -> QuerySet[Event]:
    return Event.objects.filter(verb=ALONE, thing="reviews.group", thing_id__in=[str(pk) for pk in groups])


ALONE_IN = WrittenOnce(
    lambda groups: _alone(groups).exclude(by=None).order_by("at").values_list("thing_id", "by", "by__name")
)

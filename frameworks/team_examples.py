"""A team's own examples beside those of a framework: who adds them, and which stand on whose pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts import clock, trail
from accounts.models import Below, GrantKind, Person, Team
from accounts.models.grants import people_ops_for
from accounts.moves import Conflict, NotAllowed
from accounts.written_once import WrittenOnce
from frameworks import reading
from frameworks.editing import begun
from frameworks.finding import place_of
from frameworks.models import Framework, TeamExample, Version
from frameworks.models.versions import BehaviourIdentity


@dataclass(frozen=True)
class Shown:
    """One on a page: its words, whose it is, and where it is changed by who may."""

    text: str
    team: str
    is_own: bool = False
    pk: UUID | None = None  # for who may change it


@dataclass(frozen=True)
class Beside:
    """What teams add on a page, by the identity of the framework's example; and whether the reader may add there."""

    by_example: Mapping[str, list[Shown]] = field(default_factory=dict)
    adds: bool = False

    @property
    def key(self) -> str:
        """Tells one answer from another, for the pieces of pages that are kept."""
        return sha256(repr((sorted(self.by_example.items()), self.adds)).encode("utf-8", "surrogatepass")).hexdigest()


# -- who may -------------------------------------------------------------------------------------------


def _managed(viewer: Person) -> Exists:
    return Exists(Below.objects.filter(manager=viewer, depth=1, person__team=OuterRef("pk")))


def teams_of(viewer: Person) -> QuerySet[Team]:
    """The teams for which a person writes examples: those in which somebody reports to them; for People Ops those of
    their population. `is_managed` tells the first from the others."""
    teams = Team.objects.annotate(is_managed=_managed(viewer))
    if not viewer.holds(GrantKind.PEOPLE_OPS):
        return teams.filter(is_managed=True)
    theirs = Person.objects.filter(people_ops_for(viewer, "pk"), team=OuterRef("pk"))
    return teams.filter(Q(is_managed=True) | Exists(theirs))


def _of_theirs(team: Team, by: Person, verb: str) -> None:
    if not teams_of(by).filter(pk=team.pk).exists():
        raise NotAllowed(verb)


# -- the acts ------------------------------------------------------------------------------------------


def stands(framework: Framework, behaviour: UUID) -> bool:
    """Whether the version in force has that example."""
    version = Version.objects.current().filter(framework=framework).first()
    return version is not None and place_of(reading.ladder(version), str(behaviour)) is not None


@transaction.atomic
def add(team: Team, behaviour: BehaviourIdentity, text: str, by: Person) -> TeamExample:
    """Puts an example of a team beside one of a framework; the same words twice are one. Raises NotAllowed; Conflict
    where the version in force has no such example."""
    _of_theirs(team, by, "add_team_example")
    if not stands(behaviour.framework, behaviour.pk):
        raise Conflict(_("The version in force does not have this example any more. Nothing was added."))
    same = {"team": team, "behaviour": behaviour, "text": text.strip()}
    example, is_new = TeamExample.objects.get_or_create(**same, defaults={"added_on": clock.today()})
    if is_new:
        trail.record("add_team_example", example, by)
    return example


@transaction.atomic
def reword(example: TeamExample, text: str, by: Person, seen: str) -> TeamExample:
    """Other words for it; `seen` is the mark of those that the page showed. Raises NotAllowed; Conflict where somebody
    changed or removed it meanwhile, or the team has that example there already."""
    found = _locked(example, by, "reword_team_example")
    if begun.mark(found.text) != seen and found.text != text.strip():
        raise Conflict(_("Somebody changed it meanwhile. It reads now: %(text)s") % {"text": found.text})
    if found.text == text.strip():
        return found
    found.text = text.strip()
    try:
        with transaction.atomic():
            found.save(update_fields=["text"])
    except IntegrityError:
        raise Conflict(_("Your team has this example here already.")) from None
    trail.record("reword_team_example", found, by)
    return found


@transaction.atomic
def remove(example: TeamExample, by: Person) -> None:
    """Takes it away for everybody. Raises NotAllowed; Conflict where it is gone already."""
    found = _locked(example, by, "remove_team_example")
    trail.record("remove_team_example", found, by)
    found.delete()


def _locked(example: TeamExample, by: Person, verb: str) -> TeamExample:
    found = TeamExample.objects.select_for_update().filter(pk=example.pk).first()
    if found is None:
        raise Conflict(_("This example is gone already."))
    _of_theirs(found.team, by, verb)
    return found


# -- which stand where ---------------------------------------------------------------------------------


def beside(viewer: Person, framework: Framework) -> Beside:
    """For a page about a role: the examples of the reader's team and of teams in which somebody reports to them. Two
    queries."""
    teams = {team.pk: team for team in teams_of(viewer)}
    wanted = {pk for pk, team in teams.items() if team.is_managed} | {viewer.team_id} - {None}  # type: ignore[attr-defined]
    return Beside(_by_example(_of(wanted, framework), viewer.team_id, teams), adds=bool(teams))


def of_own_team(viewer: Person, framework: Framework) -> Beside:
    """For one's own level: the examples of one's team. One query, none without a team."""
    return Beside(_by_example(_of({viewer.team_id} - {None}, framework), viewer.team_id))


OF_TEAM_OF = WrittenOnce(
    lambda subject, framework: TeamExample.objects.filter(
        behaviour__framework=framework, team__people=subject
    ).select_related("team")
)


def of_team_of(subject: Person, framework: UUID) -> dict[str, list[Shown]]:
    """For who assesses somebody: the examples of that person's team, by the identity of the framework's. One query."""
    return _by_example(OF_TEAM_OF(subject.pk, framework), None)


OF_TEAMS = WrittenOnce(
    lambda teams, framework: TeamExample.objects.filter(behaviour__framework=framework, team__in=teams).select_related(
        "team"
    )
)


def _of(teams: Iterable[UUID], framework: Framework) -> Iterable[TeamExample]:
    return OF_TEAMS(list(teams), framework.pk)


def _by_example(
    rows: Iterable[TeamExample], own: UUID | None, writes: Mapping[UUID, Any] | None = None
) -> dict[str, list[Shown]]:
    found: dict[str, list[Shown]] = {}
    for row in rows:
        pk = row.pk if row.team_id in (writes or {}) else None
        one = Shown(row.text, row.team.name, is_own=row.team_id == own, pk=pk)
        found.setdefault(str(row.behaviour_id), []).append(one)
    return found

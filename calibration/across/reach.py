"""Who comes to the check across groups, and what they may do in it."""

from collections.abc import Iterable

from accounts.models import GrantKind, Person
from calibration.models import CheckQuestion
from calibration.models.across import side_by_side
from reviews.cycles.setting_up import run_by
from reviews.cycles.workflow import keeps_away_from_somebody, runs_for_others
from reviews.models import Cycle, Exclusion, Group, Part, Participant

State = Group.State
UNRELEASED = (State.DECIDING, State.FINALISING)


def groups_of(cycle: Cycle) -> list[Group]:
    """The groups of a cycle that were not discarded, by name."""
    return list(cycle.groups.exclude(state=State.DISCARDED))


def is_held(cycle: Cycle) -> bool:
    """Whether the cycle has the check, and more than one group to compare."""
    return cycle.has_check_across and len(groups_of(cycle)) > 1


def directs_in(cycle: Cycle, person: Person) -> bool:
    """Whether the person directs one of its groups now."""
    parts = Participant.objects.now().filter(group__cycle=cycle, part=Part.DIRECTOR, person=person)
    return parts.exclude(group__state=State.DISCARDED).exists()


def comes_to_the_check(cycle: Cycle, person: Person) -> bool:
    """Who directs one of the cycle's groups; People Ops for everyone in one of them."""
    if directs_in(cycle, person):
        return True
    return person.holds(GrantKind.PEOPLE_OPS) and bool(run_by(groups_of(cycle), person))


def speaks_for_all(cycle: Cycle, person: Person) -> bool:
    """People Ops for everyone in every group of the cycle, who is reviewed in none and keeps away from nobody there."""
    if not person.holds(GrantKind.PEOPLE_OPS):
        return False
    return all(runs_for_others(group, person) for group in groups_of(cycle))


def may_be_asked(cycle: Cycle, by: Person) -> list[Group]:
    """The groups of which something may be asked: whose boards the person sees, of which nothing is released and from
    nobody of which they keep away."""
    away = Exclusion.objects.filter(person=by, group__cycle=cycle)
    groups = side_by_side(by).filter(cycle=cycle, state__in=UNRELEASED)
    return list(groups.exclude(pk__in=away.values("group")))


def asked_it(question: CheckQuestion, by: Person | None) -> bool:
    """Whoever asked."""
    return by is not None and question.by_id == by.pk


def answers_it(question: CheckQuestion, by: Person | None) -> bool:
    """Who directs the group asked, or is People Ops for everyone in it; nobody who asked, who is reviewed in it, or who
    keeps away from somebody in it."""
    if by is None or question.by_id == by.pk or keeps_away_from_somebody(question.group, by):
        return False
    directs = Participant.objects.now().filter(group=question.group_id, person=by, part=Part.DIRECTOR)
    return directs.exists() or runs_for_others(question.group, by)


def names_of(groups: Iterable[Group]) -> str:
    """Their names, in a sentence."""
    return ", ".join(group.name for group in groups)

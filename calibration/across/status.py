"""How far the check across groups of a cycle is: which groups have met, who said that it was made, what is open."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person
from accounts.viewing import as_task
from calibration.across.reach import UNRELEASED, groups_of
from calibration.models import CheckMade, CheckQuestion
from reviews.models import Cycle, Group, Part, Participant
from reviews.models.cycles import LOCKED
from reviews.telling.hooks import HeldBack


@dataclass(frozen=True)
class Status:
    """`waiting`: how many groups have not ended their meeting; `made`: what holds since the last of them was locked."""

    groups: list[Group]
    waiting: int
    directors: list[Person]
    made: list[CheckMade]
    open_questions: int

    @property
    def is_open(self) -> bool:
        """Whether every group has met."""
        return not self.waiting

    @property
    def may_be_made(self) -> bool:
        """Whether something can still come of it: every group has met, and one is not released."""
        return self.is_open and any(group.state in UNRELEASED for group in self.groups)

    @property
    def missing(self) -> list[Person]:
        """The directors who have not said that they made it; nobody where People Ops said so for all."""
        if any(one.for_all for one in self.made):
            return []
        said = {one.person_id for one in self.made}
        return [one for one in self.directors if one.pk not in said]

    @property
    def is_done(self) -> bool:
        """Whether it was made: by each director or, as People Ops say, by all together; and nothing asked is open."""
        return self.is_open and bool(self.made) and not self.missing and not self.open_questions

    @property
    def sentence(self) -> str:
        """Why it is not made yet; empty where it is."""
        if self.is_done:
            return ""
        if self.waiting:
            said = ngettext(
                "%(count)d group of this cycle has not ended its meeting yet.",
                "%(count)d groups of this cycle have not ended their meetings yet.",
                self.waiting,
            )
            return said % {"count": self.waiting}
        if self.missing:
            names = ", ".join(one.name for one in self.missing)
            return _("Not looked at the levels across the groups yet: %(names)s.") % {"names": names}
        if self.open_questions:
            return _("What was asked of a group is not answered yet.")
        return _("Nobody has said that it was made.")


def status_of(cycle: Cycle) -> Status:
    """How far it is; a constant number of queries."""
    groups = groups_of(cycle)
    waiting = [group for group in groups if group.state not in LOCKED]
    parts = Participant.objects.now().filter(group__in=groups, part=Part.DIRECTOR, person__is_active=True)
    directors = Person.objects.filter(pk__in=parts.values("person")).order_by("name")
    with as_task("release"):
        open_ones = CheckQuestion.objects.filter(
            group__cycle=cycle, group__state__in=UNRELEASED, state=CheckQuestion.State.OPEN
        ).count()
    return Status(groups, len(waiting), list(directors), _that_hold(cycle, groups, bool(waiting)), open_ones)


def _that_hold(cycle: Cycle, groups: list[Group], waits: bool) -> list[CheckMade]:
    """Those since the last lock; none while a group meets."""
    if waits:
        return []
    last = [group.locked_at for group in groups if group.locked_at]
    rows = CheckMade.objects.filter(cycle=cycle).select_related("person")
    return list(rows.filter(at__gte=_latest(last)) if last else rows)


def _latest(instants: list[datetime]) -> datetime:
    return max(instants)


def held_back(group: Group) -> HeldBack | None:
    """Why the release of a group waits, where its cycle has the check and it is not made."""
    cycle = group.cycle
    if not cycle.has_check_across:
        return None
    status = status_of(cycle)
    if len(status.groups) < 2 or status.is_done:
        return None
    sentence = _("The check across groups is not made. %(why)s") % {"why": status.sentence}
    return HeldBack(sentence, reverse("cycle_check", args=[cycle.pk]), _("Go to the check"))

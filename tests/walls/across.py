"""Cycles of a random company in which the boards of all groups stand side by side, or nearly."""

from typing import Any

from calibration.models import BoardLine, CheckQuestion
from reviews.models import Cycle, Exclusion, Group, Participant

LOCKED = ["deciding", "deciding", "finalising", "telling", "closed", "discarded"]


def draw_across(company: Any, days: dict[str, Any]) -> None:
    """One with the check in which all have met, one in which a group still meets, and one without the check."""
    for name, has_it in (("Beside", True), ("Nearly beside", True), ("Not beside", False)):
        cycle = Cycle.objects.create(name=name, has_check_across=has_it, **days)
        for number in range(4):
            state = "calibrating" if name == "Nearly beside" and number == 0 else company.dice.choice(LOCKED)
            _group(company, Group.objects.create(cycle=cycle, name=f"{name} {number}", state=state))


def _group(company: Any, group: Group) -> None:
    subjects = company.some(0.3) or [company.one()]
    for part in ["director", "director", "outside_director", "observer", "assessor", "decider"]:
        began, ended = company._span()
        person = company.one()
        if not Participant.objects.filter(group=group, person=person, part=part, until_at=ended).exists():
            Participant.objects.create(group=group, person=person, part=part, from_at=began, until_at=ended)
    role = company.ladders[0].roles["L1"]
    for subject in subjects:
        Participant.objects.create(group=group, person=subject, part="subject", from_at=company.now)
        BoardLine.objects.create(
            group=group, subject=subject, role=role, version=company.ladders[0].version, level=role.level, rank=1
        )
    gone = company.one()  # a line of somebody who is on no roster any more
    if gone not in subjects:
        BoardLine.objects.create(
            group=group, subject=gone, role=role, version=company.ladders[0].version, level=role.level, rank=1
        )
    if company.maybe(0.6):
        Exclusion.objects.create(group=group, person=company.one(), subject=company.dice.choice(subjects))
    CheckQuestion.objects.create(group=group, by=company.one(), at=company.now, text="Drawn.")

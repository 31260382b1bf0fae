"""Candidates of a random company: open, together and ended, with who was invited, what they found, and offers."""

from random import Random
from typing import Any

from candidates.models import Agreed, Candidate, Finding, Interviewer, Offer


def draw_candidates(company: Any) -> None:
    """Drawn apart, so that the rest is as it was."""
    dice = Random(f"candidates {len(company.people)} {company.people[0].pk}")
    for number in range(6):
        ladder, owner = dice.choice(company.ladders), dice.choice(company.people)
        axis, role = ladder.axes["Skill"], ladder.roles["L1"]
        state = dice.choice(["open", "together", "together", "offered", "closed"])
        was_together = state in ("together", "offered") or (state == "closed" and dice.random() < 0.5)
        made = Candidate.objects.create(
            owner=owner,
            version=ladder.version,
            label="Drawn.",
            state=state,
            together_at=company.now if was_together else None,
            closed_at=company.now if state in ("offered", "closed") else None,
        )
        for person in dice.sample(company.people, 3):
            invited = Interviewer.objects.create(
                candidate=made, person=person, state=dice.choice(["writing", "handed_in"])
            )
            Finding.objects.create(interviewer=invited, axis=axis, role=role, text="Drawn.")
        Agreed.objects.create(candidate=made, axis=axis, role=role, text="Drawn.")
        Offer.objects.create(
            candidate=made if number % 2 else None,
            framework=ladder.framework,
            role=role,
            terms="Drawn.",
            offered_on=company.now.date(),
            by=dice.choice(company.people),
        )

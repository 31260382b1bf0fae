"""What is kept of the meetings of a random company after them: why they were reopened, what was said of them, flags on
wordings, and a comment without a name. Drawn apart, so that the rest is as it was."""

from datetime import timedelta
from random import Random
from typing import Any

from calibration.models import Meeting, Reopening, Survey
from frameworks.models import Flag, HeldComment


def draw_learning(company: Any, meeting: Meeting) -> None:
    """Some meetings were reopened, each has a survey that runs or has ended, and flags that wait or do not."""
    dice = Random(f"learning {meeting.group.name} {len(company.people)}")
    for _ in range(dice.choice([1, 1, 2])):
        Reopening.objects.create(meeting=meeting, by=dice.choice(company.people), at=company.now, reason="Drawn.")
    counts = {"shown": {"heard": [5, 0, 0, 0, 0]}} if dice.random() < 0.6 else {"tally": {"heard": [1, 0, 0, 0, 0]}}
    Survey.objects.create(meeting=meeting, ends_at=company.now + timedelta(days=1), **counts)
    today = company.now.date()
    HeldComment.objects.create(version=company.ladders[0].version, said="Drawn.", written_on=today)
    for author in [*dice.sample(company.people, 3), None]:
        ladder = dice.choice(company.ladders)
        on = {"version": ladder.version, "role": ladder.roles["L1"], "axis": ladder.axes["Skill"], "author": author}
        if author is None or not Flag.objects.filter(**on).exists():
            Flag.objects.create(**on, waits_in=meeting.pk if dice.random() < 0.6 else None)

"""A planned group as it is shown before its launch: who is in, who assesses whom, who is left out and why."""

from dataclasses import dataclass

from accounts.models import Person
from reviews.cycles.planning import Line, Problem


@dataclass(frozen=True)
class Preview:
    """A group's roster to be, with what is wrong with it."""

    name: str
    roster: list[Line]
    problems: list[Problem]

    @property
    def staying(self) -> list[Line]:
        return [line for line in self.roster if line.stays]

    @property
    def assessed(self) -> list[Line]:
        return [line for line in self.roster if line.is_assessed]

    @property
    def left_out(self) -> list[Line]:
        return [line for line in self.roster if not line.stays]

    @property
    def listed(self) -> list[Line]:
        """On the roster and not rated: onboarding, or away."""
        return [line for line in self.staying if not line.is_assessed]

    @property
    def to_look_at(self) -> list[Line]:
        """On the roster, rated, and with a problem all the same."""
        return [line for line in self.assessed if line.problems]

    def by_assessor(self) -> list[tuple[Person, list[Line]]]:
        """Each assessor with those they assess, by name."""
        found: dict = {}
        for line in self.assessed:
            found.setdefault(line.assessor, []).append(line)
        return sorted(found.items(), key=lambda pair: (pair[0].name, str(pair[0].pk)))

    @property
    def can_launch(self) -> bool:
        return bool(self.assessed)

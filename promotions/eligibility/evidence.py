"""What results and claims say of one clause, day by day.

On each day one result speaks: of those that tell something, one of our own before an imported one,
then the one whose period ends later, then the one that begins later, then the lower standing. Where
no result tells anything, a claim speaks.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .answers import Proof, ProofKind
from .facts import STANDINGS, Result, reaches
from .periods import ALWAYS, intersect, joined, months_in, subtract, union


@dataclass(frozen=True)
class Told:
    """A result that tells something: its standing, the role rated against, the days it speaks of."""

    result: Result
    standing: str
    role: str
    spans: tuple[tuple[int, int], ...]


class Evidence:
    """The days for, against and claimed for a clause that asks for `needed`.

    told: the results. claims: spans of the author's claims that can count. pauses: spans of leave.
    """

    def __init__(self, told, claims, needed, *, pauses, axis=None):
        self.needed, self.pauses, self.axis = needed, pauses, axis
        self.results = self._one_a_day(told)
        spoken = union(part for each in self.results for part in each.spans)
        claims = union(claims)
        alone = subtract(claims, spoken)
        self.claimed = alone if subtract(alone, pauses) else []
        self.overruled = [
            (part, each.result)
            for each in self.results
            if not self._is_for(each)
            for part in intersect(each.spans, claims)
        ]

    def _one_a_day(self, told):
        spoken, kept = [], []
        for each in sorted(told, key=_precedence):
            spans = subtract(each.spans, spoken)
            spoken = union([*spoken, *spans])
            if subtract(spans, self.pauses):
                kept.append(Told(each.result, each.standing, each.role, tuple(spans)))
        return sorted(kept, key=lambda each: each.spans[0])

    def _is_for(self, told):
        return reaches(told.standing, self.needed)

    def _days(self, is_for):
        return union(part for each in self.results if self._is_for(each) is is_for for part in each.spans)

    @cached_property
    def shown(self):
        return self._days(True)

    @cached_property
    def against(self):
        return self._days(False)

    @property
    def says_nothing(self):
        return not (self.results or self.claimed)

    @property
    def since_last_against(self):
        """The span after the latest result that falls short: what is true of the person now."""
        return (self.against[-1][1] + 1, ALWAYS[1]) if self.against else ALWAYS

    def runs(self, *, with_claims, within=ALWAYS):
        """Runs of days that speak for the clause, oldest first."""
        days = union([*self.shown, *self.claimed]) if with_claims else self.shown
        return joined(intersect(days, [within]), breaks=self.against, pauses=self.pauses)

    def latest_run(self, months, *, with_claims, within=ALWAYS):
        """The latest run of at least so many months (None: of any length), or None."""
        runs = self.runs(with_claims=with_claims, within=within)
        return next((run for run in reversed(runs) if months is None or months_in(run) >= months), None)

    def proof(self, within, *, with_claims):
        """The results (and claims) inside a span of days, oldest first."""
        found = [self._proof_of(each, part) for each in self.results for part in intersect(each.spans, [within])]
        if with_claims:
            found += [self._claim(part) for part in intersect(self.claimed, [within])]
        return sorted(found, key=lambda proof: (proof.from_day, proof.to_day))

    def latest_proof(self):
        """The latest result, whatever it says."""
        latest = max(self.results, key=lambda each: each.spans[-1][1], default=None)
        return [self._proof_of(latest, part) for part in latest.spans] if latest else []

    def overruled_proof(self):
        """Claims that a result of the same days contradicts."""
        return [self._claim(part, overruled_by=result.cycle) for part, result in self.overruled]

    def _proof_of(self, told, part):
        kind = ProofKind.IMPORTED if told.result.imported else ProofKind.RESULT
        return Proof(
            kind,
            *_dates(part),
            cycle=told.result.cycle,
            role=told.role,
            axis=self.axis,
            standing=told.standing,
        )

    def _claim(self, part, overruled_by=None):
        return Proof(ProofKind.CLAIM, *_dates(part), axis=self.axis, overruled_by=overruled_by)


def _precedence(told):
    result = told.result
    return (
        result.imported,
        -result.covers_to.toordinal(),
        -result.covers_from.toordinal(),
        STANDINGS.index(told.standing),
        result.cycle,
    )


def _dates(part):
    return date.fromordinal(part[0]), date.fromordinal(part[1])

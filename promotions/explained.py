"""The rule as a page shows it: each clause in words, its answer, what proves it, in the names that people know."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person
from promotions import evidence, wording
from promotions.eligibility import Answer, Clause, ClauseCode, Explanation, Note
from promotions.models import Pitch


@dataclass(frozen=True)
class ClauseLine:
    """One clause, ready for components/clauses.html: its answer's code, its words, and sentences below it."""

    answer: str
    name: str
    proof: list[str]


@dataclass(frozen=True)
class Explained:
    """The whole rule for one pitch. `is_exception`: a clause that binds says *not yet*."""

    clauses: list[ClauseLine]
    notes: str
    guidance: bool
    is_exception: bool


def explained(pitch: Pitch, *, reader: Person | None = None) -> Explained:
    """The rule for the author of a pitch, or for a `reader` of it, who is told nothing about absences."""
    return in_words(evidence.facts_of(pitch, reader=reader), to_its_author=reader is None)


def in_words(facts: evidence.Facts, *, to_its_author: bool, explanation: Explanation | None = None) -> Explained:
    """The facts' explanation in words."""
    explanation = explanation or facts.explain()
    speaks = _Speaker(facts, to_its_author)
    return Explained(
        clauses=[speaks.line(clause) for clause in explanation.clauses],
        notes=facts.document.rule.notes,
        guidance=any(not clause.binding for clause in explanation.clauses),
        is_exception=explanation.is_exception,
    )


class _Speaker:
    """The names of one framework, and whether the author is spoken to."""

    def __init__(self, facts: evidence.Facts, to_its_author: bool) -> None:
        self.facts, self.to_its_author = facts, to_its_author
        self.axes = {facts.axes[axis.code]: axis.name for axis in facts.document.axes if axis.code in facts.axes}
        self.questions = {each.code: each.name for each in facts.document.rule.conditions}
        self.ratings = rating_words(facts)
        self.months = facts.document.consistently_months

    def line(self, clause: Clause) -> ClauseLine:
        name = wording.clause_sentence(clause, axes=self.axes, conditions=self.questions)
        said = [self.facts.asked["answers"].get(clause.condition, "")] if clause.condition else []
        proof = [
            wording.proof_sentence(each, axes=self.axes, cycles=self.facts.cycles, ratings=self.ratings)
            for each in clause.proof
        ]
        return ClauseLine(
            str(clause.answer), name, [each for each in (*said, *dict.fromkeys(proof), *self._notes(clause)) if each]
        )

    def _notes(self, clause: Clause) -> list[str]:
        notes = [
            wording.note_sentence(note)
            for note in clause.notes
            if note != Note.STEPS_MISSING and (self.to_its_author or note != Note.ABSENCE_LEFT_OUT)
        ]
        missing = wording.missing_sentence(clause, axes=self.axes)
        if clause.code == ClauseCode.AT_NEXT_LEVEL and self.months:
            notes.append(
                ngettext(
                    "Where the framework says “consistently”, it means about %(months)d month.",
                    "Where the framework says “consistently”, it means about %(months)d months.",
                    self.months,
                )
                % {"months": self.months}
            )
            self.months = None  # said once, where the next level is first spoken of
        if not clause.proof and clause.answer == Answer.NO_DATA and not clause.condition and not missing:
            together = clause.code == ClauseCode.DISTINCT_PERIODS
            notes.append(_("Seen once both are there.") if together else _("No result and no claim speaks of it."))
        return [*notes, missing]


def rating_words(facts: evidence.Facts) -> dict[str, str]:
    """Standing → the word of the framework's scale; where several points have it, all of them."""
    words: dict[str, list[str]] = {}
    for point in facts.document.scale.points:
        words.setdefault(point.standing, []).append(point.word.lower())
    return {standing: _(" or ").join(said) for standing, said in words.items()}

"""The promotion rule in sentences: what a page says for the codes and data of `promotions.eligibility`.

Every sentence is translated when it is asked for; names of axes, roles, cycles, conditions and words
of the framework's scale come from the caller, who knows them.
"""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frameworks.rule_words import ways_words

from .eligibility import ClauseCode, Note, ProofKind


def clause_sentence(clause, *, axes=None, conditions=None):
    """What the clause asks for. axes, conditions: code -> name as shown to people."""
    needed = clause.needed
    named = {
        "months": needed.months,
        "points": needed.points,
        "standing": standing_words(needed.standing),
        "axis": (axes or {}).get(clause.axis, clause.axis),
    }
    if clause.code == ClauseCode.HIGH_PERFORMANCE:
        return (
            ngettext(
                "High performance in the current role for at least %(months)d month: overall %(standing)s.",
                "High performance in the current role for at least %(months)d months: overall %(standing)s.",
                needed.months,
            )
            % named
        )
    if clause.code == ClauseCode.AT_NEXT_LEVEL:
        return _at_next_level(clause, named)
    if clause.code == ClauseCode.DISTINCT_PERIODS:
        return _("The two periods do not overlap, and the one at the next level is the later.")
    if clause.code == ClauseCode.POINTS:
        if needed.points is None:
            return _("Points of the steps attained, added over the axes.")
        return _("The steps attained are together worth at least %(points)d points.") % named
    if clause.code == ClauseCode.AVERAGE:
        if not needed.average:
            return _("Average of the steps attained, each axis by its weight.")
        return _("The steps attained are on average at least %(average)s, each axis by its weight.") % {
            "average": needed.average
        }
    if clause.code == ClauseCode.COUNTING:
        if not needed.ways:
            return _("On how many axes a step is attained.")
        return _("Attained: %(ways)s.") % {"ways": ways_words(needed.ways)}
    if clause.code == ClauseCode.MANDATORY:
        if needed.step is not None:
            return _("%(axis)s is needed in any case: step %(step)d or higher.") % (named | {"step": needed.step})
        return _("%(axis)s is needed in any case: %(standing)s against the next level.") % named
    if clause.code == ClauseCode.TIME_AT_LEVEL:
        return (
            ngettext(
                "At the present level for at least %(months)d month.",
                "At the present level for at least %(months)d months.",
                needed.months,
            )
            % named
        )
    name = (conditions or {}).get(clause.condition, clause.condition)
    return f"{name}: {needed.gate}" if needed.gate else name


def _at_next_level(clause, named):
    if clause.axis is None:
        if clause.needed.months is None:
            return _("Performing at the next level: %(standing)s against its expectations.") % named
        return (
            ngettext(
                "Performing at the next level for at least %(months)d month: %(standing)s.",
                "Performing at the next level for at least %(months)d months: %(standing)s.",
                clause.needed.months,
            )
            % named
        )
    if clause.needed.months is None:
        return _("%(axis)s: in the latest result, %(standing)s against the next level.") % named
    return (
        ngettext(
            "%(axis)s: performing at the next level for at least %(months)d month, %(standing)s.",
            "%(axis)s: performing at the next level for at least %(months)d months, %(standing)s.",
            clause.needed.months,
        )
        % named
    )


def standing_words(standing):
    """The least standing that a clause asks for."""
    return {
        None: "",
        "below": _("any rating"),
        "partly": _("at least partly at what is expected"),
        "at": _("at or above what is expected"),
        "above": _("above what is expected"),
    }[standing]


def proof_sentence(proof, *, axes=None, cycles=None, ratings=None):
    """One piece of proof. axes, cycles: code -> name; ratings: standing -> word of the framework's scale."""
    named = {
        "from": date_format(proof.from_day, "j F Y"),
        "to": date_format(proof.to_day, "j F Y"),
        "cycle": (cycles or {}).get(proof.cycle, proof.cycle),
        "axis": _("overall") if proof.axis is None else (axes or {}).get(proof.axis, proof.axis),
        "rating": (ratings or {}).get(proof.standing, proof.standing),
        "step": proof.step,
        "other": (cycles or {}).get(proof.overruled_by, proof.overruled_by),
    }
    if proof.overruled_by:
        return _("Claimed from %(from)s to %(to)s, but the result of %(other)s says otherwise.") % named
    if proof.kind == ProofKind.CLAIM:
        return _("Claimed from %(from)s to %(to)s.") % named
    if proof.step is not None:
        if proof.kind == ProofKind.IMPORTED:
            return _("%(cycle)s: %(axis)s, step %(step)d (imported).") % named
        return _("%(cycle)s: %(axis)s, step %(step)d.") % named
    if proof.kind == ProofKind.IMPORTED:
        return _("%(cycle)s, %(from)s to %(to)s: %(axis)s %(rating)s (imported).") % named
    return _("%(cycle)s, %(from)s to %(to)s: %(axis)s %(rating)s.") % named


def note_sentence(note):
    """What to know of a clause besides its answer."""
    return {
        Note.IMPORTED: _("Rests on an imported result, not calibrated here."),
        Note.CLAIM_OVERRULED: _("Where a result and a claim disagree, the result stands."),
        Note.LATER_RESULT_LOWER: _("A later result is lower."),
        Note.ROLE_TOO_RECENT: _("The current role has not been held for so long."),
        Note.NO_CURRENT_ROLE: _("The person holds no role on this day."),
        Note.OTHER_ROLE: _("Results that were rated against another role are not counted."),
        Note.ABSENCE_LEFT_OUT: _("Days of absence are not counted."),
        Note.SAME_PERIOD: _("The same days would have to serve both periods, or the order is reversed."),
        Note.STEPS_MISSING: _("No step is known on some axes."),
        Note.NO_THRESHOLD: _("The framework names no points for this role."),
        Note.NOTHING_TO_COUNT: _("The framework does not say what is counted for this role."),
        Note.NO_NUMBER: _("The answer has to begin with a number."),
    }[note]


def missing_sentence(clause, *, axes=None):
    """Which axes have no step, as one sentence; empty where none is missing."""
    if not clause.missing:
        return ""
    names = ", ".join((axes or {}).get(axis, axis) for axis in clause.missing)
    return _("No step is known on: %(axes)s.") % {"axes": names}

"""The clauses of a framework's rule, one function each, and `explain` that asks them in turn."""

import re
from decimal import Decimal

from . import steps
from .answers import Answer, Clause, ClauseCode, Explanation, Needed, Note, ProofKind
from .evidence import Evidence, Told
from .facts import AtNextLevel
from .periods import ALWAYS, GRACE_DAYS, intersect, joined, latest_start, months_in, span, union


def explain(*, rule, target, on, results=(), claims=(), answers=None, placements=(), leave=()):
    """Answer each clause of `rule` for a pitch into `target`, as of the day `on`.

    results, claims, placements, leave: the facts about one person, in any order; `answers`: condition
    code -> the author's words. Results that begin after `on` are not looked at, claims count up to
    it. Where a cycle is assessed before its period has ended, the caller asks for that period's last
    day. Returns an Explanation. Source: the table of frameworks in docs/decisions/0002.
    """
    case = _Case(rule, target, on, results, claims, answers or {}, placements, leave)
    clauses = []
    if rule.high_performance:
        clauses.append(case.high_performance())
    if case.at_next_level:
        clauses += case.axes()
    if rule.high_performance and case.at_next_level:
        clauses.append(case.distinct_periods(clauses))
    if rule.time_at_level:
        clauses.append(case.time_at_level())
    if rule.points:
        clauses.append(steps.points(rule.points, target, case.results))
    if rule.average:
        clauses.append(steps.average(rule.average, target, case.results))
    if rule.counting:
        clauses.append(steps.counting(rule.counting, target, case.results))
    clauses += case.mandatory()
    return Explanation((*clauses, *case.conditions()))


class _Case:
    """One person's facts, turned into evidence for each clause."""

    def __init__(self, rule, target, on, results, claims, answers, placements, leave):
        self.rule, self.target, self.on, self.answers, self.claims = rule, target, on, answers, claims
        self.at_next_level = rule.at_next_level
        if rule.kind == "demonstrated" and not self.at_next_level:
            self.at_next_level = AtNextLevel()
        guidance = self.at_next_level and self.at_next_level.axes == "guidance"
        self.binding = rule.kind != "guidance" and not guidance
        self.results = [result for result in results if result.covers_from <= on]
        self.pauses = union(span(away.from_day, away.to_day) for away in leave)
        self.known_from = min((span(each.from_day, None)[0] for each in placements), default=ALWAYS[0])
        self.current_role, self.held, self.at_rank = self._current(placements)
        self.overall = self._overall() if rule.high_performance else None
        self.next = self._next() if self.at_next_level else {}

    # what counts, and where

    def _current(self, placements):
        """The role of record on the day, all days on which it was held, and all on which one of its rank was."""
        today = self.on.toordinal()
        now = [each for each in placements if intersect([span(each.from_day, each.to_day)], [(today, today)])]
        if not now:
            return None, [], []
        last = max(now, key=lambda each: (span(each.from_day, None)[0], each.rank, each.role))
        same = [each for each in placements if each.role == last.role]
        level = [each for each in placements if each.rank == last.rank]
        return last.role, *(union(span(each.from_day, each.to_day) for each in some) for some in (same, level))

    def _claimed(self, kind, axis=None):
        until = (ALWAYS[0], self.on.toordinal())
        return intersect(
            [
                span(claim.from_day, claim.to_day)
                for claim in self.claims
                if claim.kind == kind and claim.axis in (None, axis)
            ],
            [until],
        )

    def _in_current_role(self, result):
        """The days of a result that were spent in the current role.

        An imported result is believed for days before the first placement we know of.
        """
        before = [(ALWAYS[0], self.known_from - 1)] if result.imported else []
        return intersect([span(result.covers_from, result.covers_to)], [*self.held, *before])

    def _here(self, result):
        since = ALWAYS[0] if result.imported else self.known_from
        return intersect([span(result.covers_from, result.covers_to)], [(since, ALWAYS[1])])

    def _overall(self):
        told = [
            Told(result, result.overall, result.role, tuple(spans))
            for result in self.results
            if result.overall and result.role == self.current_role and (spans := self._in_current_role(result))
        ]
        claims = intersect(self._claimed("high_performance"), self.held)
        return Evidence(told, claims, self.rule.high_performance.standing, pauses=self.pauses)

    def _against_target(self, result):
        if result.next_role is None:
            return result.role == self.current_role
        return result.next_role == self.target.role

    def _next(self):
        """Axis -> evidence against the target role; a role without axes is spoken of as a whole."""
        asked = self.at_next_level.standing
        return {axis: self._on_axis(axis, asked) for axis in self.target.axes or (None,)}

    def _on_axis(self, axis, standing):
        told = [
            Told(result, result.next[axis], self.target.role, tuple(spans))
            for result in self.results
            if result.next.get(axis) and self._against_target(result) and (spans := self._here(result))
        ]
        claims = intersect(self._claimed("at_next_level", axis), [(self.known_from, ALWAYS[1])])
        return Evidence(told, claims, standing, pauses=self.pauses, axis=axis)

    # the clauses

    def high_performance(self):
        rule, evidence = self.rule.high_performance, self.overall
        answer, proof, notes = self._answered(evidence, rule.months, ALWAYS)
        if answer in (Answer.MET, Answer.CLAIMED):
            last = proof[-1].to_day.toordinal()
            if evidence.against and evidence.against[-1][1] > last:
                notes.append(Note.LATER_RESULT_LOWER)
        elif self.current_role is None:
            notes.append(Note.NO_CURRENT_ROLE)
        else:
            if any(result.overall and result.role != self.current_role for result in self.results):
                notes.append(Note.OTHER_ROLE)
            if not self._long_enough(rule.months):
                answer = Answer.NOT_YET
                notes.append(Note.ROLE_TOO_RECENT)
        return Clause(
            ClauseCode.HIGH_PERFORMANCE,
            answer,
            Needed(months=rule.months, standing=rule.standing),
            **_shown(evidence, proof, notes),
        )

    def _long_enough(self, months):
        """Whether the current role has been held for so long at all, by placements or imported results."""
        held = intersect(self.held, [(ALWAYS[0], self.on.toordinal())])
        told = [part for each in self.overall.results for part in each.spans]
        return any(months_in(run) >= months for run in joined([*held, *told], pauses=self.pauses))

    def axes(self):
        return [self._axis(axis, evidence) for axis, evidence in self.next.items()]

    def _axis(self, axis, evidence):
        rule = self.at_next_level
        answer, proof, notes = self._answered(evidence, rule.months, evidence.since_last_against)
        if answer in (Answer.NOT_YET, Answer.NO_DATA) and any(
            result.next.get(axis) and not self._against_target(result) for result in self.results
        ):
            notes.append(Note.OTHER_ROLE)
        return Clause(
            ClauseCode.AT_NEXT_LEVEL,
            answer,
            Needed(months=rule.months, standing=rule.standing),
            axis=axis,
            binding=self.binding,
            **_shown(evidence, proof, notes),
        )

    def _answered(self, evidence, months, within):
        """Answer, proof and notes of a clause that asks for so many months inside a span of days."""
        for answer, with_claims in ((Answer.MET, False), (Answer.CLAIMED, True)):
            run = evidence.latest_run(months, with_claims=with_claims, within=within)
            if run:
                return answer, evidence.proof(_hull(run), with_claims=with_claims), []
        if evidence.says_nothing:
            return Answer.NO_DATA, [], []
        runs = evidence.runs(with_claims=True, within=within)
        best = max(runs, key=lambda run: (months_in(run), run[0][0]), default=None)
        proof = evidence.proof(_hull(best), with_claims=True) if best else []
        proof += [each for each in evidence.latest_proof() if each not in proof]
        away = bool(best and len(best) > 1) or _any_inside(self.pauses, proof)
        return Answer.NOT_YET, proof, [Note.ABSENCE_LEFT_OUT] if away else []

    def distinct_periods(self, clauses):
        """High performance first, the next level after it, on days of their own."""
        clause = ClauseCode.DISTINCT_PERIODS
        for answer, with_claims in ((Answer.MET, False), (Answer.CLAIMED, True)):
            # full months first: their proof reads better than one that uses up the days of grace
            for grace in (0, GRACE_DAYS):
                found = self._two_periods(with_claims, grace)
                if found:
                    return Clause(clause, answer, proof=tuple(found), binding=self.binding)
        if all(each.answer in (Answer.MET, Answer.CLAIMED) for each in clauses):
            return Clause(clause, Answer.NOT_YET, notes=(Note.SAME_PERIOD,), binding=self.binding)
        return Clause(clause, Answer.NO_DATA, binding=self.binding)

    def _two_periods(self, with_claims, grace):
        """The proof of both periods, the next level's as late as it can be; None if they cannot be had."""
        months, axes = self.at_next_level.months, list(self.next.values())
        runs = [each.latest_run(months, with_claims=with_claims, within=each.since_last_against) for each in axes]
        if not all(runs):
            return None
        starts = [latest_start(run, months, grace) for run in runs]
        if None in starts:
            return None
        since = min(starts)
        before = self.overall.latest_run(
            self.rule.high_performance.months, with_claims=with_claims, within=(ALWAYS[0], since - 1)
        )
        if not before:
            return None
        proof = self.overall.proof(_hull(before), with_claims=with_claims)
        for evidence, run in zip(axes, runs, strict=True):
            first, last = _hull(run)
            proof += evidence.proof((max(first, since), last), with_claims=with_claims)
        return proof

    def time_at_level(self):
        """The months in roles of the present rank, up to the day; leave is not counted."""
        needed = Needed(months=self.rule.time_at_level)
        if self.current_role is None:
            return Clause(ClauseCode.TIME_AT_LEVEL, Answer.NO_DATA, needed, notes=(Note.NO_CURRENT_ROLE,))
        spans = intersect(self.at_rank, [(ALWAYS[0], self.on.toordinal())])
        runs = joined(spans, pauses=self.pauses)
        is_met = any(months_in(run) >= self.rule.time_at_level for run in runs)
        notes = (Note.ABSENCE_LEFT_OUT,) if intersect(spans, self.pauses) and not is_met else ()
        answer = Answer.MET if is_met else Answer.NOT_YET
        return Clause(ClauseCode.TIME_AT_LEVEL, answer, needed, notes=notes, binding=self.binding)

    def mandatory(self):
        """The axes for which nothing makes up: by the step that the role asks, else by the standing against it."""
        covered = {axis for axis in self.next if self.binding}
        for axis in self.rule.mandatory:
            if axis not in self.target.axes:
                continue
            if axis in self.target.steps:
                yield steps.mandatory(axis, self.target.steps[axis], self.results)
            elif axis not in covered:
                yield self._mandatory_by_standing(axis)

    def _mandatory_by_standing(self, axis):
        standing = (self.at_next_level or AtNextLevel()).standing
        evidence = self._on_axis(axis, standing)
        answer, proof, notes = self._answered(evidence, None, evidence.since_last_against)
        needed = Needed(standing=standing)
        return Clause(ClauseCode.MANDATORY, answer, needed, axis=axis, **_shown(evidence, proof, notes))

    def conditions(self):
        rank = self.target.rank
        for condition in self.rule.conditions:
            first, last = condition.from_rank, condition.to_rank
            if (first is None or rank >= first) and (last is None or rank <= last):
                yield self._condition(condition, self.answers.get(condition.code, "").strip())

    def _condition(self, condition, said):
        answer, notes = Answer.CLAIMED if said else Answer.NO_DATA, ()
        if said and condition.gate:
            number = number_at_start(said)
            low, high = condition.at_least, condition.at_most
            if number is None:
                answer, notes = Answer.NO_DATA, (Note.NO_NUMBER,)
            elif (low is not None and number < low) or (high is not None and number > high):
                answer = Answer.NOT_YET
        return Clause(
            ClauseCode.CONDITION,
            answer,
            Needed(gate=condition.gate),
            condition=condition.code,
            notes=notes,
            binding=self.binding or not condition.gate,
        )


def number_at_start(text):
    """The number that a text begins with, its decimals after a point or a comma; None where it begins with none."""
    found = re.match(r"[0-9]{1,9}([.,][0-9]{1,4})?", text)
    return Decimal(found.group().replace(",", ".")) if found else None


def _hull(run):
    return run[0][0], run[-1][1]


def _any_inside(pauses, proof):
    return bool(intersect(pauses, [span(each.from_day, each.to_day) for each in proof]))


def _shown(evidence, proof, notes):
    """Proof and notes of a clause, with the claims that a result overrules said at its end."""
    overruled = evidence.overruled_proof()
    notes = list(notes)
    if any(each.kind == ProofKind.IMPORTED for each in proof):
        notes.append(Note.IMPORTED)
    if overruled:
        notes.append(Note.CLAIM_OVERRULED)
    return {"proof": (*proof, *overruled), "notes": tuple(notes)}

"""The clauses of a framework's rule, one function each, and `explain` that asks them in turn."""

from .answers import Answer, Clause, ClauseCode, Explanation, Needed, Note, Proof, ProofKind
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
    if rule.points:
        clauses.append(case.points())
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
        self.current_role, self.held = self._current(placements)
        self.overall = self._overall() if rule.high_performance else None
        self.next = self._next() if self.at_next_level else {}

    # what counts, and where

    def _current(self, placements):
        """The role of record on the day, and all days on which it was held."""
        today = self.on.toordinal()
        now = [each for each in placements if intersect([span(each.from_day, each.to_day)], [(today, today)])]
        if not now:
            return None, []
        role = max(now, key=lambda each: (span(each.from_day, None)[0], each.rank, each.role)).role
        return role, union(span(each.from_day, each.to_day) for each in placements if each.role == role)

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
        return {axis: self._on_axis(axis) for axis in self.target.axes or (None,)}

    def _on_axis(self, axis):
        told = [
            Told(result, result.next[axis], self.target.role, tuple(spans))
            for result in self.results
            if result.next.get(axis) and self._against_target(result) and (spans := self._here(result))
        ]
        claims = intersect(self._claimed("at_next_level", axis), [(self.known_from, ALWAYS[1])])
        return Evidence(told, claims, self.at_next_level.standing, pauses=self.pauses, axis=axis)

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

    def points(self):
        """The points of the steps attained, added over the axes, against the threshold of the role.

        Points never subtract: a sum that is enough without the missing axes is enough.
        """
        rule, needed = self.rule.points, self.rule.points.thresholds.get(self.target.role)
        proof, missing, total = [], [], 0
        for axis in self.target.axes:
            result = _latest_step(self.results, axis)
            worth = rule.worth.get(axis, {}).get(result.steps[axis]) if result else None
            if worth is None:
                missing.append(axis)
                continue
            total += worth
            proof.append(_step_proof(result, axis))
        notes = [Note.IMPORTED] if any(each.kind == ProofKind.IMPORTED for each in proof) else []
        if needed is None:
            answer = Answer.NO_DATA
            notes.append(Note.NO_THRESHOLD)
        elif total >= needed and proof:
            answer = Answer.MET
        else:
            answer = Answer.NO_DATA if missing or not proof else Answer.NOT_YET
        if missing:
            notes.append(Note.STEPS_MISSING)
        return Clause(
            ClauseCode.POINTS,
            answer,
            Needed(points=needed),
            proof=tuple(proof),
            notes=tuple(notes),
            missing=tuple(missing),
        )

    def conditions(self):
        return [
            Clause(
                ClauseCode.CONDITION,
                Answer.CLAIMED if self.answers.get(condition.code, "").strip() else Answer.NO_DATA,
                condition=condition.code,
            )
            for condition in self.rule.conditions
            if condition.from_rank is None or self.target.rank >= condition.from_rank
        ]


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


def _latest_step(results, axis):
    """The latest result that names a step of the axis; of the same end, our own before an imported one."""
    return max(
        (result for result in results if result.steps.get(axis) is not None),
        key=lambda each: (each.covers_to, not each.imported, each.covers_from, -each.steps[axis], each.cycle),
        default=None,
    )


def _step_proof(result, axis):
    kind = ProofKind.IMPORTED if result.imported else ProofKind.RESULT
    return Proof(kind, result.covers_from, result.covers_to, cycle=result.cycle, axis=axis, step=result.steps[axis])

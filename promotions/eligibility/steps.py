"""The clauses that count steps attained: their points, their average, how many axes reach one, and a single axis."""

from decimal import Decimal

from .answers import Answer, Clause, ClauseCode, Needed, Note, Proof, ProofKind


def points(rule, target, results):
    """The points of the steps attained, added over the axes, against the threshold of the role.

    Points never subtract: a sum that is enough without the missing axes is enough.
    """
    needed = rule.thresholds.get(target.role)
    attained = {axis: result for axis in target.axes if (result := latest(results, axis))}
    worth = {axis: rule.worth.get(axis, {}).get(result.steps[axis]) for axis, result in attained.items()}
    counted = {axis: attained[axis] for axis, points in worth.items() if points is not None}
    missing = tuple(axis for axis in target.axes if axis not in counted)
    total = sum(worth[axis] for axis in counted)
    if needed is None:
        answer, notes = Answer.NO_DATA, [Note.NO_THRESHOLD]
    elif total >= needed and counted:
        answer, notes = Answer.MET, []
    else:
        answer, notes = Answer.NO_DATA if missing or not counted else Answer.NOT_YET, []
    return _clause(ClauseCode.POINTS, answer, Needed(points=needed), counted, missing, notes)


def average(rule, target, results):
    """The average of the steps attained, each axis by its weight; an axis that nothing is known of counts as step 0,
    and keeps the clause open where that is not enough."""
    needed = rule.thresholds.get(target.role)
    weights = {axis: rule.weights[axis] for axis in target.axes if rule.weights.get(axis)}
    attained = {axis: result for axis in weights if (result := latest(results, axis))}
    missing = tuple(axis for axis in weights if axis not in attained)
    if needed is None or not weights:
        answer, notes = Answer.NO_DATA, [Note.NOTHING_TO_COUNT]
    else:
        total = sum(weights[axis] * result.steps[axis] for axis, result in attained.items())
        is_met = Decimal(total) >= needed * sum(weights.values()) and bool(attained)
        answer, notes = _answer(is_met, missing), []
    return _clause(ClauseCode.AVERAGE, answer, Needed(average=_digits(needed)), attained, missing, notes)


def counting(rule, target, results):
    """On how many axes a step is reached; one of the ways that the framework names is enough."""
    ways = rule.ways.get(target.role, ())
    axes = [axis for axis in target.axes if axis in rule.axes]
    attained = {axis: result for axis in axes if (result := latest(results, axis))}
    missing = tuple(axis for axis in axes if axis not in attained)
    reached = {step: sum(result.steps[axis] >= step for axis, result in attained.items()) for step, _count in ways}
    asked = [(reached[step], len(axes) if count is None else count) for step, count in ways]
    if not ways or not axes:
        answer, notes = Answer.NO_DATA, [Note.NOTHING_TO_COUNT]
    else:
        could = any(found + len(missing) >= wanted for found, wanted in asked)
        answer, notes = _answer(any(found >= wanted for found, wanted in asked), missing if could else ()), []
    return _clause(ClauseCode.COUNTING, answer, Needed(ways=tuple(ways)), attained, missing, notes)


def mandatory(axis, step, results):
    """The step that the target role asks on one axis."""
    result = latest(results, axis)
    attained = {axis: result} if result else {}
    answer = _answer(bool(result) and result.steps[axis] >= step, () if result else (axis,))
    return _clause(ClauseCode.MANDATORY, answer, Needed(step=step), attained, () if result else (axis,), [], axis)


def latest(results, axis):
    """The latest result that names a step of the axis; of the same end, our own before an imported one."""
    return max(
        (result for result in results if result.steps.get(axis) is not None),
        key=lambda each: (each.covers_to, not each.imported, each.covers_from, -each.steps[axis], each.cycle),
        default=None,
    )


def _answer(is_met, missing):
    if is_met:
        return Answer.MET
    return Answer.NO_DATA if missing else Answer.NOT_YET


def _clause(code, answer, needed, attained, missing, notes, axis=None):
    proof = tuple(_proof(result, one) for one, result in attained.items())
    said = [Note.IMPORTED] if any(each.kind == ProofKind.IMPORTED for each in proof) else []
    said += [*notes, *([Note.STEPS_MISSING] if missing else [])]
    return Clause(code, answer, needed, axis=axis, proof=proof, notes=tuple(said), missing=tuple(missing))


def _proof(result, axis):
    kind = ProofKind.IMPORTED if result.imported else ProofKind.RESULT
    return Proof(kind, result.covers_from, result.covers_to, cycle=result.cycle, axis=axis, step=result.steps[axis])


def _digits(number):
    return "" if number is None else format(number.normalize(), "f")

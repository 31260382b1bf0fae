"""A framework's promotion rule and customs as sentences. Pure but for the language of the reader."""

from collections.abc import Iterable

from frameworks.asked import Ladder
from frameworks.format.document import Condition, Document, Level, Rule, Scale
from frameworks.format.words import _

STANDINGS = ["below", "partly", "at", "above"]


def rule_sentences(document: Document) -> list[str]:
    """The rule clause by clause, with the words of the framework's own scale."""
    rule = document.rule
    found = (
        _kind(rule),
        _time_at_level(rule),
        _high(rule, document.scale),
        _next(rule, document.scale),
        _mandatory(document),
    )
    return [sentence for sentence in found if sentence]


def custom_sentences(document: Document) -> list[str]:
    """How often is reviewed, what "consistently" means, where everybody is expected to come, who knows of a pitch."""
    found = [_cadence(document.cadence)]
    if document.consistently_months:
        found.append(
            _("“Consistently” means over about %(months)s.") % {"months": months(document.consistently_months)}
        )
    if document.terminal_level:
        found.append(
            _("Everybody is expected to come to %(level)s in time, with support.") % {"level": document.terminal_level}
        )
    found.append(_openness(document.pitch_open_to_subject))
    return [sentence for sentence in found if sentence]


def conditions_for(document: Document, rank: int) -> list[Condition]:
    """The clauses asked about a promotion to a level of that rank."""
    ranks = {level.code: level.rank for level in document.levels}
    return [
        item
        for item in document.rule.conditions
        if (not item.from_level or rank >= ranks[item.from_level])
        and (not item.to_level or rank <= ranks[item.to_level])
    ]


def gate_words(condition: Condition) -> str:
    """The number that a condition asks for: "at least 90 %"; nothing where it asks for words."""
    values = {"least": condition.at_least, "most": condition.at_most}
    if not condition.at_least and not condition.at_most:
        return ""
    if not condition.at_most:
        said = _("at least %(least)s") % values
    else:
        said = (_("from %(least)s to %(most)s") if condition.at_least else _("at most %(most)s")) % values
    return f"{said} {condition.unit}".strip()


def counts_sentence(level: Level) -> str:
    """The ways to reach a level by counting: "step 4 on one axis, or step 3 on all axes"."""
    return ways_words((item.step, item.axes) for item in level.counts)


def ways_words(ways: Iterable[tuple[int, int | None]]) -> str:
    """The same of pairs: a step, and on how many axes it is asked (None: on all)."""
    said = []
    for step, axes in ways:
        if axes is None:
            said.append(_("step %(step)d or higher on every axis") % {"step": step})
        elif axes == 1:
            said.append(_("step %(step)d or higher on one axis") % {"step": step})
        else:
            said.append(_("step %(step)d or higher on %(axes)d axes") % {"step": step, "axes": axes})
    return _(", or ").join(said)


def weights_text(ladder: Ladder, code: str) -> str:
    """How much each axis counts at a role; nothing where neither its level nor its tracks say so."""
    says = ladder.level_of(code).weights or any(ladder.tracks[track].weights for track in ladder.roles[code].tracks)
    if not says:
        return ""
    return ", ".join(f"{ladder.axes[axis].name} {weight}" for axis, weight in ladder.weights(code).items())


def months(count: int) -> str:
    """A number of months in words."""
    return _("one month") if count == 1 else _("%(count)d months") % {"count": count}


def lowest_word(scale: Scale, standing: str) -> str:
    """The word of the lowest point that stands there or higher; nothing where no point does."""
    wanted = STANDINGS[STANDINGS.index(standing) :]
    return next((point.word.lower() for point in scale.points if point.standing in wanted), "")


def _kind(rule: Rule) -> str:
    return {
        "across-the-board": _("A promotion looks at every axis: strength on one does not make up for another."),
        "guidance": _("The axes guide the talk about a promotion; no single one of them decides."),
        "demonstrated": _("A promotion recognises work of the next role that is done already."),
        "points": _("The points of the steps are added up; a level begins at its number of points."),
        "weighted-average": _("The steps are averaged, each axis by its weight; a level begins at its average."),
        "counting": _("It is counted on how many axes a step is reached; each level says on how many it asks for it."),
        "manual": _("Nothing is counted: people weigh each case and decide."),
    }.get(rule.kind, "")


def _time_at_level(rule: Rule) -> str:
    if rule.time_at_level_months is None:
        return ""
    return _("At the present level for at least %(months)s.") % {"months": months(rule.time_at_level_months)}


def _mandatory(document: Document) -> str:
    names = [axis.name for axis in document.axes if axis.code in document.rule.mandatory]
    if not names:
        return ""
    return _("Needed in any case, whatever else is shown: what the next role asks on %(axes)s.") % {
        "axes": ", ".join(names)
    }


def _high(rule: Rule, scale: Scale) -> str:
    high = rule.high_performance
    if not high:
        return ""
    word = lowest_word(scale, high.standing)
    if not word:
        return _("High performance in the present role is asked, and no rating of this scale says so.")
    if high.months is None:
        return _("In the present role: rated %(word)s overall.") % {"word": word}
    return _("In the present role: rated %(word)s overall for %(months)s.") % {
        "word": word,
        "months": months(high.months),
    }


def _next(rule: Rule, scale: Scale) -> str:
    asked = rule.at_next_level
    if not asked:
        return ""
    values = {
        "word": lowest_word(scale, asked.standing),
        "months": months(asked.months) if asked.months else "",
    }
    if not values["word"]:
        return _("Work in the next role is asked, and no rating of this scale says that it is done in full.")
    if asked.axes == "guidance":
        return (
            _("Against the next role: rated %(word)s or higher as a whole, over about %(months)s.")
            if asked.months
            else _("Against the next role: rated %(word)s or higher as a whole.")
        ) % values
    return (
        _("Against the next role: rated %(word)s or higher on every axis, for %(months)s.")
        if asked.months
        else _("Against the next role: rated %(word)s or higher on every axis.")
    ) % values


def _cadence(cadence: str) -> str:
    return {
        "quarterly": _("Talent reviews are held every quarter."),
        "half-yearly": _("Talent reviews are held every half-year."),
        "yearly": _("Talent reviews are held every year."),
    }.get(cadence, "")


def _openness(openness: str) -> str:
    return {
        "after": _("People learn of a pitch for their promotion when they are told the decision."),
        "know": _("People know when they are pitched for a promotion."),
        "with": _("A pitch is written together with the person it is for."),
    }.get(openness, "")

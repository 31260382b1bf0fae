"""Pieces of a framework as one text each, so that whatever differs between two of them is seen. Pure."""

from collections.abc import Iterable, Sequence

from frameworks.asked import Ladder
from frameworks.format.document import AddOnRole, Behaviour, Document, Expectation, Level, Measure, Step, Track
from frameworks.format.words import _
from frameworks.rule_words import counts_sentence, gate_words, months, rule_sentences, weights_text


def measure_text(measure: Measure | None) -> str:
    """A measure as it is shown behind its sentence: "Within SLA: 90 %"."""
    if measure is None:
        return ""
    said = f"{measure.name}: {measure.value} {measure.unit}".strip()
    better = {"lower": _("less is better"), "middle": _("best in the middle: neither more nor less")}
    return f"{said} ({better[measure.better]})" if measure.better in better else said


def step_text(step: Step) -> str:
    """What a step is called, what it is worth, and what it says: "Adopts [3]. Uses what is there."."""
    worth = "" if step.points is None else f" [{step.points}]"
    return f"{step.name}{worth}. {step.summary}".strip()


def need_text(behaviour: Behaviour) -> str:
    """What a framework calls a behaviour that is no mere example."""
    if not behaviour.need:
        return ""
    return _("required") if behaviour.need == "required" else _("optional")


def sentence(behaviour: Behaviour) -> str:
    """An example with its number and whatever else is said of it, so that another of these counts as reworded."""
    day_one = _("from day one") if behaviour.day_one else ""
    more = [measure_text(behaviour.measure), day_one, need_text(behaviour), behaviour.link]
    said = ", ".join(text for text in more if text)
    text = f"{behaviour.text} ({said})" if said else behaviour.text
    return " – ".join([text, *behaviour.examples])


def role_texts(ladder: Ladder, code: str) -> dict[str, str]:
    """Everything that is said of a role beside its axes, by keys; who shows them finds the words."""
    role, level = ladder.roles[code], ladder.level_of(code)
    tracks = [ladder.tracks[track].name for track in role.tracks]
    following = "" if role.next is None else ", ".join(role.next) or "–"
    return {
        "title": role.title,
        "aliases": ", ".join(role.aliases),
        "summary": role.summary or level.summary,
        "level": role.level,
        "status": level.status,
        "tracks": ", ".join(tracks),
        "next": following,
        "points": "" if level.points_from is None else str(level.points_from),
        "average": level.average_from,
        "counts": "" if not level.counts else counts_sentence(level),
        "weights": weights_text(ladder, code),
        "bands": "; ".join(" ".join(filter(None, (one.code, one.name, one.summary))) for one in level.bands),
        "longest": "" if level.longest_months is None else months(level.longest_months),
        "profile": "yes" if level.personal_profile else "",
        "different": "yes" if level.is_different_role else "",
        "equals": "" if role.equals is None else ", ".join(role.equals) or "–",
        **{fact.name: fact.text for fact in level.facts},
    }


def version_texts(document: Document) -> dict[str, str]:
    """Everything that is said of a framework itself, by keys."""
    return {
        "title": document.title,
        "about": document.about,
        "attribution": document.attribution,
        "licence": document.licence,
        "language": document.language,
        "cadence": document.cadence,
        "cumulative": "yes" if document.cumulative else "no",
        "openness": document.pitch_open_to_subject,
        "consistently": "" if document.consistently_months is None else str(document.consistently_months),
        "terminal": document.terminal_level,
        "scale": _scale_text(document),
        "groups": ", ".join(_names(group.name, group.tracks) for group in document.axis_groups),
        "axes": ", ".join(_names(axis.name, [*filter(None, (axis.replaces, axis.question))]) for axis in document.axes),
        "tracks": ", ".join(_track_text(track) for track in document.tracks),
        "everybody": _all_asked("", document.expectations),
        "every-role": " ".join(_all_asked(level.code, level.expectations) for level in document.levels).strip(),
        "layers": " ".join(
            _all_asked(f"{layer.name}, {added.role}", added.expectations)
            for layer in document.layers
            for added in layer.roles
        ),
        "translations": "; ".join(
            f"{one.language}: " + ", ".join(f"{item.text} = {item.means}" for item in one.texts)
            for one in document.translations
        ),
        "levels": ", ".join(_level_text(level) for level in document.levels),
        "add-ons": "; ".join(_add_on_text(item) for item in document.add_on_roles),
        "rule": _rule_text(document),
        "rule-notes": document.rule.notes,
    }


def _names(name: str, codes: Sequence[str]) -> str:
    return f"{name} ({', '.join(codes)})" if codes else name


def _scale_text(document: Document) -> str:
    scale = document.scale
    earlier = "; ".join(f"{point.word} → {point.becomes or '–'}" for one in scale.before for point in one.points)
    words = ", ".join(_names(point.word, [point.meaning] if point.meaning else ()) for point in scale.points)
    return "; ".join(filter(None, (words, scale.numbers, earlier)))


def _track_text(track: Track) -> str:
    weights = (f"{one.axis} {one.weight}" for one in track.weights)
    return _names(track.name, [*filter(None, (track.about, *(track.axes or ()), *weights))])


def _add_on_text(item: AddOnRole) -> str:
    duties = (f"{duty.name}: {duty.text}" for duty in item.duties)
    return " ".join(filter(None, (_names(item.title, item.on_levels), item.summary, *duties)))


def _all_asked(source: str, expectations: Iterable[Expectation]) -> str:
    """What is asked of more than one role, as one text."""
    said = [
        f"{item.axis}: " + " ".join(filter(None, (item.summary, item.link, *map(sentence, item.behaviours))))
        for item in expectations
    ]
    return " ".join([source, *said]).strip() if said else ""


def _level_text(level: Level) -> str:
    return f"{level.code} ({level.rank})"


def _rule_text(document: Document) -> str:
    conditions = [
        f"{item.name} ({item.from_level or '–'}{f' – {item.to_level}' if item.to_level else ''}): "
        + " ".join(filter(None, (item.question, gate_words(item))))
        for item in document.rule.conditions
    ]
    return " ".join(rule_sentences(document) + conditions)

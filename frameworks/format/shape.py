"""A document from plain values, and plain values from a document, in the order of the keys of the format."""

from typing import Any

from frameworks.format.document import (
    AddOnRole,
    AtNextLevel,
    Axis,
    AxisGroup,
    Band,
    Behaviour,
    Condition,
    Count,
    Document,
    Duty,
    Expectation,
    Fact,
    HighPerformance,
    Layer,
    LayerRole,
    Level,
    Measure,
    Point,
    PointBefore,
    Role,
    Rule,
    Scale,
    ScaleBefore,
    Step,
    Track,
    Translated,
    Translation,
    Weight,
)
from frameworks.format.limits import FORMAT_VERSION

Plain = dict[str, Any]


def document_from(data: Plain) -> Document:
    """The document of values that the schema and the rules of coherence have let pass."""
    rest = {key: value for key, value in data.items() if key not in ("plumbline", "consistently")}
    return Document(
        **rest
        | {
            "consistently_months": _whole(data.get("consistently", {}).get("months")),
            "scale": _scale(data["scale"]),
            "axis_groups": tuple(AxisGroup(**item | _tuples(item, "tracks")) for item in data.get("axis_groups", ())),
            "axes": tuple(_axis(item) for item in data.get("axes", ())),
            "tracks": tuple(
                Track(**item | _tuples(item, "axes") | {"weights": _weights(item)}) for item in data["tracks"]
            ),
            "levels": tuple(_level(item) for item in data["levels"]),
            "roles": tuple(_role(item) for item in data["roles"]),
            "expectations": _expectations(data),
            "layers": tuple(_layer(item) for item in data.get("layers", ())),
            "add_on_roles": tuple(_add_on_role(item) for item in data.get("add_on_roles", ())),
            "rule": _rule(data["rule"]),
            "translations": tuple(
                Translation(language=item["language"], texts=_all(Translated, item["texts"]))
                for item in data.get("translations", ())
            ),
        }
    )


def _all(kind, items) -> tuple:
    return tuple(kind(**item) for item in items)


def _whole(number: float | None) -> int | None:
    """The schema lets 2.0 pass as a whole number."""
    return None if number is None else int(number)


def _tuples(item: Plain, *keys: str) -> Plain:
    return {key: tuple(item[key]) for key in keys if key in item}


def _wholes(item: Plain, *keys: str) -> Plain:
    return {key: int(item[key]) for key in keys if key in item}


def _scale(item: Plain) -> Scale:
    before = tuple(ScaleBefore(**one | {"points": _all(PointBefore, one["points"])}) for one in item.get("before", ()))
    return Scale(**item | {"points": _all(Point, item["points"]), "before": before})


def _weights(item: Plain) -> tuple[Weight, ...]:
    return tuple(Weight(axis=axis, weight=int(weight)) for axis, weight in item.get("weights", {}).items())


def _behaviours(items) -> tuple[Behaviour, ...]:
    return tuple(Behaviour(text=item) if isinstance(item, str) else _behaviour(item) for item in items)


def _behaviour(item: Plain) -> Behaviour:
    measure = {"measure": Measure(**item["measure"])} if "measure" in item else {}
    return Behaviour(**item | measure | _tuples(item, "examples"))


def _axis(item: Plain) -> Axis:
    steps = tuple(
        Step(**step | _wholes(step, "number", "points") | {"behaviours": _behaviours(step.get("behaviours", ()))})
        for step in item.get("steps", ())
    )
    return Axis(**item | {"steps": steps})


def _level(item: Plain) -> Level:
    rest = {key: value for key, value in item.items() if key not in ("points", "longest", "average")}
    return Level(
        **rest
        | _wholes(item, "rank")
        | {
            "bands": _all(Band, item.get("bands", ())),
            "facts": tuple(Fact(name=name, text=text) for name, text in item.get("facts", {}).items()),
            "longest_months": _whole(item.get("longest", {}).get("months")),
            "points_from": _whole(item.get("points", {}).get("from")),
            "average_from": item.get("average", {}).get("from", ""),
            "counts": tuple(Count(**_wholes(one, "step", "axes")) for one in item.get("counts", ())),
            "weights": _weights(item),
            "expectations": _expectations(item),
        }
    )


def _expectations(item: Plain) -> tuple[Expectation, ...]:
    return tuple(
        Expectation(
            axis=axis,
            **asked | _wholes(asked, "step") | {"behaviours": _behaviours(asked.get("behaviours", ()))},
        )
        for axis, asked in item.get("expectations", {}).items()
    )


def _role(item: Plain) -> Role:
    return Role(**item | _tuples(item, "tracks", "aliases", "next", "equals") | {"expectations": _expectations(item)})


def _layer(item: Plain) -> Layer:
    roles = tuple(
        LayerRole(role=role, expectations=_expectations({"expectations": asked}))
        for role, asked in item.get("roles", {}).items()
    )
    return Layer(**item | {"roles": roles})


def _add_on_role(item: Plain) -> AddOnRole:
    return AddOnRole(**item | _tuples(item, "on_levels") | {"duties": _all(Duty, item.get("duties", ()))})


def _rule(item: Plain) -> Rule:
    rest = {key: value for key, value in item.items() if key != "time_at_level"}
    clauses: Plain = {
        "conditions": _all(Condition, item.get("conditions", ())),
        "time_at_level_months": _whole(item.get("time_at_level", {}).get("months")),
    } | _tuples(item, "mandatory")
    for key, kind in (("high_performance", HighPerformance), ("at_next_level", AtNextLevel)):
        if key in item:
            clauses[key] = kind(**item[key] | _wholes(item[key], "months"))
    return Rule(**rest | clauses)


def _said(**values: Any) -> Plain:
    """The keys that say something. ``False`` is what every optional yes-or-no is when it is left out."""
    return {
        key: value for key, value in values.items() if not (value is None or value is False or value in ("", [], {}))
    }


def data_from(document: Document) -> Plain:
    """The values of a document, such that ``document_from`` gives it back."""
    d = document
    months = d.consistently_months
    return (
        _said(
            plumbline=FORMAT_VERSION,
            framework=d.framework,
            title=d.title,
            version=d.version,
            language=d.language,
            about=d.about,
            attribution=d.attribution,
            licence=d.licence,
            cadence=d.cadence,
        )
        | {"cumulative": d.cumulative}
        | _said(
            behaviours_are=d.behaviours_are,
            pitch_open_to_subject=d.pitch_open_to_subject,
            consistently=None if months is None else {"months": months},
            terminal_level=d.terminal_level,
            scale=_scale_data(d.scale),
            axis_groups=[_said(code=one.code, name=one.name, tracks=list(one.tracks)) for one in d.axis_groups],
            axes=[_axis_data(axis) for axis in d.axes],
            tracks=[_track_data(track) for track in d.tracks],
            levels=[_level_data(level) for level in d.levels],
            roles=[_role_data(role) for role in d.roles],
            expectations=_expectations_data(d.expectations),
            layers=[_layer_data(layer) for layer in d.layers],
            add_on_roles=[_add_on_role_data(role) for role in d.add_on_roles],
            rule=_rule_data(d.rule),
            translations=[
                {"language": one.language, "texts": [{"text": item.text, "means": item.means} for item in one.texts]}
                for one in d.translations
            ],
        )
    )


def _scale_data(scale: Scale) -> Plain:
    before = [
        {
            "code": one.code,
            "name": one.name,
            "points": [_said(code=item.code, word=item.word, becomes=item.becomes) for item in one.points],
        }
        for one in scale.before
    ]
    points = [
        _said(code=item.code, word=item.word, mark=item.mark, standing=item.standing, meaning=item.meaning)
        for item in scale.points
    ]
    return _said(code=scale.code, name=scale.name, points=points, numbers=scale.numbers, before=before)


def _weights_data(weights: tuple[Weight, ...]) -> Plain:
    return {item.axis: item.weight for item in weights}


def _behaviour_data(behaviour: Behaviour) -> str | Plain:
    measure = behaviour.measure and _said(
        name=behaviour.measure.name,
        value=behaviour.measure.value,
        unit=behaviour.measure.unit,
        better=behaviour.measure.better,
    )
    said = _said(
        text=behaviour.text,
        day_one=behaviour.day_one,
        need=behaviour.need,
        link=behaviour.link,
        measure=measure,
        examples=list(behaviour.examples),
    )
    return said if len(said) > 1 else behaviour.text


def _axis_data(axis: Axis) -> Plain:
    steps = [
        _said(
            number=step.number,
            name=step.name,
            summary=step.summary,
            points=step.points,
            behaviours=[_behaviour_data(behaviour) for behaviour in step.behaviours],
        )
        for step in axis.steps
    ]
    return _said(
        code=axis.code,
        name=axis.name,
        question=axis.question,
        group=axis.group,
        replaces=axis.replaces,
        steps=steps,
    )


def _track_data(track: Track) -> Plain:
    axes = None if track.axes is None else list(track.axes)
    return _said(code=track.code, name=track.name, about=track.about, axes=axes, weights=_weights_data(track.weights))


def _level_data(level: Level) -> Plain:
    return _said(
        code=level.code,
        rank=level.rank,
        summary=level.summary,
        status=level.status if level.status != "described" else None,
        is_different_role=level.is_different_role,
        personal_profile=level.personal_profile,
        bands=[_said(code=band.code, name=band.name, summary=band.summary) for band in level.bands],
        facts={fact.name: fact.text for fact in level.facts},
        longest=None if level.longest_months is None else {"months": level.longest_months},
        points=None if level.points_from is None else {"from": level.points_from},
        average=_said(**{"from": level.average_from}),
        counts=[_said(step=item.step, axes=item.axes) for item in level.counts],
        weights=_weights_data(level.weights),
        expectations=_expectations_data(level.expectations),
    )


def _role_data(role: Role) -> Plain:
    data = _said(
        code=role.code,
        level=role.level,
        tracks=list(role.tracks),
        title=role.title,
        aliases=list(role.aliases),
        summary=role.summary,
    )
    for key in ("next", "equals"):
        if (codes := getattr(role, key)) is not None:
            data[key] = list(codes)
    return data | _said(expectations=_expectations_data(role.expectations))


def _expectations_data(expectations: tuple[Expectation, ...]) -> Plain:
    return {asked.axis: _expectation_data(asked) for asked in expectations}


def _layer_data(layer: Layer) -> Plain:
    roles = {one.role: _expectations_data(one.expectations) for one in layer.roles}
    return _said(code=layer.code, name=layer.name, within=layer.within, roles=roles)


def _expectation_data(asked: Expectation) -> Plain:
    return _said(
        called=asked.called,
        summary=asked.summary,
        link=asked.link,
        day_one=asked.day_one,
        step=asked.step,
        behaviours=[_behaviour_data(behaviour) for behaviour in asked.behaviours],
        not_applicable=asked.not_applicable,
    )


def _add_on_role_data(role: AddOnRole) -> Plain:
    duties = [{"name": duty.name, "text": duty.text} for duty in role.duties]
    return _said(code=role.code, title=role.title, summary=role.summary, on_levels=list(role.on_levels), duties=duties)


def _rule_data(rule: Rule) -> Plain:
    high, following = rule.high_performance, rule.at_next_level
    return _said(
        kind=rule.kind,
        time_at_level=None if rule.time_at_level_months is None else {"months": rule.time_at_level_months},
        high_performance=high and _said(months=high.months, standing=high.standing),
        at_next_level=following and _said(months=following.months, standing=following.standing, axes=following.axes),
        mandatory=list(rule.mandatory),
        conditions=[_condition_data(item) for item in rule.conditions],
        notes=rule.notes,
    )


def _condition_data(item: Condition) -> Plain:
    return _said(
        code=item.code,
        name=item.name,
        question=item.question,
        from_level=item.from_level,
        to_level=item.to_level,
        at_least=item.at_least,
        at_most=item.at_most,
        unit=item.unit,
    )

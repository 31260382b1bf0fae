"""A document from plain values, and plain values from a document, in the order of the keys of the format."""

from typing import Any

from frameworks.format.document import (
    AddOnRole,
    AtNextLevel,
    Axis,
    AxisGroup,
    Behaviour,
    Condition,
    Document,
    Duty,
    Expectation,
    Fact,
    HighPerformance,
    Level,
    Measure,
    Point,
    Role,
    Rule,
    Scale,
    Step,
    Track,
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
            "scale": Scale(**data["scale"] | {"points": _all(Point, data["scale"]["points"])}),
            "axis_groups": _all(AxisGroup, data.get("axis_groups", ())),
            "axes": tuple(_axis(item) for item in data.get("axes", ())),
            "tracks": tuple(Track(**item | _tuples(item, "axes")) for item in data["tracks"]),
            "levels": tuple(_level(item) for item in data["levels"]),
            "roles": tuple(_role(item) for item in data["roles"]),
            "add_on_roles": tuple(_add_on_role(item) for item in data.get("add_on_roles", ())),
            "rule": _rule(data["rule"]),
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


def _behaviours(items) -> tuple[Behaviour, ...]:
    return tuple(
        Behaviour(text=item)
        if isinstance(item, str)
        else Behaviour(**item | ({"measure": Measure(**item["measure"])} if "measure" in item else {}))
        for item in items
    )


def _axis(item: Plain) -> Axis:
    steps = tuple(
        Step(**step | _wholes(step, "number", "points") | {"behaviours": _behaviours(step.get("behaviours", ()))})
        for step in item.get("steps", ())
    )
    return Axis(**item | {"steps": steps})


def _level(item: Plain) -> Level:
    rest = {key: value for key, value in item.items() if key != "points"}
    facts = tuple(Fact(name=name, text=text) for name, text in item.get("facts", {}).items())
    points_from = _whole(item.get("points", {}).get("from"))
    return Level(**rest | _wholes(item, "rank") | {"facts": facts, "points_from": points_from})


def _role(item: Plain) -> Role:
    expectations = tuple(
        Expectation(
            axis=axis,
            **asked | _wholes(asked, "step") | {"behaviours": _behaviours(asked.get("behaviours", ()))},
        )
        for axis, asked in item.get("expectations", {}).items()
    )
    return Role(**item | _tuples(item, "tracks", "aliases", "next") | {"expectations": expectations})


def _add_on_role(item: Plain) -> AddOnRole:
    return AddOnRole(**item | _tuples(item, "on_levels") | {"duties": _all(Duty, item.get("duties", ()))})


def _rule(item: Plain) -> Rule:
    clauses: Plain = {"conditions": _all(Condition, item.get("conditions", ()))}
    for key, kind in (("high_performance", HighPerformance), ("at_next_level", AtNextLevel)):
        if key in item:
            clauses[key] = kind(**item[key] | _wholes(item[key], "months"))
    return Rule(**item | clauses)


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
            scale={
                "code": d.scale.code,
                "name": d.scale.name,
                "points": [_point_data(point) for point in d.scale.points],
            },
            axis_groups=[{"code": group.code, "name": group.name} for group in d.axis_groups],
            axes=[_axis_data(axis) for axis in d.axes],
            tracks=[_track_data(track) for track in d.tracks],
            levels=[_level_data(level) for level in d.levels],
            roles=[_role_data(role) for role in d.roles],
            add_on_roles=[_add_on_role_data(role) for role in d.add_on_roles],
            rule=_rule_data(d.rule),
        )
    )


def _point_data(point: Point) -> Plain:
    return _said(code=point.code, word=point.word, mark=point.mark, standing=point.standing, meaning=point.meaning)


def _behaviour_data(behaviour: Behaviour) -> str | Plain:
    if not behaviour.day_one and behaviour.measure is None:
        return behaviour.text
    measure = behaviour.measure and _said(
        name=behaviour.measure.name,
        value=behaviour.measure.value,
        unit=behaviour.measure.unit,
        better=behaviour.measure.better,
    )
    return _said(text=behaviour.text, day_one=behaviour.day_one, measure=measure)


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
    return _said(code=axis.code, name=axis.name, question=axis.question, group=axis.group, steps=steps)


def _track_data(track: Track) -> Plain:
    axes = None if track.axes is None else list(track.axes)
    return _said(code=track.code, name=track.name, about=track.about, axes=axes)


def _level_data(level: Level) -> Plain:
    return _said(
        code=level.code,
        rank=level.rank,
        summary=level.summary,
        status=level.status if level.status != "described" else None,
        is_different_role=level.is_different_role,
        facts={fact.name: fact.text for fact in level.facts},
        points=None if level.points_from is None else {"from": level.points_from},
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
    if role.next is not None:
        data["next"] = list(role.next)
    return data | _said(expectations={asked.axis: _expectation_data(asked) for asked in role.expectations})


def _expectation_data(asked: Expectation) -> Plain:
    return _said(
        summary=asked.summary,
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
        high_performance=high and _said(months=high.months, standing=high.standing),
        at_next_level=following and _said(months=following.months, standing=following.standing, axes=following.axes),
        conditions=[
            _said(code=item.code, name=item.name, question=item.question, from_level=item.from_level)
            for item in rule.conditions
        ],
        notes=rule.notes,
    )

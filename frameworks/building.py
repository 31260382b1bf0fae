"""The parts of a document from their rows; `frameworks.reading` puts them together."""

from collections.abc import Iterable
from typing import Any

from frameworks.format import document as data
from frameworks.models import (
    AddOnDuty,
    AddOnRole,
    Behaviour,
    Expectation,
    Layer,
    RuleCondition,
    Scale,
    ScalePoint,
    Translation,
    Version,
    VersionAxis,
    VersionLevel,
    VersionRole,
    VersionStep,
    VersionTrack,
)


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _linked(through: Any, here: str, there: str, code: str, version: Version, of: str) -> dict[Any, list[str]]:
    """Ids of one side of a many-to-many table → codes of the other, in the order in which they were written."""
    found = through.objects.filter(**{f"{here}__{of}": version}).order_by("pk")
    return _grouped(found.values_list(f"{here}_id", f"{there}__{code}"))


def scale_of(scale: Scale, points: Iterable[ScalePoint]) -> data.Scale:
    """A scale as a file says it."""
    return data.Scale(
        code=scale.code,
        name=scale.name,
        points=tuple(
            data.Point(
                code=point.code,
                word=point.word,
                mark=point.mark,
                standing=point.standing or "none",
                meaning=point.meaning,
            )
            for point in points
        ),
        numbers=scale.numbers,
        before=tuple(
            data.ScaleBefore(
                code=code,
                name=name,
                points=tuple(data.PointBefore(code=one, word=word, becomes=becomes) for one, word, becomes in points),
            )
            for code, name, points in scale.before
        ),
    )


def _behaviour(row: Behaviour) -> data.Behaviour:
    measure = data.Measure(
        name=row.measure_name,
        value=row.measure_value,
        unit=row.measure_unit,
        better=row.measure_better,
    )
    return data.Behaviour(
        text=row.text,
        day_one=row.day_one,
        need=row.need,
        link=row.link,
        measure=measure if row.measure_name else None,
        examples=tuple(row.examples),
        identity=str(row.identity_id),
    )


class Expected:
    """What a version asks: of roles, of all roles of a level, of everybody, and what layers add to roles."""

    def __init__(self, version: Version, behaviours: list[Behaviour]) -> None:
        texts = _grouped((row.expectation_id, _behaviour(row)) for row in behaviours if row.expectation_id)
        rows = (
            Expectation.objects.filter(version=version)
            .select_related("version_axis__axis", "step__step", "version_role__role")
            .order_by("order", "pk")
        )
        self._found: dict[Any, list[data.Expectation]] = {}
        self._layers: dict[Any, dict[str, list[data.Expectation]]] = {}
        for row in rows:
            one = data.Expectation(
                axis=row.version_axis.axis.code,
                called=row.called,
                summary=row.summary,
                link=row.link,
                day_one=row.day_one,
                step=row.step.step.number if row.step else None,
                behaviours=tuple(texts.get(row.pk, ())),
                not_applicable=row.not_applicable,
            )
            if row.layer_id and row.version_role:
                of_role = self._layers.setdefault(row.layer_id, {})
                of_role.setdefault(row.version_role.role.code, []).append(one)
            else:
                self._found.setdefault((row.version_role_id, row.version_level_id), []).append(one)

    def of(self, role: Any = None, level: Any = None) -> tuple[data.Expectation, ...]:
        """What is asked of a role, or of a level, or (of neither) of everybody."""
        return tuple(self._found.get((role, level), ()))

    def of_layer(self, layer: Any) -> dict[str, tuple[data.Expectation, ...]]:
        """What a layer adds, by the code of the role."""
        return {role: tuple(found) for role, found in self._layers.get(layer, {}).items()}


def axes(
    found: list[VersionAxis], version_steps: list[VersionStep], behaviours: list[Behaviour]
) -> tuple[data.Axis, ...]:
    """The axes with their steps, and the examples of those."""
    texts = _grouped((row.version_step_id, _behaviour(row)) for row in behaviours if row.version_step_id)
    steps = _grouped(
        (
            row.version_axis_id,
            data.Step(
                number=row.step.number,
                name=row.name,
                summary=row.summary,
                points=row.points,
                behaviours=tuple(texts.get(row.pk, ())),
            ),
        )
        for row in version_steps
    )
    return tuple(
        data.Axis(
            code=row.axis.code,
            name=row.name,
            question=row.question,
            group=row.group.code if row.group else "",
            replaces=row.replaces,
            steps=tuple(steps.get(row.pk, ())),
        )
        for row in found
    )


def tracks(version: Version) -> tuple[data.Track, ...]:
    """The tracks, with the axes that they name."""
    named = _linked(VersionTrack.axes.through, "versiontrack", "versionaxis", "axis__code", version, "version")
    return tuple(
        data.Track(
            code=row.track.code,
            name=row.name,
            about=row.about,
            axes=tuple(named.get(row.pk, ())) if row.names_axes else None,
            weights=_weights(row),
        )
        for row in VersionTrack.objects.filter(version=version).select_related("track").order_by("order")
    )


def _weights(row: VersionTrack | VersionLevel) -> tuple[data.Weight, ...]:
    return tuple(data.Weight(axis=axis, weight=weight) for axis, weight in row.weights)


def level(row: VersionLevel, asked: Expected) -> data.Level:
    """A rung, with what is asked of all its roles."""
    return data.Level(
        code=row.level.code,
        rank=row.rank,
        summary=row.summary,
        status=row.status,
        is_different_role=row.is_different_role,
        personal_profile=row.personal_profile,
        bands=tuple(data.Band(code=code, name=name, summary=summary) for code, name, summary in row.bands),
        facts=tuple(data.Fact(name=name, text=text) for name, text in row.facts),
        longest_months=row.longest_months,
        points_from=row.points_from,
        average_from=row.average_from,
        counts=tuple(data.Count(step=step, axes=axes) for step, axes in row.counts),
        weights=_weights(row),
        expectations=asked.of(level=row.pk),
    )


def roles(version: Version, found: list[VersionRole], asked: Expected) -> tuple[data.Role, ...]:
    """The roles, with what each asks in words of its own."""
    tracks = _linked(VersionRole.tracks.through, "versionrole", "versiontrack", "track__code", version, "version")
    following = _linked(
        VersionRole.next.through, "from_versionrole", "to_versionrole", "role__code", version, "version"
    )
    return tuple(
        data.Role(
            code=row.role.code,
            level=row.version_level.level.code,
            tracks=tuple(tracks.get(row.pk, ())),
            title=row.title,
            aliases=tuple(row.aliases),
            summary=row.summary,
            next=tuple(following.get(row.pk, ())) if row.names_next else None,
            equals=None if row.equals is None else tuple(row.equals),
            expectations=asked.of(role=row.pk),
        )
        for row in found
    )


def add_ons(version: Version) -> tuple[data.AddOnRole, ...]:
    """The roles on top of a level."""
    levels = _linked(AddOnRole.on_levels.through, "addonrole", "versionlevel", "level__code", version, "version")
    duties = _grouped(
        (row.add_on_id, data.Duty(name=row.name, text=row.text))
        for row in AddOnDuty.objects.filter(version=version).order_by("order", "pk")
    )
    return tuple(
        data.AddOnRole(
            code=row.code,
            title=row.title,
            summary=row.summary,
            on_levels=tuple(levels.get(row.pk, ())),
            duties=tuple(duties.get(row.pk, ())),
        )
        for row in AddOnRole.objects.filter(version=version).order_by("order")
    )


def rule(version: Version) -> data.Rule:
    """The promotion rule."""
    high = data.HighPerformance(standing=version.high_standing, months=version.high_months)
    at_next = data.AtNextLevel(
        standing=version.next_standing,
        months=version.next_months,
        axes=version.next_axes,
    )
    conditions = (
        RuleCondition.objects.filter(version=version)
        .select_related("from_level__level", "to_level__level")
        .order_by("order")
    )
    return data.Rule(
        kind=version.rule_kind,
        time_at_level_months=version.time_at_level_months,
        mandatory=tuple(version.mandatory),
        high_performance=high if version.high_standing else None,
        at_next_level=at_next if version.next_standing else None,
        conditions=tuple(
            data.Condition(
                code=row.code,
                name=row.name,
                question=row.question,
                from_level=row.from_level.level.code if row.from_level else "",
                to_level=row.to_level.level.code if row.to_level else "",
                at_least=row.at_least,
                at_most=row.at_most,
                unit=row.unit,
            )
            for row in conditions
        ),
        notes=version.rule_notes,
    )


def layers(version: Version, asked: Expected) -> tuple[data.Layer, ...]:
    """Departments and specialties, with what they add."""
    rows = Layer.objects.filter(version=version).order_by("order")
    return tuple(
        data.Layer(
            code=row.code,
            name=row.name,
            within=row.within,
            roles=tuple(
                data.LayerRole(role=role, expectations=expectations)
                for role, expectations in asked.of_layer(row.pk).items()
            ),
        )
        for row in rows
    )


def translations(version: Version) -> tuple[data.Translation, ...]:
    """The texts in other languages."""
    return tuple(
        data.Translation(
            language=row.language,
            texts=tuple(data.Translated(text=text, means=means) for text, means in row.texts),
        )
        for row in Translation.objects.filter(version=version).order_by("order")
    )

"""From rows to the document of a version: a constant number of queries, remembered while the text is the same."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar
from uuid import UUID

from frameworks.asked import Ladder
from frameworks.format import document as data
from frameworks.models import (
    AddOnDuty,
    AddOnRole,
    Axis,
    AxisGroup,
    Behaviour,
    Expectation,
    Role,
    RuleCondition,
    Scale,
    ScalePoint,
    Step,
    Version,
    VersionAxis,
    VersionLevel,
    VersionRole,
    VersionStep,
    VersionTrack,
)

REMEMBERED = 64  # versions held in this process


@dataclass(frozen=True)
class Read:
    """What is remembered of a version's text, with the identities that placements and results point at."""

    document: data.Document
    ladder: Ladder
    roles: dict[str, Role]
    axes: dict[str, Axis]
    steps: dict[tuple[str, int], Step]


@dataclass(frozen=True)
class Named:
    """What a rating on a page needs of a version: the words for its axes and roles, and the points of its scale."""

    axes: dict[UUID, str]
    titles: dict[UUID, str]
    points: dict[UUID, ScalePoint]


T = TypeVar("T")
_texts: "OrderedDict[tuple[Any, str], Read]" = OrderedDict()
_names: "OrderedDict[tuple[Any, str], Named]" = OrderedDict()
_points: dict[UUID, ScalePoint] = {}
_lock = Lock()


def document(version: Version) -> data.Document:
    """The whole version as plain data: what `load_framework` was given."""
    return _remembered(version, _texts, _read).document


def roles(version: Version) -> dict[str, Role]:
    """The roles of the version: code → the identity that placements and results point at, in the order of the text."""
    return _remembered(version, _texts, _read).roles


def axes(version: Version) -> dict[str, Axis]:
    """The axes of the version: code → the identity that ratings point at."""
    return _remembered(version, _texts, _read).axes


def steps(version: Version) -> dict[tuple[str, int], Step]:
    """The steps of its axes: (the axis's code, number) → the identity that ratings point at."""
    return _remembered(version, _texts, _read).steps


def ladder(version: Version) -> Ladder:
    """The document with its parts by code."""
    return _remembered(version, _texts, _read).ladder


def names(version: Version) -> Named:
    """The names of axes and the titles of roles by the ids of their identities, in the order of the text, and the
    scale's points by id; three queries."""
    return _remembered(version, _names, _read_names)


def points(wanted: Iterable[UUID]) -> dict[UUID, ScalePoint]:
    """The points of scales by id; one query for those not read yet, here or with the names of a version. A point
    never changes: a scale that is made anew gets others."""
    asked = set(wanted)
    if unknown := asked - _points.keys():
        _points.update(ScalePoint.objects.in_bulk(unknown))
    return {pk: _points[pk] for pk in asked}


def forget() -> None:
    """Empties what is remembered, so that the next reading asks the database."""
    with _lock:
        _texts.clear()
        _names.clear()
        _points.clear()


def _remembered(version: Version, kept: "OrderedDict[tuple[Any, str], T]", read: Callable[[Version], T]) -> T:
    """By id and digest: a published version never changes, and a draft that changes has another digest."""
    key = (version.pk, version.digest)
    with _lock:
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    found = read(version)
    if version.digest:
        with _lock:
            kept[key] = found
            while len(kept) > REMEMBERED:
                kept.popitem(last=False)
    return found


def _read_names(version: Version) -> Named:
    axes = VersionAxis.objects.filter(version=version.pk).order_by("order").values_list("axis_id", "name")
    titles = VersionRole.objects.filter(version=version.pk).order_by("order").values_list("role_id", "title")
    scale = Version.objects.filter(pk=version.pk).values("scale")
    points = {point.pk: point for point in ScalePoint.objects.filter(scale__in=scale).order_by("order")}
    _points.update(points)
    return Named(dict(axes), dict(titles), points)


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _linked(through: Any, here: str, there: str, code: str, version: Version, of: str) -> dict[Any, list[str]]:
    """Ids of one side of a many-to-many table → codes of the other, in the order in which they were written."""
    found = through.objects.filter(**{f"{here}__{of}": version}).order_by("pk")
    return _grouped(found.values_list(f"{here}_id", f"{there}__{code}"))


def _read(version: Version) -> Read:
    version = Version.objects.select_related("framework", "scale", "terminal_level").get(pk=version.pk)
    behaviours = list(Behaviour.objects.filter(version=version).order_by("order", "pk"))
    levels = list(VersionLevel.objects.filter(version=version).select_related("level").order_by("order"))
    version_axes = list(VersionAxis.objects.filter(version=version).select_related("axis", "group").order_by("order"))
    version_steps = list(
        VersionStep.objects.filter(version_axis__version=version)
        .select_related("step", "version_axis__axis")
        .order_by("step__number")
    )
    version_roles = list(
        VersionRole.objects.filter(version=version)
        .select_related("role__framework", "role__level", "version_level__level")
        .order_by("order")
    )
    read = data.Document(
        framework=version.framework.slug,
        title=version.title,
        version=version.label,
        language=version.language,
        about=version.about,
        attribution=version.attribution,
        licence=version.licence,
        cadence=version.cadence,
        cumulative=version.cumulative,
        pitch_open_to_subject=version.pitch_open_to_subject,
        consistently_months=version.consistently_months,
        terminal_level=version.terminal_level.code if version.terminal_level else "",
        scale=scale_of(version.scale, ScalePoint.objects.filter(scale=version.scale_id).order_by("order")),
        axis_groups=tuple(
            data.AxisGroup(code=group.code, name=group.name)
            for group in AxisGroup.objects.filter(version=version).order_by("order")
        ),
        axes=_axes(version_axes, version_steps, behaviours),
        tracks=_tracks(version),
        levels=tuple(_level(level) for level in levels),
        roles=_roles(version, version_roles, behaviours),
        add_on_roles=_add_ons(version),
        rule=_rule(version),
    )
    return Read(
        read,
        Ladder(read),
        roles={row.role.code: row.role for row in version_roles},
        axes={row.axis.code: row.axis for row in version_axes},
        steps={(row.version_axis.axis.code, row.step.number): row.step for row in version_steps},
    )


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
    )


def _behaviour(row: Behaviour) -> data.Behaviour:
    measure = data.Measure(
        name=row.measure_name,
        value=row.measure_value,
        unit=row.measure_unit,
        better=row.measure_better,
    )
    return data.Behaviour(text=row.text, day_one=row.day_one, measure=measure if row.measure_name else None)


def _axes(
    found: list[VersionAxis], version_steps: list[VersionStep], behaviours: list[Behaviour]
) -> tuple[data.Axis, ...]:
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
            steps=tuple(steps.get(row.pk, ())),
        )
        for row in found
    )


def _tracks(version: Version) -> tuple[data.Track, ...]:
    named = _linked(VersionTrack.axes.through, "versiontrack", "versionaxis", "axis__code", version, "version")
    return tuple(
        data.Track(
            code=row.track.code,
            name=row.name,
            about=row.about,
            axes=tuple(named.get(row.pk, ())) if row.names_axes else None,
        )
        for row in VersionTrack.objects.filter(version=version).select_related("track").order_by("order")
    )


def _level(row: VersionLevel) -> data.Level:
    return data.Level(
        code=row.level.code,
        rank=row.rank,
        summary=row.summary,
        status=row.status,
        is_different_role=row.is_different_role,
        facts=tuple(data.Fact(name=name, text=text) for name, text in row.facts),
        points_from=row.points_from,
    )


def _roles(version: Version, found: list[VersionRole], behaviours: list[Behaviour]) -> tuple[data.Role, ...]:
    texts = _grouped((row.expectation_id, _behaviour(row)) for row in behaviours if row.expectation_id)
    tracks = _linked(VersionRole.tracks.through, "versionrole", "versiontrack", "track__code", version, "version")
    following = _linked(
        VersionRole.next.through, "from_versionrole", "to_versionrole", "role__code", version, "version"
    )
    asked = _grouped(
        (
            row.version_role_id,
            data.Expectation(
                axis=row.version_axis.axis.code,
                summary=row.summary,
                day_one=row.day_one,
                step=row.step.step.number if row.step else None,
                behaviours=tuple(texts.get(row.pk, ())),
                not_applicable=row.not_applicable,
            ),
        )
        for row in Expectation.objects.filter(version=version)
        .select_related("version_axis__axis", "step__step")
        .order_by("order")
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
            expectations=tuple(asked.get(row.pk, ())),
        )
        for row in found
    )


def _add_ons(version: Version) -> tuple[data.AddOnRole, ...]:
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


def _rule(version: Version) -> data.Rule:
    high = data.HighPerformance(standing=version.high_standing, months=version.high_months)
    at_next = data.AtNextLevel(
        standing=version.next_standing,
        months=version.next_months,
        axes=version.next_axes,
    )
    conditions = RuleCondition.objects.filter(version=version).select_related("from_level__level").order_by("order")
    return data.Rule(
        kind=version.rule_kind,
        high_performance=high if version.high_standing else None,
        at_next_level=at_next if version.next_standing else None,
        conditions=tuple(
            data.Condition(
                code=row.code,
                name=row.name,
                question=row.question,
                from_level=row.from_level.level.code if row.from_level else "",
            )
            for row in conditions
        ),
        notes=version.rule_notes,
    )

"""From rows to the document of a version: a constant number of queries, remembered while the text is the same."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar
from uuid import UUID

from frameworks import building
from frameworks.asked import Ladder
from frameworks.format import document as data
from frameworks.models import (
    Axis,
    AxisGroup,
    Behaviour,
    Role,
    ScalePoint,
    Step,
    Version,
    VersionAxis,
    VersionLevel,
    VersionRole,
    VersionStep,
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


def fresh(version: Version) -> data.Document:
    """The whole version as it stands in the database now, past what is remembered: for who is about to change it."""
    return _read(version).document


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
    """By id and digest: a published version never changes, and a draft that changes has another digest. What was read
    while somebody wrote is not kept, and of each version one text is."""
    key = (version.pk, version.digest)
    with _lock:
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    found = read(version)
    if version.digest and _still_reads(version):
        with _lock:
            for other in [one for one in kept if one[0] == version.pk]:
                del kept[other]
            kept[key] = found
            while len(kept) > REMEMBERED:
                kept.popitem(last=False)
    return found


def _still_reads(version: Version) -> bool:
    """Whether nobody wrote the text while it was read."""
    return not version.is_written or Version.objects.filter(pk=version.pk, digest=version.digest).exists()


def _read_names(version: Version) -> Named:
    axes = VersionAxis.objects.filter(version=version.pk).order_by("order").values_list("axis_id", "name")
    titles = VersionRole.objects.filter(version=version.pk).order_by("order").values_list("role_id", "title")
    scale = Version.objects.filter(pk=version.pk).values("scale")
    points = {point.pk: point for point in ScalePoint.objects.filter(scale__in=scale).order_by("order")}
    _points.update(points)
    return Named(dict(axes), dict(titles), points)


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
    asked = building.Expected(version, behaviours)
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
        scale=building.scale_of(version.scale, ScalePoint.objects.filter(scale=version.scale_id).order_by("order")),
        axis_groups=tuple(
            data.AxisGroup(code=group.code, name=group.name, tracks=tuple(group.tracks))
            for group in AxisGroup.objects.filter(version=version).order_by("order")
        ),
        axes=building.axes(version_axes, version_steps, behaviours),
        tracks=building.tracks(version),
        levels=tuple(building.level(level, asked) for level in levels),
        roles=building.roles(version, version_roles, asked),
        expectations=asked.of(),
        layers=building.layers(version, asked),
        add_on_roles=building.add_ons(version),
        rule=building.rule(version),
        translations=building.translations(version),
    )
    return Read(
        read,
        Ladder(read),
        roles={row.role.code: row.role for row in version_roles},
        axes={row.axis.code: row.axis for row in version_axes},
        steps={(row.version_axis.axis.code, row.step.number): row.step for row in version_steps},
    )

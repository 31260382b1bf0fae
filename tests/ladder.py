"""The smallest ladder that a story needs: one track, three points, levels and axes as the story names them."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from frameworks.models import (
    Axis,
    Framework,
    Level,
    Role,
    Scale,
    ScalePoint,
    Track,
    Version,
    VersionAxis,
    VersionLevel,
    VersionRole,
    VersionTrack,
)

POINTS = [("struggling", "▽", "below"), ("meeting", "●", "at"), ("exceeding", "△", "above")]


def publish_ladder(*given: Any, **more: Any) -> SimpleNamespace:
    """The same as `draft_ladder`, published."""
    return fix(draft_ladder(*given, **more))


def fix(made: SimpleNamespace) -> SimpleNamespace:
    """Publishes a ladder that was drafted."""
    made.version.state = "published"
    made.version.save(update_fields=["state"])
    return made


def draft_ladder(
    slug: str,
    title: str,
    levels: Mapping[str, tuple[int, str]],
    axes: list[str],
    words: Mapping[str, str] | None = None,
    **version: Any,
) -> SimpleNamespace:
    """A framework whose version is a draft. `levels`: code → (rank, title), the lowest first; `axes` by name, their
    code is the name in small letters; `words` for the points struggling, meeting, exceeding, where they are not those.

    By code or name: `points`, `axes`, `version_axes`, `roles`, `version_roles`; and `framework`, `version`, `scale`.
    """
    scale = Scale.objects.create(code=slug, name="Three points")
    points = {
        code: ScalePoint.objects.create(
            scale=scale, code=code, order=order, word=(words or {}).get(code, code), mark=mark, standing=standing
        )
        for order, (code, mark, standing) in enumerate(POINTS)
    }
    framework = Framework.objects.create(slug=slug, title=title)
    edition = Version.objects.create(
        framework=framework,
        title=title,
        scale=scale,
        **{"label": "1", "digest": f"the text of {slug}"} | version,
    )
    made = SimpleNamespace(framework=framework, version=edition, scale=scale, points=points)
    made.axes, made.version_axes = {}, {}
    for order, name in enumerate(axes):
        made.axes[name] = Axis.objects.create(framework=framework, code=name.lower())
        made.version_axes[name] = VersionAxis.objects.create(
            version=edition, order=order, axis=made.axes[name], name=name
        )
    track = VersionTrack.objects.create(
        version=edition, order=0, track=Track.objects.create(framework=framework, code="ic"), name="Individual"
    )
    made.roles, made.version_roles = {}, {}
    for order, (code, (rank, says)) in enumerate(levels.items()):
        level = Level.objects.create(framework=framework, code=code)
        rung = VersionLevel.objects.create(version=edition, order=order, level=level, rank=rank)
        made.roles[code] = Role.objects.create(framework=framework, level=level, code=code)
        made.version_roles[code] = VersionRole.objects.create(
            version=edition, order=order, role=made.roles[code], version_level=rung, title=says
        )
        made.version_roles[code].tracks.add(track)
    return made

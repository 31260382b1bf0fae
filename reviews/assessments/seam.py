"""The frameworks' own reading of a version, asked in one place; what is read here, the frameworks will say."""

from frameworks.format.document import Axis, Behaviour, Document, Expectation, Level, Point, Rule, Scale, Step, Track
from frameworks.format.document import Role as RoleText
from frameworks.models import Role, Version, VersionAxis, VersionLevel, VersionRole, VersionTrack


def document(version: Version) -> Document:
    """The version as plain data: scale, axes with their steps, levels, roles with their expectations."""
    tracks = list(VersionTrack.objects.filter(version=version).select_related("track").prefetch_related("axes__axis"))
    axes = list(
        VersionAxis.objects.filter(version=version)
        .select_related("axis")
        .prefetch_related("steps__step", "steps__behaviours")
    )
    roles = (
        VersionRole.objects.filter(version=version)
        .select_related("role", "version_level__level")
        .prefetch_related(
            "tracks__track",
            "expectations__version_axis__axis",
            "expectations__step__step",
            "expectations__behaviours",
        )
    )
    levels = VersionLevel.objects.filter(version=version).select_related("level")
    return Document(
        framework=version.framework.slug,
        title=version.title,
        version=version.label,
        language=version.language,
        cumulative=version.cumulative,
        scale=Scale(
            code=version.scale.code,
            name=version.scale.name,
            points=tuple(
                Point(code=p.code, word=p.word, standing=p.standing or "none", mark=p.mark, meaning=p.meaning)
                for p in version.scale.points.all()
            ),
        ),
        tracks=tuple(
            Track(code=t.track.code, name=t.name, about=t.about, axes=tuple(a.axis.code for a in t.axes.all()) or None)
            for t in tracks
        ),
        levels=tuple(Level(code=v.level.code, rank=v.rank, summary=v.summary, status=v.status) for v in levels),
        axes=tuple(_axis(axis) for axis in axes),
        roles=tuple(_role(role) for role in roles),
        rule=Rule(kind=version.rule_kind or "guidance"),
    )


def _axis(axis: VersionAxis) -> Axis:
    return Axis(
        code=axis.axis.code,
        name=axis.name,
        question=axis.question,
        steps=tuple(
            Step(
                number=s.step.number,
                name=s.name,
                summary=s.summary,
                points=s.points,
                behaviours=_behaviours(s.behaviours.all()),
            )
            for s in axis.steps.all()
        ),
    )


def _role(entry: VersionRole) -> RoleText:
    return RoleText(
        code=entry.role.code,
        level=entry.version_level.level.code,
        tracks=tuple(t.track.code for t in entry.tracks.all()),
        title=entry.title,
        summary=entry.summary,
        expectations=tuple(
            Expectation(
                axis=e.version_axis.axis.code,
                summary=e.summary,
                day_one=e.day_one,
                step=e.step.step.number if e.step else None,
                not_applicable=e.not_applicable,
                behaviours=_behaviours(e.behaviours.all()),
            )
            for e in entry.expectations.all()
        ),
    )


def _behaviours(rows) -> tuple[Behaviour, ...]:
    return tuple(Behaviour(text=row.text, day_one=row.day_one) for row in rows)


def next_roles(version: Version, role: Role) -> list[Role]:
    """The roles one can go to from `role`, nearest first: those named, else the next rank on the same tracks."""
    entries = list(
        VersionRole.objects.filter(version=version)
        .select_related("role", "version_level")
        .prefetch_related("tracks", "next__role", "next__version_level")
    )
    own = next((entry for entry in entries if entry.role_id == role.pk), None)
    if own is None:
        return []
    if own.names_next:
        return [entry.role for entry in sorted(own.next.all(), key=lambda entry: entry.version_level.rank)]
    tracks = {track.pk for track in own.tracks.all()}
    above = [
        entry
        for entry in entries
        if entry.version_level.rank > own.version_level.rank and tracks & {track.pk for track in entry.tracks.all()}
    ]
    if not above:
        return []
    nearest = min(entry.version_level.rank for entry in above)
    return [entry.role for entry in above if entry.version_level.rank == nearest]

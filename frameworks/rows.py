"""Writing the rows of one version from its document: everything below `Version`, in a constant number of queries."""

from collections.abc import Callable, Iterable
from typing import Any

from frameworks.format import document as data
from frameworks.models import (
    AddOnDuty,
    AddOnRole,
    Axis,
    AxisGroup,
    Behaviour,
    Expectation,
    Framework,
    Layer,
    Level,
    Role,
    RuleCondition,
    Scale,
    Step,
    Track,
    Translation,
    Version,
    VersionAxis,
    VersionLevel,
    VersionRole,
    VersionStep,
    VersionTrack,
)
from frameworks.rows_of_examples import Known, Place, expectations_of, write_examples

BATCH = 500


def clear(version: Version) -> None:
    """Takes away all rows below a draft; the version itself and all identities stay."""
    for model in (Behaviour, AddOnDuty, AddOnRole, RuleCondition, Expectation, VersionRole, VersionTrack):
        model._default_manager.filter(version=version).delete()
    for other in (Layer, Translation, VersionLevel, VersionAxis, AxisGroup):
        other._default_manager.filter(version=version).delete()


def write(version: Version, document: data.Document, scale: Scale, known: Known | None, digest: str) -> None:
    """Saves the version and all its rows; `known` are the examples whose identity goes on where they are alike (None:
    each example of the document carries its own)."""
    framework = version.framework
    levels = _identities(Level, framework, [level.code for level in document.levels])
    _set_columns(version, document, scale, levels, digest)
    version.save()
    axes, steps = _axes(version, document)
    tracks = _tracks(version, document, axes)
    version_levels = _levels(version, document, levels)
    roles = _roles(version, document, levels, version_levels, tracks)
    asked = _expectations(version, document, roles, version_levels, axes, steps)
    write_examples(version, document, asked, steps, known)
    _add_ons(version, document, version_levels)
    RuleCondition.objects.bulk_create(
        RuleCondition(
            version=version,
            order=order,
            code=item.code,
            name=item.name,
            question=item.question,
            from_level=version_levels.get(item.from_level),
            to_level=version_levels.get(item.to_level),
            at_least=item.at_least,
            at_most=item.at_most,
            unit=item.unit,
        )
        for order, item in enumerate(document.rule.conditions)
    )
    Translation.objects.bulk_create(
        Translation(
            version=version, order=order, language=item.language, texts=[[one.text, one.means] for one in item.texts]
        )
        for order, item in enumerate(document.translations)
    )


def _set_columns(version: Version, d: data.Document, scale: Scale, levels: dict[str, Any], digest: str) -> None:
    high, at_next = d.rule.high_performance, d.rule.at_next_level
    columns = {
        "title": d.title,
        "language": d.language,
        "about": d.about,
        "attribution": d.attribution,
        "licence": d.licence,
        "cadence": d.cadence,
        "cumulative": d.cumulative,
        "pitch_open_to_subject": d.pitch_open_to_subject,
        "consistently_months": d.consistently_months,
        "terminal_level": levels.get(d.terminal_level),
        "scale": scale,
        "rule_kind": d.rule.kind,
        "high_months": high.months if high else None,
        "high_standing": high.standing if high else "",
        "next_months": at_next.months if at_next else None,
        "next_standing": at_next.standing if at_next else "",
        "next_axes": at_next.axes if at_next else "",
        "time_at_level_months": d.rule.time_at_level_months,
        "mandatory": list(d.rule.mandatory),
        "rule_notes": d.rule.notes,
        "digest": digest,
    }
    for name, value in columns.items():
        setattr(version, name, value)


def _identities(model: Any, framework: Framework, codes: Iterable[str], **more: Callable[[str], Any]) -> dict[str, Any]:
    """The identities of these codes, made where there are none; `more` gives further columns of a new one."""
    known = {row.code: row for row in model.objects.filter(framework=framework)}
    new = [
        model(framework=framework, code=code, **{name: value(code) for name, value in more.items()})
        for code in codes
        if code not in known
    ]
    model.objects.bulk_create(new, batch_size=BATCH)
    return known | {row.code: row for row in new}


def _link(through: Any, here: str, there: str, found: Iterable[tuple[Any, Any]]) -> None:
    """Rows of a many-to-many table in the order given: their own ids keep it."""
    through.objects.bulk_create(
        (through(**{f"{here}_id": one.pk, f"{there}_id": other.pk}) for one, other in found), batch_size=BATCH
    )


def _axes(version: Version, d: data.Document) -> tuple[dict[str, VersionAxis], dict[Place, VersionStep]]:
    identities = _identities(Axis, version.framework, [axis.code for axis in d.axes])
    groups = {
        group.code: AxisGroup(version=version, order=order, code=group.code, name=group.name, tracks=list(group.tracks))
        for order, group in enumerate(d.axis_groups)
    }
    AxisGroup.objects.bulk_create(groups.values(), batch_size=BATCH)
    axes = {
        axis.code: VersionAxis(
            version=version,
            order=order,
            axis=identities[axis.code],
            name=axis.name,
            question=axis.question,
            group=groups.get(axis.group),
            replaces=axis.replaces,
        )
        for order, axis in enumerate(d.axes)
    }
    VersionAxis.objects.bulk_create(axes.values(), batch_size=BATCH)
    known = {(step.axis_id, step.number): step for step in Step.objects.filter(axis__framework=version.framework)}
    new = {
        (identities[axis.code].pk, step.number): Step(axis=identities[axis.code], number=step.number)
        for axis in d.axes
        for step in axis.steps
        if (identities[axis.code].pk, step.number) not in known
    }
    Step.objects.bulk_create(new.values(), batch_size=BATCH)
    known |= new
    steps = {
        (axis.code, step.number): VersionStep(
            version_axis=axes[axis.code],
            step=known[identities[axis.code].pk, step.number],
            name=step.name,
            summary=step.summary,
            points=step.points,
        )
        for axis in d.axes
        for step in axis.steps
    }
    VersionStep.objects.bulk_create(steps.values(), batch_size=BATCH)
    return axes, steps


def _tracks(version: Version, d: data.Document, axes: dict[str, VersionAxis]) -> dict[str, VersionTrack]:
    identities = _identities(Track, version.framework, [track.code for track in d.tracks])
    tracks = {
        track.code: VersionTrack(
            version=version,
            order=order,
            track=identities[track.code],
            name=track.name,
            about=track.about,
            names_axes=track.axes is not None,
            weights=_weights(track),
        )
        for order, track in enumerate(d.tracks)
    }
    VersionTrack.objects.bulk_create(tracks.values(), batch_size=BATCH)
    named = ((tracks[track.code], axes[code]) for track in d.tracks for code in track.axes or ())
    _link(VersionTrack.axes.through, "versiontrack", "versionaxis", named)
    return tracks


def _weights(item: data.Track | data.Level) -> list[tuple[str, int]]:
    return [(one.axis, one.weight) for one in item.weights]


def _levels(version: Version, d: data.Document, identities: dict[str, Any]) -> dict[str, VersionLevel]:
    levels = {
        level.code: VersionLevel(
            version=version,
            order=order,
            level=identities[level.code],
            rank=level.rank,
            summary=level.summary,
            status=level.status,
            is_different_role=level.is_different_role,
            personal_profile=level.personal_profile,
            bands=[[band.code, band.name, band.summary] for band in level.bands],
            facts=[[fact.name, fact.text] for fact in level.facts],
            longest_months=level.longest_months,
            points_from=level.points_from,
            average_from=level.average_from,
            counts=[[item.step, item.axes] for item in level.counts],
            weights=_weights(level),
        )
        for order, level in enumerate(d.levels)
    }
    VersionLevel.objects.bulk_create(levels.values(), batch_size=BATCH)
    return levels


def _roles(
    version: Version,
    d: data.Document,
    level_identities: dict[str, Any],
    levels: dict[str, VersionLevel],
    tracks: dict[str, VersionTrack],
) -> dict[str, VersionRole]:
    level_of = {role.code: level_identities[role.level] for role in d.roles}
    identities = _identities(Role, version.framework, level_of, level=level_of.get)
    roles = {
        role.code: VersionRole(
            version=version,
            order=order,
            role=identities[role.code],
            version_level=levels[role.level],
            title=role.title,
            aliases=list(role.aliases),
            summary=role.summary,
            names_next=role.next is not None,
            equals=None if role.equals is None else list(role.equals),
        )
        for order, role in enumerate(d.roles)
    }
    VersionRole.objects.bulk_create(roles.values(), batch_size=BATCH)
    on = ((roles[role.code], tracks[code]) for role in d.roles for code in role.tracks)
    _link(VersionRole.tracks.through, "versionrole", "versiontrack", on)
    ways = ((roles[role.code], roles[code]) for role in d.roles for code in role.next or ())
    _link(VersionRole.next.through, "from_versionrole", "to_versionrole", ways)
    return roles


def _expectations(
    version: Version,
    d: data.Document,
    roles: dict[str, VersionRole],
    levels: dict[str, VersionLevel],
    axes: dict[str, VersionAxis],
    steps: dict[Place, VersionStep],
) -> dict[Place, Expectation]:
    layers = {
        item.code: Layer(version=version, order=order, code=item.code, name=item.name, within=item.within)
        for order, item in enumerate(d.layers)
    }
    Layer.objects.bulk_create(layers.values(), batch_size=BATCH)
    asked = {
        (place.key, item.axis): Expectation(
            version=version,
            order=order,
            version_role=roles.get(place.role),
            version_level=levels.get(place.level),
            layer=layers.get(place.layer),
            version_axis=axes[item.axis],
            called=item.called,
            summary=item.summary,
            link=item.link,
            step=None if item.step is None else steps[item.axis, item.step],
            not_applicable=item.not_applicable,
            day_one=item.day_one,
        )
        for place, items in expectations_of(d)
        for order, item in enumerate(items)
    }
    Expectation.objects.bulk_create(asked.values(), batch_size=BATCH)
    return asked


def _add_ons(version: Version, d: data.Document, levels: dict[str, VersionLevel]) -> None:
    roles = {
        item.code: AddOnRole(version=version, order=order, code=item.code, title=item.title, summary=item.summary)
        for order, item in enumerate(d.add_on_roles)
    }
    AddOnRole.objects.bulk_create(roles.values(), batch_size=BATCH)
    on = ((roles[item.code], levels[code]) for item in d.add_on_roles for code in item.on_levels)
    _link(AddOnRole.on_levels.through, "addonrole", "versionlevel", on)
    AddOnDuty.objects.bulk_create(
        (
            AddOnDuty(version=version, order=order, add_on=roles[item.code], name=duty.name, text=duty.text)
            for item in d.add_on_roles
            for order, duty in enumerate(item.duties)
        ),
        batch_size=BATCH,
    )

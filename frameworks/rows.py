"""Writing the rows of one version from its document: everything below `Version`, in a constant number of queries. Of a
version that has rows already only what differs is written."""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from frameworks.format import document as data
from frameworks.models import (
    AddOnDuty,
    AddOnRole,
    Axis,
    AxisGroup,
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
from frameworks.putting import BATCH, Rows
from frameworks.rows_of_examples import Place, expectations_of, place_asked, write_examples


def write(
    version: Version,
    document: data.Document,
    scale: Scale,
    digest: str,
    before: data.Document | None = None,
) -> None:
    """Saves the version and its rows, those that differ from what stands there; each example keeps the identity that it
    carries. `before`: what the rows say that stand; a list of examples that is the very one of `document` is passed
    over."""
    framework = version.framework
    levels = _identities(Level, framework, [level.code for level in document.levels])
    _set_columns(version, document, scale, levels, digest)
    into = Rows(version, is_new=version._state.adding)
    version.save()
    axes, steps = _axes(into, document)
    tracks = _tracks(into, document, axes)
    version_levels = _levels(into, document, levels)
    roles = _roles(into, document, levels, version_levels, tracks)
    asked = _expectations(into, document, roles, version_levels, axes, steps)
    write_examples(into, document, asked, steps, before)
    _add_ons(into, document, version_levels)
    conditions = {
        item.code: RuleCondition(
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
    }
    into.put(RuleCondition, conditions, attrgetter("code"))
    languages = {
        item.language: Translation(
            version=version, order=order, language=item.language, texts=[[one.text, one.means] for one in item.texts]
        )
        for order, item in enumerate(document.translations)
    }
    into.put(Translation, languages, attrgetter("language"))


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


def _axes(into: Rows, d: data.Document) -> tuple[dict[str, VersionAxis], dict[Place, VersionStep]]:
    version = into.version
    identities = _identities(Axis, version.framework, [axis.code for axis in d.axes])
    groups = {
        group.code: AxisGroup(version=version, order=order, code=group.code, name=group.name, tracks=list(group.tracks))
        for order, group in enumerate(d.axis_groups)
    }
    into.put(AxisGroup, groups, attrgetter("code"))
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
    into.put(VersionAxis, axes, attrgetter("axis.code"), "axis")
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
    key = attrgetter("step.axis.code", "step.number")
    into.put(VersionStep, steps, key, "step__axis", of="version_axis__version")
    return axes, steps


def _tracks(into: Rows, d: data.Document, axes: dict[str, VersionAxis]) -> dict[str, VersionTrack]:
    version = into.version
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
    into.put(VersionTrack, tracks, attrgetter("track.code"), "track")
    named = ((tracks[track.code], axes[code]) for track in d.tracks for code in track.axes or ())
    into.link(VersionTrack.axes.through, "versiontrack", "versionaxis", named)
    return tracks


def _weights(item: data.Track | data.Level) -> list[tuple[str, int]]:
    return [(one.axis, one.weight) for one in item.weights]


def _levels(into: Rows, d: data.Document, identities: dict[str, Any]) -> dict[str, VersionLevel]:
    version = into.version
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
    into.put(VersionLevel, levels, attrgetter("level.code"), "level")
    return levels


def _roles(
    into: Rows,
    d: data.Document,
    level_identities: dict[str, Any],
    levels: dict[str, VersionLevel],
    tracks: dict[str, VersionTrack],
) -> dict[str, VersionRole]:
    version = into.version
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
    into.put(VersionRole, roles, attrgetter("role.code"), "role")
    on = ((roles[role.code], tracks[code]) for role in d.roles for code in role.tracks)
    into.link(VersionRole.tracks.through, "versionrole", "versiontrack", on)
    ways = ((roles[role.code], roles[code]) for role in d.roles for code in role.next or ())
    into.link(VersionRole.next.through, "from_versionrole", "to_versionrole", ways)
    return roles


def _expectations(
    into: Rows,
    d: data.Document,
    roles: dict[str, VersionRole],
    levels: dict[str, VersionLevel],
    axes: dict[str, VersionAxis],
    steps: dict[Place, VersionStep],
) -> dict[Place, Expectation]:
    version = into.version
    layers = {
        item.code: Layer(version=version, order=order, code=item.code, name=item.name, within=item.within)
        for order, item in enumerate(d.layers)
    }
    into.put(Layer, layers, attrgetter("code"))
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
    related = ("version_role__role", "version_level__level", "layer", "version_axis__axis")
    into.put(Expectation, asked, place_asked, *related)
    return asked


def _add_ons(into: Rows, d: data.Document, levels: dict[str, VersionLevel]) -> None:
    version = into.version
    roles = {
        item.code: AddOnRole(version=version, order=order, code=item.code, title=item.title, summary=item.summary)
        for order, item in enumerate(d.add_on_roles)
    }
    into.put(AddOnRole, roles, attrgetter("code"))
    on = ((roles[item.code], levels[code]) for item in d.add_on_roles for code in item.on_levels)
    into.link(AddOnRole.on_levels.through, "addonrole", "versionlevel", on)
    duties = {
        (item.code, order): AddOnDuty(
            version=version, order=order, add_on=roles[item.code], name=duty.name, text=duty.text
        )
        for item in d.add_on_roles
        for order, duty in enumerate(item.duties)
    }
    into.put(AddOnDuty, duties, attrgetter("add_on.code", "order"), "add_on")

"""Writing the rows of one version from its document: everything below `Version`, in a constant number of queries."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from frameworks.format import document as data
from frameworks.likeness import pairs
from frameworks.models import (
    AddOnDuty,
    AddOnRole,
    Axis,
    AxisGroup,
    Behaviour,
    BehaviourIdentity,
    Expectation,
    Framework,
    Level,
    Role,
    RuleCondition,
    Scale,
    Step,
    Track,
    Version,
    VersionAxis,
    VersionLevel,
    VersionRole,
    VersionStep,
    VersionTrack,
)

Place = tuple[str, str | int]  # (role, axis) by codes, or (axis, number of the step)
Known = Mapping[Place, list[list[Behaviour]]]

BATCH = 500


def clear(version: Version) -> None:
    """Takes away all rows below a draft; the version itself and all identities stay."""
    for model in (Behaviour, AddOnDuty, AddOnRole, RuleCondition, Expectation, VersionRole, VersionTrack):
        model._default_manager.filter(version=version).delete()
    for other in (VersionLevel, VersionAxis, AxisGroup):
        other._default_manager.filter(version=version).delete()


def behaviours_by_place(versions: Iterable[Version]) -> Known:
    """The examples that stand at each place, one list a version, in the order of the versions given."""
    versions = list(versions)
    turn = {version.pk: number for number, version in enumerate(versions)}
    known: dict[Place, list[list[Behaviour]]] = {}
    found = Behaviour.objects.filter(version__in=versions).select_related(
        "expectation__version_role__role", "expectation__version_axis__axis", "version_step__step__axis"
    )
    for behaviour in found.order_by("order", "pk"):
        lists = known.setdefault(_place_of(behaviour), [[] for _ in versions])
        lists[turn[behaviour.version_id]].append(behaviour)
    return known


def _place_of(behaviour: Behaviour) -> Place:
    if asked := behaviour.expectation:
        return asked.version_role.role.code, asked.version_axis.axis.code
    step = behaviour.version_step.step
    return step.axis.code, step.number


def write(version: Version, document: data.Document, scale: Scale, known: Known, digest: str) -> None:
    """Saves the version and all its rows; `known` are the examples whose identity goes on where they are alike."""
    framework = version.framework
    levels = _identities(Level, framework, [level.code for level in document.levels])
    _set_columns(version, document, scale, levels, digest)
    version.save()
    axes, steps = _axes(version, document)
    tracks = _tracks(version, document, axes)
    version_levels = _levels(version, document, levels)
    roles = _roles(version, document, levels, version_levels, tracks)
    asked = _expectations(version, document, roles, axes, steps)
    _behaviours(version, document, asked, steps, known)
    _add_ons(version, document, version_levels)
    RuleCondition.objects.bulk_create(
        RuleCondition(
            version=version,
            order=order,
            code=item.code,
            name=item.name,
            question=item.question,
            from_level=version_levels.get(item.from_level),
        )
        for order, item in enumerate(document.rule.conditions)
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
        group.code: AxisGroup(version=version, order=order, code=group.code, name=group.name)
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
        )
        for order, track in enumerate(d.tracks)
    }
    VersionTrack.objects.bulk_create(tracks.values(), batch_size=BATCH)
    named = ((tracks[track.code], axes[code]) for track in d.tracks for code in track.axes or ())
    _link(VersionTrack.axes.through, "versiontrack", "versionaxis", named)
    return tracks


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
            facts=[[fact.name, fact.text] for fact in level.facts],
            points_from=level.points_from,
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
    axes: dict[str, VersionAxis],
    steps: dict[Place, VersionStep],
) -> dict[Place, Expectation]:
    asked = {
        (role.code, item.axis): Expectation(
            version=version,
            order=order,
            version_role=roles[role.code],
            version_axis=axes[item.axis],
            summary=item.summary,
            step=None if item.step is None else steps[item.axis, item.step],
            not_applicable=item.not_applicable,
            day_one=item.day_one,
        )
        for role in d.roles
        for order, item in enumerate(role.expectations)
    }
    Expectation.objects.bulk_create(asked.values(), batch_size=BATCH)
    return asked


def _behaviours(
    version: Version,
    d: data.Document,
    asked: dict[Place, Expectation],
    steps: dict[Place, VersionStep],
    known: Known,
) -> None:
    places: list[tuple[Place, dict[str, Any], tuple[data.Behaviour, ...]]] = [
        ((role.code, item.axis), {"expectation": asked[role.code, item.axis]}, item.behaviours)
        for role in d.roles
        for item in role.expectations
    ]
    places += [
        ((axis.code, step.number), {"version_step": steps[axis.code, step.number]}, step.behaviours)
        for axis in d.axes
        for step in axis.steps
    ]
    new: list[BehaviourIdentity] = []
    found: list[Behaviour] = []
    for place, where, texts in places:
        going_on = _going_on([text.text for text in texts], known.get(place, []))
        for order, text in enumerate(texts):
            if order not in going_on:
                new.append(BehaviourIdentity(framework=version.framework))
                going_on[order] = new[-1].pk
            found.append(_behaviour(version, order, text, where, going_on[order]))
    BehaviourIdentity.objects.bulk_create(new, batch_size=BATCH)
    Behaviour.objects.bulk_create(found, batch_size=BATCH)


def _going_on(texts: list[str], earlier: list[list[Behaviour]]) -> dict[int, Any]:
    """Index of a text → the identity that it goes on with; earlier versions are asked in turn."""
    found: dict[int, Any] = {}
    for behaviours in earlier:
        free = [one for one in behaviours if one.identity_id not in found.values()]
        left = [index for index in range(len(texts)) if index not in found]
        for i, j in pairs([one.text for one in free], [texts[index] for index in left]):
            if i is not None and j is not None:
                found[left[j]] = free[i].identity_id
    return found


def _behaviour(version: Version, order: int, item: data.Behaviour, where: dict[str, Any], identity: Any) -> Behaviour:
    measure = item.measure
    return Behaviour(
        version=version,
        order=order,
        identity_id=identity,
        text=item.text,
        day_one=item.day_one,
        measure_name=measure.name if measure else "",
        measure_value=measure.value if measure else "",
        measure_unit=measure.unit if measure else "",
        measure_better=measure.better if measure else "",
        **where,
    )


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

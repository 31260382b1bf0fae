"""Writing the examples of one version, so that each goes on with the identity of the one it is a new wording of."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from frameworks.format import document as data
from frameworks.likeness import pairs
from frameworks.models import Behaviour, BehaviourIdentity, Expectation, Version, VersionStep
from frameworks.putting import BATCH, Rows

Place = tuple[str, str | int]  # (the key of where it is asked, axis), or (axis, number of the step)


class Stood(NamedTuple):
    """An example of an earlier text: its identity, and its words."""

    identity: UUID
    text: str


Known = Mapping[Place, list[list[Stood]]]


class Where(NamedTuple):
    """Of whom something is asked: a role, all roles of a level, or everybody; or what a layer adds to a role."""

    role: str = ""
    level: str = ""
    layer: str = ""

    @property
    def key(self) -> str:
        """A text that no two of them share; codes have no slashes."""
        return f"{self.layer}/{self.role}" if self.layer else self.role or f"level/{self.level}/"


def expectations_of(d: data.Document) -> Iterator[tuple[Where, tuple[data.Expectation, ...]]]:
    """Everything that is asked anywhere in a document."""
    for role in d.roles:
        yield Where(role=role.code), role.expectations
    for level in d.levels:
        yield Where(level=level.code), level.expectations
    yield Where(), d.expectations
    for layer in d.layers:
        for added in layer.roles:
            yield Where(role=added.role, layer=layer.code), added.expectations


def behaviours_by_place(versions: Iterable[Version]) -> Known:
    """The examples that stand at each place, one list a version, in the order of the versions given; only columns are
    read, for a framework may have many versions of very many examples."""
    versions = list(versions)
    turn = {version.pk: number for number, version in enumerate(versions)}
    known: dict[Place, list[list[Stood]]] = {}
    found = Behaviour.objects.filter(version__in=versions).order_by("order", "pk")
    asked = (
        "expectation__version_role__role__code",
        "expectation__version_level__level__code",
        "expectation__layer__code",
    )
    rows = found.values_list(
        *("version", "identity", "text", "version_step__step__number", "version_step__step__axis__code"),
        *("expectation__version_axis__axis__code", *asked),
    )
    for version, identity, text, number, stepped, axis, role, level, layer in rows:
        place = (stepped, number) if stepped else (Where(role or "", level or "", layer or "").key, axis)
        known.setdefault(place, [[] for _ in versions])[turn[version]].append(Stood(identity, text))
    return known


def place_asked(asked: Expectation) -> Place:
    """Where something is asked."""
    where = Where(
        role=asked.version_role.role.code if asked.version_role else "",
        level=asked.version_level.level.code if asked.version_level else "",
        layer=asked.layer.code if asked.layer else "",
    )
    return where.key, asked.version_axis.axis.code


def write_examples(
    into: Rows,
    d: data.Document,
    asked: dict[Place, Expectation],
    steps: dict[Place, VersionStep],
    before: data.Document | None = None,
) -> None:
    """Saves the examples of every expectation and step, each with the identity that it carries, else with a new one. Of
    `before`, which is what stands, a list that is the very one of the document is passed over."""
    places = examples_of(d)
    among = Q()
    if before is not None:
        stood = examples_of(before)
        new_places = {place for model, place in into.made if model in (Expectation, VersionStep)}
        differing = {
            place: texts for place, texts in places.items() if place in new_places or stood.get(place) is not texts
        }
        if len(differing) <= BATCH:
            at = [asked[place].pk for place in differing if place in asked]
            on = [steps[place].pk for place in differing if place in steps]
            places, among = differing, Q(expectation__in=at) | Q(version_step__in=on)
    new: list[BehaviourIdentity] = []
    found: list[Behaviour] = []
    for place, texts in places.items():
        where = {"expectation": asked[place]} if place in asked else {"version_step": steps[place]}
        going_on = {index: UUID(one.identity) for index, one in enumerate(texts) if one.identity}
        for order, text in enumerate(texts):
            if order not in going_on:
                new.append(BehaviourIdentity(framework=into.version.framework))
                going_on[order] = new[-1].pk
            found.append(_behaviour(into.version, order, text, where, going_on[order]))
    BehaviourIdentity.objects.bulk_create(new, batch_size=BATCH)
    into.put(Behaviour, {_key(row): row for row in found}, _key, among=among)


def examples_of(d: data.Document) -> dict[Place, tuple[data.Behaviour, ...]]:
    """The examples at each place of a document: at what is asked, and at steps."""
    asked = {(where.key, item.axis): item.behaviours for where, items in expectations_of(d) for item in items}
    steps: dict[Place, tuple[data.Behaviour, ...]] = {
        (axis.code, step.number): step.behaviours for axis in d.axes for step in axis.steps
    }
    return steps | asked


def _key(row: Behaviour) -> tuple[Any, ...]:
    """One identity may stand in two places, never twice in one."""
    return row.identity_id, row.expectation_id, row.version_step_id


def identified(d: data.Document, known: Known) -> data.Document:
    """A document of a file, whose examples carry no identity, with that of the `known` they go on with: of one that is
    alike at the same place, else of one with the very same words that stands at its place no more."""
    places = examples_of(d)
    found = {place: _going_on([one.text for one in texts], known.get(place, [])) for place, texts in places.items()}
    _follow(places, found, known)

    def at(place: Place, texts: tuple[data.Behaviour, ...]) -> tuple[data.Behaviour, ...]:
        named = found[place]
        return tuple(
            replace(one, identity=str(named[index])) if index in named else one for index, one in enumerate(texts)
        )

    def asked(where: Where, items: tuple[data.Expectation, ...]) -> tuple[data.Expectation, ...]:
        return tuple(replace(one, behaviours=at((where.key, one.axis), one.behaviours)) for one in items)

    def steps(axis: data.Axis) -> tuple[data.Step, ...]:
        return tuple(replace(one, behaviours=at((axis.code, one.number), one.behaviours)) for one in axis.steps)

    def added(layer: data.Layer) -> tuple[data.LayerRole, ...]:
        return tuple(
            replace(one, expectations=asked(Where(role=one.role, layer=layer.code), one.expectations))
            for one in layer.roles
        )

    return replace(
        d,
        axes=tuple(replace(one, steps=steps(one)) for one in d.axes),
        roles=tuple(replace(one, expectations=asked(Where(role=one.code), one.expectations)) for one in d.roles),
        levels=tuple(replace(one, expectations=asked(Where(level=one.code), one.expectations)) for one in d.levels),
        expectations=asked(Where(), d.expectations),
        layers=tuple(replace(one, roles=added(one)) for one in d.layers),
    )


def _follow(
    places: Mapping[Place, tuple[data.Behaviour, ...]], found: Mapping[Place, dict[int, Any]], known: Known
) -> None:
    """Adds to `found` what was moved: the same words at another place, where they are gone from theirs."""
    used = {identity for named in found.values() for identity in named.values()}
    free: dict[str, Any] = {}
    for of_one_version in zip(*known.values(), strict=True):
        for row in chain.from_iterable(of_one_version):
            if row.identity not in used:
                free.setdefault(row.text, row.identity)
    for place, texts in places.items():
        for index, one in enumerate(texts):
            identity = free.get(one.text)
            if index not in found[place] and identity and identity not in used:
                found[place][index] = identity
                used.add(identity)


def _going_on(texts: list[str], earlier: list[list[Stood]]) -> dict[int, Any]:
    """Index of a text → the identity that it goes on with; earlier versions are asked in turn."""
    found: dict[int, Any] = {}
    for behaviours in earlier:
        free = [one for one in behaviours if one.identity not in found.values()]
        left = [index for index in range(len(texts)) if index not in found]
        for i, j in pairs([one.text for one in free], [texts[index] for index in left]):
            if i is not None and j is not None:
                found[left[j]] = free[i].identity
    return found


def _behaviour(version: Version, order: int, item: data.Behaviour, where: dict[str, Any], identity: Any) -> Behaviour:
    measure = item.measure
    return Behaviour(
        version=version,
        order=order,
        identity_id=identity,
        text=item.text,
        day_one=item.day_one,
        need=item.need,
        link=item.link,
        examples=list(item.examples),
        measure_name=measure.name if measure else "",
        measure_value=measure.value if measure else "",
        measure_unit=measure.unit if measure else "",
        measure_better=measure.better if measure else "",
        **where,
    )

"""Changes of structure: a document in, the changed document out. Pure; what is gone is mentioned nowhere any more."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from frameworks.asked import full_name
from frameworks.format.document import Axis, Document, Expectation, Level, Role, Step, Track
from frameworks.format.words import _

LISTS = {"level": "levels", "axis": "axes", "role": "roles", "track": "tracks"}


def codes(document: Document, kind: str) -> list[str]:
    """The codes of the levels, axes, roles or tracks."""
    return [one.code for one in getattr(document, LISTS[kind])]


def add_level(document: Document, code: str, after: str, title: str, tracks: tuple[str, ...]) -> Document:
    """A new level above another (or below all, after ""), with a role of the same code on these tracks. Levels whose
    ranks are in the way rise."""
    order = sorted(document.levels, key=lambda level: level.rank)
    at = next((place for place, level in enumerate(order) if level.code == after), -1)
    next_rank = order[at + 1].rank if at + 1 < len(order) else order[at].rank + 2
    rank = order[at].rank + max((next_rank - order[at].rank) // 2, 1) if at >= 0 else max(next_rank - 1, 0)
    above = {level.code for level in order[at + 1 :]}
    rise = max((rank + 1 - level.rank for level in order[at + 1 : at + 2]), default=0)
    moved = tuple(
        replace(level, rank=level.rank + rise) if level.code in above and rise > 0 else level
        for level in document.levels
    )
    place = next((number for number, level in enumerate(moved) if level.code == after), -1) + 1
    levels = (*moved[:place], Level(code=code, rank=rank), *moved[place:])
    return add_role(replace(document, levels=levels), code, code, title, tracks)


def add_role(document: Document, code: str, level: str, title: str, tracks: tuple[str, ...]) -> Document:
    """A new role at a level, on these tracks."""
    return replace(document, roles=(*document.roles, Role(code=code, level=level, title=title, tracks=tracks)))


def add_axis(document: Document, code: str, name: str, tracks: tuple[str, ...] = ()) -> Document:
    """A new axis, the last. Of the tracks that name their axes these use it from now on; the others use all anyway."""

    def using(one: Track) -> Track:
        return replace(one, axes=(*one.axes, code)) if one.axes is not None and one.code in tracks else one

    return replace(
        document,
        axes=(*document.axes, Axis(code=code, name=name)),
        tracks=tuple(using(one) for one in document.tracks),
    )


def add_track(document: Document, code: str, name: str) -> Document:
    """A new track, the last."""
    return replace(document, tracks=(*document.tracks, Track(code=code, name=name)))


def add_step(document: Document, axis: str, name: str, lowest: bool = False) -> Document:
    """A new step, above the others of its axis, or below them (`lowest`; then the lowest number is at least 1)."""

    def with_step(one: Axis) -> Axis:
        numbers = [step.number for step in one.steps]
        if lowest:
            return replace(one, steps=(Step(number=min(numbers, default=1) - 1, name=name), *one.steps))
        return replace(one, steps=(*one.steps, Step(number=max(numbers, default=0) + 1, name=name)))

    return replace(document, axes=tuple(with_step(one) if one.code == axis else one for one in document.axes))


def remove(document: Document, kind: str, code: str) -> Document:
    """Without a level (and its roles), an axis, a role, or a track (and the roles that stand on no other)."""
    left = tuple(one for one in getattr(document, LISTS[kind]) if one.code != code)
    return _settled(replace(document, **{LISTS[kind]: left}))


def remove_step(document: Document, axis: str, number: int) -> Document:
    """Without a step of an axis; roles that asked it ask none."""

    def without(one: Axis) -> Axis:
        return replace(one, steps=tuple(step for step in one.steps if step.number != number))

    return _settled(replace(document, axes=tuple(without(one) if one.code == axis else one for one in document.axes)))


def shift(document: Document, kind: str, code: str, down: bool) -> Document:
    """One place further on (`down`) or back. Levels stand by rank, the lowest first: two of them change ranks."""
    parts = list(getattr(document, LISTS[kind]))
    if kind == "level":
        parts.sort(key=lambda level: level.rank)
    at = next(place for place, one in enumerate(parts) if one.code == code)
    to = at + (1 if down else -1)
    if not 0 <= to < len(parts):
        return document
    if kind == "level":
        ranks = {parts[at].code: parts[to].rank, parts[to].code: parts[at].rank}
        levels = tuple(replace(level, rank=ranks.get(level.code, level.rank)) for level in document.levels)
        return replace(document, levels=levels)
    parts[at], parts[to] = parts[to], parts[at]
    return replace(document, **{LISTS[kind]: tuple(parts)})


def shift_step(document: Document, axis: str, number: int, up: bool) -> Document:
    """The step changes places with the next one above (`up`) or below: its name, sentence and examples have that number
    from now on. Whoever is asked one of the two is asked the same words as before; the points stay with the numbers."""
    steps = steps_of(document, axis)
    at = next(place for place, step in enumerate(steps) if step.number == number)
    to = at + (1 if up else -1)
    if not 0 <= to < len(steps):
        return document
    one, other = steps[at], steps[to]
    steps[at] = replace(other, number=one.number, points=one.points)
    steps[to] = replace(one, number=other.number, points=other.points)
    becomes = {one.number: other.number, other.number: one.number}

    def renumbered(item: Expectation) -> Expectation:
        if item.axis != axis or item.step is None:
            return item
        return replace(item, step=becomes.get(item.step, item.step))

    def asked(items: tuple[Expectation, ...]) -> tuple[Expectation, ...]:
        return tuple(renumbered(item) for item in items)

    return replace(
        document,
        axes=tuple(replace(each, steps=tuple(steps)) if each.code == axis else each for each in document.axes),
        expectations=asked(document.expectations),
        levels=tuple(replace(each, expectations=asked(each.expectations)) for each in document.levels),
        roles=tuple(replace(each, expectations=asked(each.expectations)) for each in document.roles),
        layers=tuple(
            replace(layer, roles=tuple(replace(each, expectations=asked(each.expectations)) for each in layer.roles))
            for layer in document.layers
        ),
    )


def steps_of(document: Document, axis: str) -> list[Step]:
    """The steps of an axis, the lowest first; none of an axis that is not there."""
    found = next((one.steps for one in document.axes if one.code == axis), ())
    return sorted(found, key=lambda step: step.number)


def called(document: Document, kind: str, code: str, step: int | None = None) -> str:
    """What the page calls a part: a role by its code and title, a level by its code (one that is a bare number with the
    word), an axis or track by its name, a step by its number, name and axis; the code where it is not there."""
    one = next((one for one in getattr(document, LISTS[kind]) if one.code == code), None)
    if kind == "level":
        return _("level %(code)s") % {"code": code} if code.isdecimal() else code
    name = code if one is None else full_name(one) if kind == "role" else one.name
    if step is None:
        return name
    found = next((each.name for each in steps_of(document, code) if each.number == step), "")
    return f"{name}, {step} {found}".rstrip()


def lost(document: Document, changed: Document) -> list[str]:
    """The sentences of a document that a changed one has nowhere, in their order, each once; no codes."""
    kept = {*_sentences(changed), *(code for kind in LISTS for code in codes(document, kind))}
    return [text for text in dict.fromkeys(_sentences(document)) if text not in kept]


# -- what is gone is mentioned nowhere -----------------------------------------------------------------


def _settled(document: Document) -> Document:
    levels, tracks = set(codes(document, "level")), set(codes(document, "track"))
    axes = {axis.code: {step.number for step in axis.steps} for axis in document.axes}
    roles = [
        replace(role, tracks=tuple(track for track in role.tracks if track in tracks))
        for role in document.roles
        if role.level in levels and any(track in tracks for track in role.tracks)
    ]
    standing = {role.code for role in roles}

    def asked(items: tuple[Expectation, ...]) -> tuple[Expectation, ...]:
        on_axes = [item for item in items if item.axis in axes]
        stepped = [item if item.step in axes[item.axis] else replace(item, step=None) for item in on_axes]
        return tuple(item for item in stepped if _says(item))

    def among(found: tuple[str, ...] | None, known: Any) -> tuple[str, ...] | None:
        return None if found is None else tuple(code for code in found if code in known)

    settled = replace(
        document,
        axis_groups=tuple(replace(one, tracks=among(one.tracks, tracks)) for one in document.axis_groups),
        axes=tuple(replace(one, replaces=one.replaces if one.replaces in axes else "") for one in document.axes),
        tracks=tuple(replace(one, axes=among(one.axes, axes), weights=_weights(one, axes)) for one in document.tracks),
        levels=tuple(
            replace(one, expectations=asked(one.expectations), weights=_weights(one, axes)) for one in document.levels
        ),
        roles=tuple(
            replace(
                one,
                expectations=asked(one.expectations),
                next=among(one.next, standing),
                equals=among(one.equals, standing),
            )
            for one in roles
        ),
        expectations=asked(document.expectations),
        layers=tuple(
            replace(
                layer,
                roles=tuple(
                    replace(added, expectations=asked(added.expectations))
                    for added in layer.roles
                    if added.role in standing and asked(added.expectations)
                ),
            )
            for layer in document.layers
        ),
        add_on_roles=tuple(
            replace(one, on_levels=tuple(code for code in one.on_levels if code in levels))
            for one in document.add_on_roles
            if any(code in levels for code in one.on_levels)
        ),
        terminal_level=document.terminal_level if document.terminal_level in levels else "",
        rule=replace(
            document.rule,
            mandatory=tuple(code for code in document.rule.mandatory if code in axes),
            conditions=tuple(
                replace(
                    one,
                    from_level=one.from_level if one.from_level in levels else "",
                    to_level=one.to_level if one.to_level in levels else "",
                )
                for one in document.rule.conditions
            ),
        ),
    )
    return _translated(settled)


def _says(item: Expectation) -> bool:
    return bool(item.summary or item.link or item.behaviours or item.not_applicable or item.step is not None)


def _weights(one: Track | Level, axes: Any) -> tuple[Any, ...]:
    return tuple(weight for weight in one.weights if weight.axis in axes)


def _translated(document: Document) -> Document:
    """Without translations of sentences that stand nowhere any more."""
    kept = set(_sentences(document))
    languages = (
        replace(one, texts=tuple(pair for pair in one.texts if pair.text in kept)) for one in document.translations
    )
    return replace(document, translations=tuple(one for one in languages if one.texts))


def _sentences(document: Document) -> Iterator[str]:
    """Every text of a document but its translations."""
    yield from _texts(replace(document, translations=()))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for one in fields(value):
            if one.compare:
                yield from _texts(getattr(value, one.name))

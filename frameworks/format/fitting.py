"""More rules that a schema cannot say: of equals, layers, weights, gates, translations and what one rule excludes."""

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from frameworks.format.finding import SAYS, Reasons, at, codes, entries, is_number, texts
from frameworks.format.problems import Path
from frameworks.format.tree import Tree
from frameworks.format.words import _


def additions(tree: Tree) -> Reasons:
    """What everybody, a level or a layer is asked besides stands on an axis, and says something."""
    axes = codes(tree, "axes")
    for path, asked in _additions(tree):
        if path[-1] not in axes:
            yield path, _("is asked on an axis that is not in axes")
        elif isinstance(asked, dict) and not any(asked.get(key) not in ([], None) for key in SAYS):
            yield path, _("asks nothing: give it a summary, behaviours or a link")
    for path, level in entries(tree, "levels"):
        if level.get("status") == "unfinished" and level.get("expectations"):
            yield (*path, "expectations"), _("stand on a level that is unfinished")


def _additions(tree: Tree) -> Iterator[tuple[Path, Any]]:
    places: list[Path] = [("expectations",)]
    places += [(*path, "expectations") for path, _level in entries(tree, "levels")]
    for path, layer in entries(tree, "layers"):
        roles = layer.get("roles")
        places += [(*path, "roles", code) for code in roles] if isinstance(roles, dict) else []
    for place in places:
        value = at(tree, *place)
        for code, asked in value.items() if isinstance(value, dict) else ():
            yield (*place, code), asked


def layers(tree: Tree) -> Reasons:
    """A layer stands after the one around it, and adds to what a role asks."""
    roles, before = codes(tree, "roles"), set()
    for path, layer in entries(tree, "layers"):
        within = layer.get("within")
        if isinstance(within, str) and within in codes(tree, "layers") and within not in before:
            yield (*path, "within"), _("names the layer %(code)s, which has to stand before it") % {"code": within}
        before.add(layer.get("code"))
        adds = layer.get("roles")
        for code, asked in adds.items() if isinstance(adds, dict) else ():
            place = (*path, "roles", code)
            if code not in roles:
                yield place, _("names the role %(code)s, which is not in roles") % {"code": code}
                continue
            own = roles[code].get("expectations")
            for axis in asked if isinstance(asked, dict) else ():
                cell = own.get(axis) if isinstance(own, dict) else None
                if axis in codes(tree, "axes") and (not isinstance(cell, dict) or "not_applicable" in cell):
                    yield (*place, axis), _("adds to an axis on which the role %(code)s asks nothing") % {"code": code}


def replaced_axes(tree: Tree) -> Reasons:
    """An axis takes the place of another one: no role asks both."""
    axes = codes(tree, "axes")
    for path, axis in entries(tree, "axes"):
        if isinstance(axis.get("replaces"), str) and axis["replaces"] == axis.get("code"):
            yield (*path, "replaces"), _("is the axis itself: name the one whose place it takes")
    for path, role in entries(tree, "roles"):
        asked = role.get("expectations")
        for code in asked if isinstance(asked, dict) else ():
            old = axes.get(code, {}).get("replaces")
            if isinstance(old, str) and old != code and old in asked:
                yield (
                    (*path, "expectations", code),
                    _("takes the place of %(old)s, and the role asks both: keep one of the two") % {"old": old},
                )


def equals(tree: Tree) -> Reasons:
    """Equals stand on different tracks at one rank, and do not contradict each other."""
    roles, levels = codes(tree, "roles"), codes(tree, "levels")

    def rank(role: dict) -> Any:
        return levels.get(role.get("level"), {}).get("rank") if isinstance(role.get("level"), str) else None

    for path, role in entries(tree, "roles"):
        named = role.get("equals")
        for index, code in enumerate(named if isinstance(named, list) else ()):
            other = roles.get(code) if isinstance(code, str) else None
            if other is None:
                continue
            place = (*path, "equals", index)
            if set(texts(other.get("tracks"))) & set(texts(role.get("tracks"))):
                yield (
                    place,
                    _("is %(code)s, which stands on a track of this role: equals are on other tracks") % {"code": code},
                )
            elif is_number(rank(role)) and is_number(rank(other)) and rank(role) != rank(other):
                yield (
                    place,
                    _("is %(code)s, which has the rank %(other)d and not %(rank)d: equals have one rank")
                    % {
                        "code": code,
                        "other": rank(other),
                        "rank": rank(role),
                    },
                )
            elif isinstance(other.get("equals"), list) and role.get("code") not in other["equals"]:
                yield place, _("is %(code)s, which names its own equals and not this role") % {"code": code}


def longest_times(tree: Tree) -> Reasons:
    """Nobody has to go on from the level that everybody should reach, or from a higher one."""
    levels, terminal = codes(tree, "levels"), at(tree, "terminal_level")
    last = levels.get(terminal, {}).get("rank") if isinstance(terminal, str) else None
    for path, level in entries(tree, "levels"):
        if "longest" in level and is_number(last) and is_number(level.get("rank")) and level["rank"] >= last:
            yield (
                (*path, "longest"),
                _("stands on a level from which nobody has to go on: terminal_level is %(code)s") % {"code": terminal},
            )


def rules(tree: Tree) -> Reasons:
    """A manual rule counts nothing; the numbers and the levels of a condition are in order."""
    if at(tree, "rule", "kind") == "manual":
        for key in ("high_performance", "at_next_level", "time_at_level", "mandatory"):
            if at(tree, "rule", key) is not None:
                yield ("rule", key), _("stands beside the kind manual, by which nothing is counted: leave it out")
    levels = codes(tree, "levels")
    for path, item in entries(tree, "rule", "conditions"):
        low, high = number(item.get("at_least")), number(item.get("at_most"))
        if low is not None and high is not None and low > high:
            yield (*path, "at_most"), _("is less than at_least: no number can be both")
        if "unit" in item and "at_least" not in item and "at_most" not in item:
            yield (*path, "unit"), _("stands without a number: write at_least or at_most")
        ends = [item.get(key) for key in ("from_level", "to_level")]
        ranks = [levels.get(code, {}).get("rank") if isinstance(code, str) else None for code in ends]
        if all(is_number(rank) for rank in ranks) and ranks[0] > ranks[1]:
            yield (*path, "to_level"), _("is a lower level than from_level")


def number(spelled: Any) -> Decimal | None:
    """The number that digits spell; None where they spell none."""
    try:
        return Decimal(spelled) if isinstance(spelled, str) else None
    except InvalidOperation:
        return None


def translations(tree: Tree) -> Reasons:
    """A translation is of a text that the file has, into a language that is not the file's own."""
    if not entries(tree, "translations"):
        return
    said = set(_said(tree.value))
    for path, item in entries(tree, "translations"):
        if item.get("language") == at(tree, "language"):
            yield (*path, "language"), _("is the language of the file itself")
        for place, one in entries(tree, *path, "texts"):
            if isinstance(one.get("text"), str) and one["text"] not in said:
                yield (*place, "text"), _("is no text of this file: copy the text letter by letter")


def _said(value: Any, key: str = "") -> Iterator[str]:
    """Every text that people read, wherever it stands."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "facts" and isinstance(inner, dict):
                yield from inner
            if name not in ("translations", *UNSAID):
                yield from _said(inner, name)
    elif isinstance(value, list):
        for inner in value:
            if not (key in ("axes", "tracks") and isinstance(inner, str)):  # codes
                yield from _said(inner, key)
    elif isinstance(value, str):
        yield value


UNSAID = {
    "framework", "version", "language", "cadence", "behaviours_are", "pitch_open_to_subject", "terminal_level", "code",
    "standing", "group", "level", "next", "equals", "on_levels", "kind", "from_level", "to_level", "within",
    "better", "need", "link", "status", "replaces", "mark", "numbers", "becomes", "at_least", "at_most", "mandatory",
}  # fmt: skip


CHECKS: tuple[Callable[[Tree], Reasons], ...] = (
    additions,
    layers,
    replaced_axes,
    equals,
    longest_times,
    rules,
    translations,
)


def rule_warnings(tree: Tree) -> Reasons:
    """What the kind of the rule asks for and nothing says, and what is said and the rule does not read."""
    kind = at(tree, "rule", "kind")
    levels, tracks = entries(tree, "levels"), entries(tree, "tracks")
    if kind == "weighted-average" and not any("average" in level for _path, level in levels):
        yield ("rule", "kind"), _("is weighted-average, and no level says from which average it is reached")
    if kind == "counting" and not any("counts" in level for _path, level in levels):
        yield ("rule", "kind"), _("is counting, and no level says what is counted for it")
    for key, reader in (("average", "weighted-average"), ("weights", "weighted-average"), ("counts", "counting")):
        for path, item in (*tracks, *levels):
            if key in item and kind != reader:
                yield (
                    (*path, key),
                    _("is shown and not counted: rule.kind is %(kind)s, not %(reader)s")
                    % {
                        "kind": kind,
                        "reader": reader,
                    },
                )

"""The rules that a schema cannot say: codes that are used are there, nothing is named twice, and so on.

They look at the tree of the file and not at a document, so that they also run on a file in which other things
are wrong, and all problems come at once. What has a wrong shape is passed over here: the schema names it.
"""

from collections.abc import Iterator
from typing import Any

from frameworks.format import fitting
from frameworks.format.finding import SAYS, Reasons, at, codes, entries, is_number, texts
from frameworks.format.problems import Path, Problem
from frameworks.format.tree import Tree
from frameworks.format.words import _


def coherence_problems(tree: Tree) -> list[Problem]:
    """What does not fit together in a file."""
    checks = (doubled, unknown, axes_of_roles, steps_of_axes, expectations, doubled_ranks, *fitting.CHECKS)
    return [tree.problem(path, reason) for check in checks for path, reason in check(tree)]


def doubled(tree: Tree) -> Reasons:
    """Codes that name two things of one kind, and step numbers that stand twice."""
    lists: list[Path] = [
        ("scale", "points"),
        ("axis_groups",),
        ("axes",),
        ("tracks",),
        ("levels",),
        ("roles",),
        ("layers",),
        ("add_on_roles",),
        ("rule", "conditions"),
        ("scale", "before"),
        *((*path, "points") for path, _before in entries(tree, "scale", "before")),
        *((*path, "bands") for path, _level in entries(tree, "levels")),
    ]
    for path in lists:
        yield from _doubled(tree, path, "code")
    for path, _axis in entries(tree, "axes"):
        yield from _doubled(tree, (*path, "steps"), "number")
    yield from _doubled(tree, ("translations",), "language")
    for path, _language in entries(tree, "translations"):
        yield from _doubled(tree, (*path, "texts"), "text")


def _doubled(tree: Tree, path: Path, key: str) -> Reasons:
    first: dict[Any, int] = {}
    for place, item in entries(tree, *path):
        value = item.get(key)
        if not isinstance(value, str) and not is_number(value):
            continue
        if value in first:
            sentence = _("is %(value)s, which line %(line)s has already: each needs one of its own")
            yield (*place, key), sentence % {"value": value, "line": first[value]}
        else:
            first[value] = tree.lines[(*place, key)]


def unknown(tree: Tree) -> Reasons:
    """Codes that point at nothing."""
    sentences = {
        "axis_groups": _("names the axis group %(code)s, which is not in axis_groups"),
        "axes": _("names the axis %(code)s, which is not in axes"),
        "tracks": _("names the track %(code)s, which is not in tracks"),
        "levels": _("names the level %(code)s, which is not in levels"),
        "roles": _("names the role %(code)s, which is not in roles"),
        "layers": _("names the layer %(code)s, which is not in layers"),
        "scale.points": _("names the point %(code)s, which is not in scale.points"),
    }
    for kind, path, value in _references(tree):
        if (
            isinstance(value, str)
            and (isinstance(at(tree, *kind.split(".")), list) or kind in ("axes", "axis_groups"))
            and value not in codes(tree, *kind.split("."))
        ):
            yield path, sentences[kind] % {"code": value}


def _references(tree: Tree) -> Iterator[tuple[str, Path, Any]]:
    """Every place that names a code of another list: the list, the path, the code."""
    yield "levels", ("terminal_level",), at(tree, "terminal_level")
    single = (
        ("axes", "group", "axis_groups"),
        ("axes", "replaces", "axes"),
        ("roles", "level", "levels"),
        ("layers", "within", "layers"),
    )
    several = (
        ("axis_groups", "tracks", "tracks"),
        ("tracks", "axes", "axes"),
        ("roles", "tracks", "tracks"),
        ("roles", "next", "roles"),
        ("roles", "equals", "roles"),
        ("add_on_roles", "on_levels", "levels"),
    )
    for where, key, kind in single:
        for path, item in entries(tree, where):
            yield kind, (*path, key), item.get(key)
    for path, item in entries(tree, "rule", "conditions"):
        for key in ("from_level", "to_level"):
            yield "levels", (*path, key), item.get(key)
    for index, code in enumerate(texts(at(tree, "rule", "mandatory"))):
        yield "axes", ("rule", "mandatory", index), code
    for path, _before in entries(tree, "scale", "before"):
        for place, item in entries(tree, *path, "points"):
            yield "scale.points", (*place, "becomes"), item.get("becomes")
    for where in ("tracks", "levels"):
        for path, item in entries(tree, where):
            weights = item.get("weights")
            for code in weights if isinstance(weights, dict) else ():
                yield "axes", (*path, "weights", code), code
    for where, key, kind in several:
        for path, item in entries(tree, where):
            value = item.get(key)
            for index, code in enumerate(value if isinstance(value, list) else ()):
                yield kind, (*path, key, index), code


def axes_of_roles(tree: Tree) -> Reasons:
    """Expectations on axes that the framework or the role's tracks do not have; steps the axis lacks."""
    axes, tracks = codes(tree, "axes"), codes(tree, "tracks")
    for path, role in entries(tree, "roles"):
        used = [tracks.get(code, {}).get("axes") for code in texts(role.get("tracks"))]
        seen = (
            {code for some in used for code in texts(some)}
            if used and all(isinstance(some, list) for some in used)
            else None
        )
        for code, asked in _expectations(role):
            place = (*path, "expectations", code)
            if code not in axes:
                yield place, _("is asked on an axis that is not in axes")
            elif seen is not None and code not in seen:
                yield place, _("is asked on an axis that no track of this role uses")
            elif is_number(asked.get("step")):
                steps = axes[code].get("steps") if isinstance(axes[code].get("steps"), list) else []
                if asked["step"] not in [step.get("number") for step in steps if isinstance(step, dict)]:
                    yield (
                        (*place, "step"),
                        _("is %(step)d, and the axis has no step of that number") % {"step": asked["step"]},
                    )


def steps_of_axes(tree: Tree) -> Reasons:
    """Step numbers rise; a doubled one is named elsewhere."""
    for path, _axis in entries(tree, "axes"):
        before = None
        for place, step in entries(tree, *path, "steps"):
            number = step.get("number")
            if not is_number(number):
                continue
            if before is not None and number < before:
                yield (
                    (*place, "number"),
                    _("is %(number)d after %(before)d: steps stand in rising order")
                    % {"number": number, "before": before},
                )
            before = number


def _expectations(role: dict) -> list[tuple[str, dict]]:
    value = role.get("expectations")
    return (
        [(code, asked) for code, asked in value.items() if isinstance(asked, dict)] if isinstance(value, dict) else []
    )


def expectations(tree: Tree) -> Reasons:
    """Each expectation says something, once; described roles have some, unfinished ones none."""
    levels = codes(tree, "levels")
    for path, role in entries(tree, "roles"):
        for code, asked in _expectations(role):
            place = (*path, "expectations", code)
            if not any(asked.get(key) not in ([], None) for key in SAYS):
                yield (
                    place,
                    _("asks nothing: give it a summary, behaviours, a step, or not_applicable with a reason"),
                )
            elif "not_applicable" in asked and len(asked) > 1:
                yield (
                    (*place, "not_applicable"),
                    _("stands beside other keys: what does not apply cannot ask anything"),
                )
        level = levels.get(role.get("level")) if isinstance(role.get("level"), str) else None
        if level is None:
            continue
        status = level.get("status", "described")
        if status == "unfinished" and role.get("expectations"):
            yield (
                (*path, "expectations"),
                _("stand on a role of the level %(code)s, which is unfinished") % {"code": role["level"]},
            )
        no_text = role.get("expectations", {}) in ({}, None) and level.get("personal_profile") is not True
        if status == "described" and at(tree, "axes") and no_text:
            yield (
                path,
                _("has no expectations, and its level is described: write them, or give the level another status"),
            )


def doubled_ranks(tree: Tree) -> Reasons:
    """Two roles of one track never share a rank."""
    levels = codes(tree, "levels")
    first: dict[tuple[str, Any], int] = {}
    for path, role in entries(tree, "roles"):
        level = levels.get(role.get("level")) if isinstance(role.get("level"), str) else None
        if level is None or not is_number(level.get("rank")):
            continue
        for track in dict.fromkeys(texts(role.get("tracks"))):
            place = (track, level["rank"])
            if place in first:
                sentence = _(
                    "has the rank %(rank)d on the track %(track)s, as has the role on line %(line)s: "
                    "ranks of one track differ"
                )
                yield path, sentence % {"rank": level["rank"], "track": track, "line": first[place]}
            else:
                first[place] = tree.lines[path]


def warnings(tree: Tree) -> list[Problem]:
    """What is allowed in a coherent file, and worth a second look."""
    standings = {item["standing"] for _path, item in entries(tree, "scale", "points")}
    found: list[tuple[Path, str]] = []
    if "at" not in standings:
        found.append(
            (
                ("scale",),
                _(
                    "has no plain 'meets': no point has the standing at, "
                    "so nobody can be said to meet just what is asked"
                ),
            )
        )
    for clause in ("high_performance", "at_next_level"):
        standing = at(tree, "rule", clause, "standing")
        if standing is not None and not _reachable(standing, standings):
            found.append(
                (
                    ("rule", clause, "standing"),
                    _("is %(standing)s, and no point of the scale stands there or higher") % {"standing": standing},
                )
            )
    if at(tree, "rule", "kind") == "points":
        found += _points_warnings(tree)
    found += fitting.rule_warnings(tree)
    used = {role["level"] for _path, role in entries(tree, "roles")}
    for path, level in entries(tree, "levels"):
        if level["code"] not in used:
            found.append((path, _("is a level that no role uses")))
    return [tree.problem(path, reason) for path, reason in found]


def _reachable(standing: str, standings: set[str]) -> bool:
    order = ["below", "partly", "at", "above"]
    return any(other in standings for other in order[order.index(standing) :])


def _points_warnings(tree: Tree) -> Reasons:
    if not any(
        "points" in step for path, _axis in entries(tree, "axes") for _place, step in entries(tree, *path, "steps")
    ):
        yield ("rule", "kind"), _("is points, and no step says what it is worth")
    if not any("points" in level for _path, level in entries(tree, "levels")):
        yield ("rule", "kind"), _("is points, and no level says from how many points it is reached")

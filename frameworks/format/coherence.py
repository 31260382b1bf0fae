"""The rules that a schema cannot say: codes that are used are there, nothing is named twice, and so on.

They look at the tree of the file and not at a document, so that they also run on a file in which other things
are wrong, and all problems come at once. What has a wrong shape is passed over here: the schema names it.
"""

from collections.abc import Iterator
from typing import Any

from frameworks.format.problems import Path, Problem
from frameworks.format.tree import Tree
from frameworks.format.words import _

Found = tuple[Path, dict]


def entries(tree: Tree, *path: str | int) -> list[Found]:
    """The groups of keys in the list at a path; none where there is no such list."""
    value = at(tree, *path)
    if not isinstance(value, list):
        return []
    return [((*path, index), item) for index, item in enumerate(value) if isinstance(item, dict)]


def at(tree: Tree, *path: str | int) -> Any:
    """The value at a path, ``None`` where there is none."""
    value = tree.value
    for part in path:
        if isinstance(part, int):
            value = value[part] if isinstance(value, list) and part < len(value) else None
        else:
            value = value.get(part) if isinstance(value, dict) else None
    return value


def texts(value: Any) -> list[str]:
    """The texts of a list."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def codes(tree: Tree, *path: str | int) -> dict[str, dict]:
    """The entries of the list at a path, by their codes; the first where two have the same."""
    found: dict[str, dict] = {}
    for _path, item in entries(tree, *path):
        if isinstance(item.get("code"), str):
            found.setdefault(item["code"], item)
    return found


def coherence_problems(tree: Tree) -> list[Problem]:
    """What does not fit together in a file."""
    checks = (doubled, unknown, axes_of_roles, steps_of_axes, expectations, doubled_ranks)
    return [tree.problem(path, reason) for check in checks for path, reason in check(tree)]


Reasons = Iterator[tuple[Path, str]]


def doubled(tree: Tree) -> Reasons:
    """Codes that name two things of one kind, and step numbers that stand twice."""
    lists: list[Path] = [
        ("scale", "points"),
        ("axis_groups",),
        ("axes",),
        ("tracks",),
        ("levels",),
        ("roles",),
        ("add_on_roles",),
        ("rule", "conditions"),
    ]
    for path in lists:
        yield from _doubled(tree, path, "code")
    for path, _axis in entries(tree, "axes"):
        yield from _doubled(tree, (*path, "steps"), "number")


def _doubled(tree: Tree, path: Path, key: str) -> Reasons:
    first: dict[Any, int] = {}
    for place, item in entries(tree, *path):
        value = item.get(key)
        if not isinstance(value, str) and not is_number(value):
            continue
        if value in first:
            sentence = _("is %(value)s, which line %(line)d has already: each needs one of its own")
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
    }
    for kind, path, value in _references(tree):
        if (
            isinstance(value, str)
            and (isinstance(at(tree, kind), list) or kind in ("axes", "axis_groups"))
            and value not in codes(tree, kind)
        ):
            yield path, sentences[kind] % {"code": value}


def _references(tree: Tree) -> Iterator[tuple[str, Path, Any]]:
    """Every place that names a code of another list: the list, the path, the code."""
    yield "levels", ("terminal_level",), at(tree, "terminal_level")
    single = (("axes", "group", "axis_groups"), ("roles", "level", "levels"))
    several = (
        ("tracks", "axes", "axes"),
        ("roles", "tracks", "tracks"),
        ("roles", "next", "roles"),
        ("add_on_roles", "on_levels", "levels"),
    )
    for where, key, kind in single:
        for path, item in entries(tree, where):
            yield kind, (*path, key), item.get(key)
    for path, item in entries(tree, "rule", "conditions"):
        yield "levels", (*path, "from_level"), item.get("from_level")
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
            if not any(asked.get(key) not in ([], None) for key in ("summary", "step", "behaviours", "not_applicable")):
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
        if status == "described" and at(tree, "axes") and role.get("expectations", {}) in ({}, None):
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
                    "has the rank %(rank)d on the track %(track)s, as has the role on line %(line)d: "
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

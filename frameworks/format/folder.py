"""One framework in several files of a folder, such as a company keeps in a repository.

Each file holds some of the keys of the format. Lists of the same key are put together in the order of the files' names,
and so is what stands under ``expectations``; every other key stands in one file only.
"""

from pathlib import Path as FilePath

from frameworks.format.characters import decoded
from frameworks.format.limits import FILE_BYTES, FILE_MB, FILES
from frameworks.format.problems import Line, Path, Problem, Refused
from frameworks.format.reading import Reading, reading_of
from frameworks.format.tree import Tree, tree_of
from frameworks.format.words import _

LISTS = {"axis_groups", "axes", "tracks", "levels", "roles", "layers", "add_on_roles", "translations"}
GROUPS = {"expectations"}
IN_EACH = {"plumbline"}  # may stand in every file


def files_of(folder: FilePath) -> list[FilePath]:
    """The framework files of a folder and those inside it, by name; what begins with a dot is passed over."""
    found = [
        file
        for file in folder.rglob("*")
        if file.suffix in (".yaml", ".yml")
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
        and file.is_file()
    ]
    return sorted(found, key=lambda file: file.relative_to(folder).parts)


def read_folder(folder: FilePath) -> Reading:
    """The document of a folder.

    Raises ``Refused`` with all problems found, each with its file and line; and OSError where one cannot be opened.
    """
    trees, problems, size = [], [], 0
    files = files_of(folder)
    if not files:
        raise Refused([Problem(0, "", _("the folder holds no file whose name ends in .yaml or .yml"))])
    if len(files) > FILES:
        raise Refused([Problem(0, "", _("the folder holds more than %(count)d files") % {"count": FILES})])
    for file in files:
        name = file.relative_to(folder).as_posix()
        content = file.read_bytes()
        size += len(content)
        if size > FILE_BYTES:
            raise Refused(
                [Problem(0, "", _("the files of the folder hold more than %(size)d MB together") % {"size": FILE_MB})]
            )
        try:
            trees.append((name, _tree(name, content)))
        except Refused as refusal:
            problems += [Problem(Line(one.line, name), one.path, one.reason) for one in refusal.problems]
    if problems:
        raise Refused(problems)
    return reading_of(_together(trees))


def _tree(name: str, content: bytes) -> Tree:
    tree = tree_of(decoded(content))
    if not isinstance(tree.value, dict):
        sentence = _("the file must be keys with values, such as roles: and the roles below it")
        raise Refused([*tree.problems, Problem(tree.lines[()], "", sentence)])
    return tree


def _together(trees: list[tuple[str, Tree]]) -> Tree:
    whole = Tree(value={}, lines={(): Line(1, trees[0][0])})
    for name, tree in trees:
        _Joining(whole, name, tree).join()
    return whole


class _Joining:
    """One file that is put to those before it."""

    def __init__(self, whole: Tree, name: str, tree: Tree) -> None:
        self.whole, self.name, self.tree = whole, name, tree
        self.shift = {
            key: len(whole.value[key])
            for key in LISTS & tree.value.keys()
            if isinstance(whole.value.get(key), list) and isinstance(tree.value[key], list)
        }
        self.left_out: set[Path] = set()

    def join(self) -> None:
        for key, value in self.tree.value.items():
            self._key(key, value)
        for path, line in self.tree.lines.items():
            if path and not self._is_left_out(path):
                self.whole.lines.setdefault(self._moved(path), Line(line, self.name))
        for path, spelled in self.tree.spelled.items():
            if not self._is_left_out(path):
                self.whole.spelled[self._moved(path)] = spelled
        self.whole.broken |= {self._moved(path) for path in self.tree.broken if not self._is_left_out(path)}
        self.whole.problems += [Problem(Line(one.line, self.name), one.path, one.reason) for one in self.tree.problems]

    def _key(self, key: str, value: object) -> None:
        there = self.whole.value.get(key)
        if key not in self.whole.value:
            self.whole.value[key] = list(value) if isinstance(value, list) else value
        elif key in self.shift and isinstance(value, list):
            there.extend(value)
        elif key in GROUPS and isinstance(there, dict) and isinstance(value, dict):
            self.whole.value[key] = dict(there)
            for inner, item in value.items():
                if inner in there:
                    self._twice((key, inner))
                else:
                    self.whole.value[key][inner] = item
        elif not (key in IN_EACH and there == value):
            self._twice((key,))
        else:
            self.left_out.add((key,))

    def _twice(self, path: Path) -> None:
        self.left_out.add(path)
        first = self.whole.lines[path]
        sentence = _("stands in two files (also on line %(line)s): keep one of the two") % {"line": first}
        self.whole.problems.append(Problem(Line(self.tree.lines[path], self.name), ".".join(map(str, path)), sentence))

    def _is_left_out(self, path: Path) -> bool:
        return any(path[:length] in self.left_out for length in range(1, len(path) + 1))

    def _moved(self, path: Path) -> Path:
        """A path of this file as a path of them all together."""
        if len(path) > 1 and path[0] in self.shift and isinstance(path[1], int):
            return (path[0], path[1] + self.shift[path[0]], *path[2:])
        return path

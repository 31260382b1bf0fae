"""Reads the product's own sources for what no code of it does; each reader is shown a source that does it."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("accounts", "frameworks", "reviews", "promotions", "calibration", "figures", "candidates", "demo", "config")


def sources() -> Iterator[tuple[str, str]]:
    """Every module of the product as (path, source)."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), path.read_text()


def where(reader: Callable[[str], set[str]]) -> dict[str, set[str]]:
    """What a reader finds, by module; modules without any are left out."""
    return {path: found for path, source in sources() if (found := reader(source))}


def called(node: ast.Call) -> str:
    """The last word of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def is_written_here(node: ast.expr) -> bool:
    """Whether a value stands in the source as it is."""
    return isinstance(node, ast.Constant)


def is_text(node: ast.expr) -> bool:
    """Whether a value is a text that stands in the source as it is."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


FETCHERS = {"urllib.request", "http.client", "requests", "httpx", "aiohttp", "urllib3", "socket", "ftplib", "pycurl"}


def fetching(source: str) -> set[str]:
    """Libraries a module imports by which a server fetches what an address says."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if any(name == one or name.startswith(f"{one}.") for one in FETCHERS)}


ASKING = {"filter", "exclude", "order_by", "annotate", "values", "values_list", "only", "defer", "extra", "raw", "get"}


def asking_what_was_sent(source: str) -> set[str]:
    """Queries whose fields come from a request: `**request.GET`, `order_by(request.GET[…])`."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or called(node) not in ASKING:
            continue
        opened = [word.value for word in node.keywords if word.arg is None]
        opened += [arg.value for arg in node.args if isinstance(arg, ast.Starred)]
        if called(node) in {"order_by", "values", "values_list", "only", "defer", "extra", "raw"}:
            opened += node.args
        if any(sent in ast.unparse(value) for value in opened for sent in ("GET", "POST", "request.", ".data")):
            found.add(ast.unparse(node)[:80])
    return found


def trusted(source: str) -> set[str]:
    """Texts that are called safe HTML although they do not stand in the source."""
    found, tree = set(), ast.parse(source)
    named = {ast.unparse(node.targets[0]) for node in tree.body if isinstance(node, ast.Assign) and is_text(node.value)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args or is_written_here(node.args[0]):
            continue
        is_named = called(node) == "format_each" and ast.unparse(node.args[0]) in named
        if called(node) in {"mark_safe", "SafeString", "format_html", "format_each"} and not is_named:
            found.add(ast.unparse(node)[:80])
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == "__html__":
            found.add(node.name)
    return found


def formatted(source: str) -> set[str]:
    """Templates and formats that do not stand in the source: `text.format(…)`, `Template(text)`, `eval`."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        by_name = called(node)
        if by_name in {"format", "format_map"} and isinstance(node.func, ast.Attribute):
            of = node.func.value
            if not is_written_here(of) and ast.unparse(of) not in {"super()"}:
                found.add(ast.unparse(node)[:80])
        if by_name in {"Template", "from_string", "eval", "exec", "import_string", "loads_pickle"} and node.args:
            found |= {ast.unparse(node)[:80]} if not is_written_here(node.args[0]) else set()
    return found

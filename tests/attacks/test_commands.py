"""No code is made of data: the site starts no command, evaluates nothing, and unpickles nothing itself."""

import ast
from collections.abc import Iterator

import pytest

from tests.running.files import BASE

APPS = ("accounts", "frameworks", "reviews", "promotions", "calibration", "figures", "candidates", "demo", "config")
# a developer's start of the demo, by words of its own
OUR_OWN = {"demo/__main__.py"}
MODULES = {"subprocess", "pty", "pickle", "marshal", "shelve", "code", "codeop", "ctypes"}
CALLS = {"eval", "exec", "compile", "__import__", "system", "popen", "execv", "execve", "spawnv", "spawnl"}


def dangerous(text: str) -> Iterator[str]:
    """What a module imports or calls that could run data."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from {name.name.split(".")[0] for name in node.names} & MODULES
        elif isinstance(node, ast.ImportFrom):
            yield from {(node.module or "").split(".")[0]} & MODULES
            yield from {name.name for name in node.names} & CALLS
        elif isinstance(node, ast.Call):
            of_re = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "re"
            called = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            yield from {called} & CALLS if not of_re else ()


def test_nothing_of_the_site_runs_data():
    files = [path for app in APPS for path in (BASE / app).rglob("*.py")]
    assert len(files) > 250
    names = {str(path.relative_to(BASE)): sorted(dangerous(path.read_text())) for path in files}
    assert {name: found for name, found in names.items() if found and name not in OUR_OWN} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import subprocess\nsubprocess.run(['ls', name])", ["subprocess"]),
        ("import os\nos.system(name)", ["system"]),
        ("from os import popen", ["popen"]),
        ("value = eval(name)", ["eval"]),
        ("from pickle import loads", ["pickle"]),
        ("import re\npattern = re.compile('x')", []),
        ("rows = compile(name, 'x', 'eval')", ["compile"]),
    ],
)
def test_what_would_is_noticed(text, found):
    assert list(dangerous(text)) == found

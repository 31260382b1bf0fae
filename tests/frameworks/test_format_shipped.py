"""The frameworks that come with Plumbline, the shipped schema, and the command that checks a file."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from frameworks.format import read, write
from frameworks.format.schema import SCHEMA_FILE, SHAPES, schema

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "fixtures" / "frameworks").glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_frameworks_that_come_with_plumbline_survive_a_round(file):
    document = read(file.read_bytes()).document
    assert read(write(document)).document == document


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_another_yaml_reader_and_the_schema_alone_take_what_is_written(file):
    written = write(read(file.read_bytes()).document)
    data = YAML(typ="safe", pure=True).load(written)
    Draft202012Validator(schema()).validate(data)
    assert list(data)[:4] == ["plumbline", "framework", "title", "version"]


def test_the_schema_is_a_schema_with_descriptions_and_known_sentences():
    shipped = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(shipped)
    assert [key for key, value in shipped["properties"].items() if not _described(value, shipped)] == []
    assert _values_of(shipped, "patternErrorMessage") == set(SHAPES)


def test_the_guide_names_every_key_of_the_schema():
    guide = (ROOT / "docs" / "framework-format.md").read_text(encoding="utf-8")
    keys = {key for group in _groups(schema()) for key in group.get("properties", {})}
    assert len(keys) > 70
    assert sorted(key for key in keys if not re.search(rf"[`{{ ]{key}[`:]", guide)) == []


def _groups(node):
    if isinstance(node, list):
        return [found for item in node for found in _groups(item)]
    return [node, *(found for item in node.values() for found in _groups(item))] if isinstance(node, dict) else []


def _described(value, shipped):
    target = shipped["$defs"][value["$ref"].rsplit("/")[-1]] if "$ref" in value else {}
    return "description" in value or "description" in target


def _values_of(node, key):
    if isinstance(node, list):
        return set().union(*(_values_of(item, key) for item in node))
    if not isinstance(node, dict):
        return set()
    return {node[key]} if key in node else set().union(*(_values_of(item, key) for item in node.values()), set())


def test_the_command_says_ok_with_counts_or_what_to_mend(tmp_path):
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_bytes((ROOT / "fixtures" / "frameworks" / "growth-1.yaml").read_bytes())
    bad.write_text("plumbline: one\n" + good.read_text(encoding="utf-8").split("\n", 1)[1], encoding="utf-8")
    command = [sys.executable, "-W", "error", "-m", "frameworks.format", "good.yaml", "bad.yaml", "none.yaml"]
    environment = {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "good.yaml: OK: 2 tracks, 5 levels, 7 roles, 5 axes, 25 steps, 35 expectations, 110 behaviours",
        "  worth a look: line 29: scale has no plain 'meets': no point has the standing at, "
        "so nobody can be said to meet just what is asked",
        "bad.yaml: refused, 1 to mend",
        "  line 1: plumbline must be 1, not one",
        "none.yaml: cannot be opened: No such file or directory",
    ]
    assert done.returncode == 1

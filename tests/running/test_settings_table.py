"""docs/running.md, held to the settings that there are and to the commands that are run."""

import re

from tests.running.files import BASE, compose, settings_of_the_environment

TEXT = (BASE / "docs" / "running.md").read_text()


def rows() -> dict[str, list[str]]:
    """Name → the cells of its row in the table of settings."""
    part = TEXT.split("\n## Settings\n")[1].split("\n## ")[0]
    lines = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| `")]
    return {cells[0].strip("`"): cells for cells in lines}


def test_every_setting_has_a_row_and_every_row_is_a_setting():
    assert set(rows()) == settings_of_the_environment()


def test_each_row_says_what_by_default_and_an_example():
    assert {name for name, cells in rows().items() if len(cells) != 4 or not all(cells)} == set()


def test_the_readme_has_the_same_rows_without_the_examples():
    shown = [line for line in (BASE / "README.md").read_text().splitlines() if line.startswith("| `")]
    assert shown == ["| " + " | ".join(cells[:3]) + " |" for cells in rows().values()]


def test_the_defaults_are_those_of_the_code():
    said = {name: re.findall(r"`([^`]*)`|^(none|empty)", cells[2])[0] for name, cells in rows().items()}
    code = (BASE / "config" / "environment.py").read_text()
    given = dict(
        re.findall(r'env\.\w+\(\s*"([A-Z_]+)",\s*("[^"]*"|\[[^\n]*?"\]|\[\]|\d+|True|False|BASE / "var")', code)
    )
    shown = {"False": "0", "True": "1", 'BASE / "var"': "var", '""': ""}
    for name, (literal, word) in said.items():
        if word == "none":
            assert name == "SECRET_KEY"
            continue
        wanted = given[name]
        if wanted.startswith("["):
            wanted = ",".join(re.findall(r'"([^"]+)"', wanted))
        assert literal == shown.get(wanted, wanted.strip('"')), name


def test_the_units_run_the_commands_of_the_containers():
    """Addresses, logging and the container's memory file system apart."""
    own = ("--worker-tmp-dir /dev/shm ", " --graceful-timeout 20", " --loglevel INFO", " --no-server-header")
    for name in ("web", "stream", "worker", "beat"):
        command = compose()["services"][name]["command"].replace("0.0.0.0", "127.0.0.1")
        for words in own:
            command = command.replace(words, "")
        assert command in TEXT, command

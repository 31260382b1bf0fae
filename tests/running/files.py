"""The files a site is run from, read for the tests."""

import re
from pathlib import Path

from ruamel.yaml import YAML

BASE = Path(__file__).resolve().parents[2]


def compose() -> dict:
    """docker-compose.yml with its anchors resolved."""
    return YAML(typ="safe").load(BASE / "docker-compose.yml")


def settings_of_the_environment() -> set[str]:
    """The names that config/environment.py reads."""
    return set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (BASE / "config" / "environment.py").read_text()))


def example() -> dict[str, str]:
    """Name → value of .env.example, those that are commented out included."""
    lines = (BASE / ".env.example").read_text().splitlines()
    found = [re.fullmatch(r"(?:# )?([A-Z_]+)=(.*)", line) for line in lines]
    return {match[1]: match[2] for match in found if match}

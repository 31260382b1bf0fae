"""The settings as some environment would have them."""

import os
import runpy
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

import config

BASE = Path(__file__).resolve().parents[2]
KEY = "k" * 50


def settings_with(monkeypatch, **given: str) -> SimpleNamespace:
    """The settings as they would be with this environment and nothing else; a key is given unless said."""
    for name in list(os.environ):
        if name.isupper() and name not in ("PATH", "HOME"):
            monkeypatch.delenv(name)
    for name, value in ({"SECRET_KEY": KEY} | given).items():
        monkeypatch.setenv(name, value)
    read = ModuleType("config.environment")
    read.__dict__.update(runpy.run_path(str(BASE / "config" / "environment.py")))
    monkeypatch.setattr(config, "environment", read)
    monkeypatch.setitem(sys.modules, "config.environment", read)
    return SimpleNamespace(**runpy.run_path(str(BASE / "config" / "settings.py")))


@pytest.fixture
def given(monkeypatch):
    return lambda **values: settings_with(monkeypatch, **values)

"""Making the demo ready: from nothing, and again where all is there."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.validators import validate_email

pytestmark = pytest.mark.once("embedded")

ROOT = Path(__file__).resolve().parents[2]


def prepare(var: Path) -> subprocess.CompletedProcess:
    """Runs the command on a database of its own."""
    env = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEMO": "1",
        "VAR_DIR": str(var),
        "SECRET_KEY": "only-for-this-test-" + "x" * 40,
    }
    words = [sys.executable, "manage.py", "prepare_demo"]
    return subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True)


def people(var: Path) -> int:
    """How many people the demo's database holds."""
    with sqlite3.connect(var / "plumbline.sqlite3") as database:
        return database.execute("SELECT count(*) FROM accounts_person").fetchone()[0]


def column(var: Path, question: str) -> set[str]:
    """What the demo's database answers, of one column."""
    with sqlite3.connect(var / "plumbline.sqlite3") as database:
        return {row[0] for row in database.execute(question)}


def test_it_is_made_once_and_left_as_it_is_the_second_time(tmp_path):
    first = prepare(tmp_path)
    assert (first.returncode, people(tmp_path)) == (0, 121)
    for address in column(tmp_path, "SELECT email FROM accounts_person"):
        validate_email(address)  # Björn's, too, is one to which a mail can go
    since = "SELECT DISTINCT from_on || ' ' || date(published_at) FROM frameworks_version WHERE state = 'published'"
    assert column(tmp_path, since) == {"2024-12-02 2024-12-02"}
    sheet = next((tmp_path / "static" / "css").glob("tokens.*.css"))
    made = sheet.stat().st_mtime_ns
    second = prepare(tmp_path)
    assert (second.returncode, people(tmp_path), sheet.stat().st_mtime_ns) == (0, 121, made)


def test_somebody_elses_database_is_not_touched(tmp_path):
    assert prepare(tmp_path).returncode == 0
    with sqlite3.connect(tmp_path / "plumbline.sqlite3") as database:
        database.execute("UPDATE accounts_organisation SET is_demo = 0, today_on = NULL")
    refused = prepare(tmp_path)
    assert refused.returncode == 1
    assert "This database is somebody's own, not the demo's. Nothing was written." in refused.stderr

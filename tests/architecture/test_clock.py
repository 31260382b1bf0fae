"""Dates of the domain follow `accounts.clock`; the few modules that ask for real time are named, with the reason."""

import ast

import pytest

from tests.architecture.test_imports import ORDER, ROOT, modules

REAL_TIME = {
    "accounts/clock.py": "the clock itself",
    "accounts/invitations.py": "a limit against a second click",
    "accounts/models/imports.py": "a file that waits is thrown away after a real day",
    "accounts/models/lease.py": "leases of processes",
    "accounts/models/sessions.py": "sessions",
    "accounts/models/trail.py": "when a thing really happened",
    "accounts/sealing.py": "when the trail was sealed",
    "accounts/second_step.py": "who gave somebody another address in the last days, by the trail",
    "accounts/sessions.py": "sessions",
    "accounts/trail.py": "when somebody last looked",
    "calibration/models/stops.py": "when a rating was changed in the room",
    "calibration/models/voices.py": "when a rating was proposed in the room",
    "calibration/pairing.py": "codes of screens",
    "calibration/rehearsal/views.py": "when a turn was opened",
    "calibration/stream.py": "codes of screens",
    "calibration/workflow/floor.py": "who asked to speak first",
    "frameworks/editing/door.py": "the trail, which holds real time, is asked what it says of the last minutes",
    "frameworks/people_import/workflow.py": "a file that waits is thrown away after a real day",
    "reviews/telling/post.py": "leases of mails",
}


def asks_for_real_time(source: str) -> bool:
    """Whether a module reads the real clock, or lets a column do so."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if (node.value.id, node.attr) in {("timezone", "now"), ("timezone", "localdate"), ("date", "today")}:
                return True
            if node.value.id == "datetime" and node.attr in {"now", "utcnow", "today"}:
                return True
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            return True
    return False


def test_only_the_modules_named_here_ask_for_real_time():
    found = {str(p.relative_to(ROOT)) for app in ORDER for p in modules(app) if asks_for_real_time(p.read_text())}
    assert sorted(found) == sorted(REAL_TIME)


@pytest.mark.parametrize(
    "source",
    [
        "from django.utils import timezone\ntold_at = timezone.now()",
        "MOVES = {'lock': Move(also={'locked_at': timezone.now})}",
        "made_at = models.DateTimeField(auto_now_add=True)",
        "from datetime import date\nday = date.today()",
        "at = datetime.now(UTC)",
    ],
)
def test_real_time_is_noticed(source):
    assert asks_for_real_time(source)


@pytest.mark.parametrize("source", ["at = clock.now()", "hour = timezone.localtime(at)", "day = clock.today()"])
def test_the_domains_clock_is_not(source):
    assert not asks_for_real_time(source)

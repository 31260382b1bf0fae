"""Imports go one way, and the house keeps its shape."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ORDER = ["accounts", "frameworks", "reviews", "promotions", "calibration", "figures", "candidates", "demo"]


def imported(source: str) -> set[str]:
    """The top packages a module imports."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def wrong_way(app: str, source: str) -> set[str]:
    """Apps that this app's source imports although they come later."""
    return imported(source) & set(ORDER[ORDER.index(app) + 1 :])


def modules(app: str) -> list[Path]:
    return [p for p in (ROOT / app).rglob("*.py") if "migrations" not in p.parts]


@pytest.mark.parametrize("app", ORDER)
def test_imports_go_one_way(app):
    found = {str(p.relative_to(ROOT)): wrong_way(app, p.read_text()) for p in modules(app)}
    assert {name: bad for name, bad in found.items() if bad} == {}


def test_an_import_the_wrong_way_is_noticed():
    assert wrong_way("reviews", "from promotions.models import Pitch") == {"promotions"}
    assert wrong_way("reviews", "import calibration.live") == {"calibration"}
    assert wrong_way("promotions", "from reviews.models import Group") == set()


PURE = [
    "accounts/kind_lines.py",
    "accounts/months.py",
    "calibration/agenda.py",
    "calibration/forecast.py",
    "calibration/learning/rounds.py",
    "calibration/learning/survey.py",
    "calibration/rehearsal/engine",
    "candidates/nearest.py",
    "figures/inference.py",
    "figures/merging.py",
    "figures/safety.py",
    "figures/suppression.py",
    "figures/tables.py",
    "frameworks/asked.py",
    "frameworks/cells_between.py",
    "frameworks/carried.py",
    "frameworks/difference.py",
    "frameworks/editing/begun.py",
    "frameworks/editing/lacking.py",
    "frameworks/editing/structure.py",
    "frameworks/flagged.py",
    "frameworks/format/document.py",
    "frameworks/finding.py",
    "frameworks/likeness.py",
    "frameworks/radar.py",
    "frameworks/steps_between.py",
    "frameworks/wordings.py",
    "promotions/deadline.py",
    "promotions/eligibility",
    "promotions/votes.py",
    "reviews/assessments/hints.py",
    "reviews/cycles/presets.py",
    "reviews/notebooks/links.py",
    "reviews/telling/schedule.py",
]


@pytest.mark.parametrize("name", PURE)
def test_pure_modules_know_no_database(name):
    place = ROOT / name
    files = sorted(place.glob("*.py")) if place.is_dir() else [place]
    assert files != []
    assert [str(p) for p in files if "django" in imported(p.read_text())] == []


def test_every_module_says_what_it_holds():
    silent = [
        str(p.relative_to(ROOT))
        for app in ORDER
        for p in modules(app)
        if p.read_text().strip() and not ast.get_docstring(ast.parse(p.read_text()))
    ]
    assert silent == []


@pytest.mark.parametrize("bin_name", ["common", "utils", "services", "helpers"])
def test_there_is_no_bin_for_everything(bin_name):
    assert [p for app in ORDER for p in modules(app) if p.stem == bin_name] == []


def test_no_file_is_longer_than_a_reader_can_hold():
    files = [p for app in ORDER for p in modules(app)] + list((ROOT / "tests").rglob("*.py"))
    assert [str(p) for p in files if len(p.read_text().splitlines()) > 400] == []


def test_no_django_admin():
    assert all("django.contrib.admin" not in p.read_text() for p in (ROOT / "config").rglob("*.py"))

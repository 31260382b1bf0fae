"""The scene the access and secret-word tests are played in: the cast, with one of everything.

Each app adds what it has by a module `tests/access/<app>_scene.py` with `set_up(scene)`; whatever it makes that an
address needs is put on the scene (`scene.group`, `scene.assessment` …).
"""

from importlib import import_module, util
from types import SimpleNamespace

from tests.cast import Cast

APPS = ("accounts", "frameworks", "reviews", "promotions", "calibration", "figures", "candidates", "demo")


def make_scene(cast: Cast) -> SimpleNamespace:
    """The cast and one of everything."""
    scene = SimpleNamespace(cast=cast)
    for app in APPS:
        name = f"tests.access.{app}_scene"
        if util.find_spec(name):
            import_module(name).set_up(scene)
    return scene


def all_rows() -> list:
    """The rows of every app."""
    rows = []
    for app in APPS:
        name = f"tests.access.{app}_rows"
        if util.find_spec(name):
            rows += import_module(name).ROWS
    return rows

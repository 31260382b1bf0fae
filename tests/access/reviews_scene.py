"""The scene's part of the reviews: cycles and assessments, what is told, and notebooks."""

from importlib import import_module, util


def set_up(scene) -> None:
    """Each room's part, cycles first."""
    for room in ("cycles", "telling", "notebooks", "together"):
        if util.find_spec(f"tests.access.reviews_{room}_scene"):
            import_module(f"tests.access.reviews_{room}_scene").set_up(scene)

"""The scene's part of frameworks: Engineering in force, a draft after it with a secret word, three people placed."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from frameworks import reading, workflow
from frameworks.format import read
from frameworks.format.document import Behaviour
from frameworks.loading import load
from frameworks.placements import place
from tests.privacy.words import word

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "frameworks"


def set_up(scene) -> None:
    """Puts `scene.framework_version` and `scene.framework_draft` on the scene; Ivan, Ines and Lena hold roles."""
    document = read((FIXTURES / "engineering-1.yaml").read_bytes()).document
    scene.framework_version = workflow.publish(load(document), by=None)
    ic2 = document.roles[1]
    first = ic2.expectations[0]
    first = replace(first, behaviours=(Behaviour(text=word("frameworks.behaviour.text")), *first.behaviours))
    ic2 = replace(ic2, expectations=(first, *ic2.expectations[1:]))
    roles = (document.roles[0], ic2, *document.roles[2:])
    scene.framework_draft = load(replace(document, version="2", roles=roles))
    roles = reading.roles(scene.framework_version)
    for first_name, code in (("ivan", "IC1"), ("ines", "IC2"), ("lena", "IC3")):
        place(getattr(scene.cast, first_name), roles[code], date(2025, 3, 3), by=None)

"""The frameworks that come with Plumbline, by the names of their files."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from frameworks import workflow
from frameworks.format import read
from frameworks.format.document import Document
from frameworks.loading import load
from frameworks.models import Version

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "frameworks"


@cache
def fixture(name: str) -> Document:
    """One as a document. It is read once, as nothing changes a document."""
    return read((FIXTURES / f"{name}.yaml").read_bytes()).document


def publish(name: str, **change: Any) -> Version:
    """One as a published version, with other words where a test wants them."""
    return workflow.publish(load(replace(fixture(name), **change)), by=None)

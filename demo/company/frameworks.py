"""The demo's frameworks: all published, and a second version of Engineering as a draft."""

from datetime import UTC, datetime
from pathlib import Path

from frameworks.format import read
from frameworks.loading import load as load_document
from frameworks.models import Version
from frameworks.workflow import publish

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "frameworks"
PUBLISHED = ("engineering-1", "support-1", "ladders-1", "growth-1", "points-1")
DRAFTS = ("engineering-2",)
SINCE = datetime(2024, 12, 2, 9, tzinfo=UTC)  # before anyone was placed on them


def load() -> None:
    """Loads the shipped files through the same door as `manage.py load_framework`."""
    for name in PUBLISHED:
        publish(load_document(read((FOLDER / f"{name}.yaml").read_bytes()).document), by=None)
    Version.objects.current().update(published_at=SINCE)
    for name in DRAFTS:
        load_document(read((FOLDER / f"{name}.yaml").read_bytes()).document)

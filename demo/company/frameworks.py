"""The demo's frameworks: all published, and a second version of Engineering as a draft."""

from datetime import UTC, datetime
from pathlib import Path

from accounts.models import Person
from frameworks import team_examples
from frameworks.format import read
from frameworks.loading import load as load_document
from frameworks.models import Behaviour, Version
from frameworks.workflow import publish

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "frameworks"
PUBLISHED = ("engineering-1", "support-1", "ladders-1", "growth-1", "points-1")
DRAFTS = ("engineering-2",)
SINCE = datetime(2024, 12, 2, 9, tzinfo=UTC)  # before anyone was placed on them


def load() -> None:
    """Loads the shipped files through the same door as `manage.py load_framework`."""
    for name in PUBLISHED:
        publish(load_document(read((FOLDER / f"{name}.yaml").read_bytes()).document), by=None)
    Version.objects.current().update(published_at=SINCE, from_on=SINCE.date())
    for name in DRAFTS:
        load_document(read((FOLDER / f"{name}.yaml").read_bytes()).document)


# what Mei's team puts beside an example, by its number, of a role on an axis
OF_TEAMS = (
    ("IC1", "execution", 2, "Says for which searches a change of the ranking makes the first page worse."),
    (
        "IC2",
        "proficiency",
        2,
        "A new signal for the ranking comes with its cost in time, and why that is worth it.",
    ),
)


def add_examples_of_teams(mei: Person) -> None:
    """Two examples of the team Search beside those of Engineering."""
    for role, axis, number, text in OF_TEAMS:
        on = {"expectation__version_role__role__code": role, "expectation__version_axis__axis__code": axis}
        rows = Behaviour.objects.filter(version__framework__slug="engineering", version__state="published", **on)
        team_examples.add(mei.team, rows.order_by("order")[number].identity, text, mei)

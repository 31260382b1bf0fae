"""What other apps show on a person's page, without this app knowing them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Person


@dataclass(frozen=True)
class Section:
    """A part of the person's page: its title, the template that shows it, and what that template is given."""

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


Shows = Callable[[Person, Person], Section | None]
_shown: list[Shows] = []


def on_person_page(shows: Shows) -> Shows:
    """Registers `shows(person, viewer)`, which answers a section, or None where the viewer may see none."""
    if shows not in _shown:
        _shown.append(shows)
    return shows


def sections(person: Person, viewer: Person) -> list[Section]:
    """The sections this viewer sees of this person, in the order of the apps."""
    return [section for shows in _shown if (section := shows(person, viewer))]

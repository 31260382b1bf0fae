"""What other apps show on a person's page, without this app knowing them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from accounts.hooks import Hook
from accounts.models import Person


@dataclass(frozen=True)
class Section:
    """A part of a page: its title, the template that shows it, what that template is given, and where the page's own
    links lead to it."""

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    anchor: str = ""


Shows = Callable[[Person, Person], Section | None]
# (person, viewer) → a section, or None where the viewer may see none
on_person_page: Hook[Shows] = Hook()


def sections(person: Person, viewer: Person) -> list[Section]:
    """The sections this viewer sees of this person, in the order of the apps."""
    return [section for shows in on_person_page if (section := shows(person, viewer))]

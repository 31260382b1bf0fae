"""The ways to a notebook from a person's page and from one's own level."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.extras import Section
from accounts.models import Person
from reviews.notebooks import reading, workflow


def on_person_page(person: Person, viewer: Person) -> Section | None:
    """On one's own page the way to one's notebook; on a report's (or where something is shared) to theirs."""
    is_own = person.pk == viewer.pk
    if not (is_own or workflow.notes_about(viewer, person) or reading.is_anything(person, viewer)):
        return None
    url = reverse("notebook") if is_own else reverse("person_notebook", args=[person.pk])
    shown = {"url": url, "is_own": is_own, "name": person.first_name}
    return Section(_("Notebook"), "reviews/notebooks/on_person.html", shown)


def noted_by_axis() -> tuple[str, str]:
    """Where one's notes of an axis stand, but for its code; and what that way is called."""
    return reverse("notebook") + "?axis=", _("What I noted of it")


def on_my_level() -> tuple[str, str]:
    """From what is asked of oneself to what one notes of it."""
    return reverse("notebook"), _("My notebook")

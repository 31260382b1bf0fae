"""Passwords made of words that everybody of this place would try first: the product's, the company's, the team's."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Organisation, Person

# what the product is about, on every page of it
OURS = ("plumbline", "talent", "review", "calibration", "promotion", "assessment", "framework", "password")
SHORTEST_WORD = 4  # shorter ones stand in too many others
LEFT = 8  # characters that have to be left once the words are taken out


def words_of_the_place(person: object = None) -> set[str]:
    """The words, small: of the product, the host of SITE_URL, the organisation, and the person's team."""

    def said() -> Iterator[str]:
        yield from (*OURS, settings.SITE_HOST)
        yield from Organisation.objects.values_list("name", flat=True)
        if isinstance(person, Person) and person.team:
            yield person.team.name

    parts = re.split(r"[\W_]+", " ".join(said()).casefold())
    return {part for part in parts if len(part) >= SHORTEST_WORD}


class PlaceWordsValidator:
    """Refuses a password of which little is left without the words of the place."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError where too little is left."""
        words = sorted(words_of_the_place(user), key=lambda word: (-len(word), word))
        rest = re.sub("|".join(map(re.escape, words)), "", password.casefold())
        if rest != password.casefold() and len(rest) < LEFT:
            said = _("Names of this place, as of the company or the team, are tried first. Add words of your own.")
            raise ValidationError(said, code="password_of_the_place")

    def get_help_text(self) -> str:
        """For a form that lists its rules."""
        return _("Not made of names of this place only.")

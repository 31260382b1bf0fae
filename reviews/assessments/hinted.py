"""What the organisation wants shown while an assessment is written: hints, where they are switched on, in sentences;
and how many words the room can read."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from accounts.written_once import WrittenOnce
from frameworks.models import ScalePoint
from reviews.assessments import hints
from reviews.assessments.said import CURRENT, Draft

SET = WrittenOnce(lambda: Organisation.objects.order_by("pk").values_list("gives_hints", "statement_words")[:1])
SENTENCES = {
    "above_every_axis": gettext_lazy("The overall rating is above the rating on every axis."),
    "below_every_axis": gettext_lazy("The overall rating is below the rating on every axis."),
    "without_example": gettext_lazy("No example yet? One thing that happened says more than how somebody is."),
    "about_the_person": gettext_lazy("About the person rather than the work: %(words)s."),
}


@dataclass(frozen=True)
class Shown:
    """What is shown beside the fields of a sheet. `words`: about how many the room can read; None: none is said."""

    gives_hints: bool
    words: int | None

    def hints(self, draft: Draft, points: list[ScalePoint]) -> dict[str, list[str]]:
        """Field → the sentences that stand beside it; nothing where hints are off."""
        if not self.gives_hints:
            return {}
        places = {point.pk: place for place, point in enumerate(points)}
        rated = [said.point for (_axis, against), said in draft.axes.items() if against == CURRENT and said.point]
        axes = [places[point.pk] for point in rated if point.pk in places]
        overall = places.get(draft.overall.pk) if draft.overall else None
        found: dict[str, list[str]] = {}
        for hint in hints.hints(overall, axes, draft.statement):
            words = get_text_list([f"“{word}”" for word in hint.words], _("and"))
            found.setdefault(hint.field, []).append(str(SENTENCES[hint.rule]) % {"words": words})
        return found

    def answer(self, draft: Draft, points: list[ScalePoint]) -> dict[str, Any]:
        """The same for the browser's own saving; nothing where hints are off."""
        return {"hints": self.hints(draft, points)} if self.gives_hints else {}


def shown_here() -> Shown:
    """As the organisation has set it; one query."""
    return next((Shown(*row) for row in SET()), Shown(False, None))

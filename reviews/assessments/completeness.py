"""What an assessment still wants before it is handed to the group: said once, for its form, the board and the act."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.days import number
from frameworks import reading as frameworks
from frameworks.models import ScalePoint, Version
from reviews.assessments.said import CURRENT, AxisValue, Draft, lowest
from reviews.assessments.sheet import Sheet, role_texts
from reviews.models import Assessment

MOST_NAMED = 2  # axes that are named; of more, how many there are says enough


@dataclass(frozen=True)
class Missing:
    """One thing: the form's field that wants it, the sentence beside that field, and a few words for a board."""

    field: str
    sentence: str
    words: str


@dataclass(frozen=True)
class Asked:
    """What an assessment of a role is asked: its rated axes (id and name, in their order), the points of the scale."""

    axes: tuple[tuple[UUID, str], ...]
    points: tuple[ScalePoint, ...]


def asked_of(version: Version, role_code: str) -> Asked:
    """What the version asks of a role; the version's text is remembered."""
    ladder, axes = frameworks.ladder(version), frameworks.axes(version)
    rated = [
        (axes[code].pk, text.name) for code, text in role_texts(ladder, role_code).items() if not text.not_applicable
    ]
    return Asked(tuple(rated), tuple(frameworks.names(version).points.values()))


def asked_on(sheet: Sheet) -> Asked:
    """The same of a sheet that was gathered."""
    return Asked(tuple((row.axis.pk, row.text.name) for row in sheet.axes if row.is_rated), tuple(sheet.points))


def missing(asked: Asked, draft: Draft, name: str) -> list[Missing]:
    """What the draft wants, in the order of the page; `name`: how the subject is called."""
    found = list(_of_axes(asked.axes, draft))
    if draft.overall is None:
        found.append(Missing("overall", _("Choose an overall rating."), _("an overall rating")))
    if not draft.statement.strip():
        said = _("Say in a few sentences what impact %(name)s had.") % {"name": name}
        found.append(Missing("statement", said, _("a statement")))
    return found + _of_telling(draft, lowest(list(asked.points)))


def in_words(wanting: list[Missing]) -> list[str]:
    """The same as a board names it: each thing, but many axes as their number."""
    axes = [one.words for one in wanting if one.field.startswith("rating-")]
    others = [one.words for one in wanting if not one.field.startswith("rating-")]
    if len(axes) > MOST_NAMED:
        axes = [_("ratings on %(count)s axes") % {"count": number(len(axes))}]
    return axes + others


def said(wants: list[str]) -> str:
    """What is missing, as a sentence goes on: "without Execution and a statement"; empty where nothing is."""
    return _("without %(things)s") % {"things": get_text_list(wants, _("and"))} if wants else ""


def state_said(wants: list[str]) -> str:
    """How a draft that was begun is called."""
    return _("a draft") if wants else _("complete, not submitted")


def _of_axes(axes: Iterable[tuple[UUID, str]], draft: Draft) -> Iterable[Missing]:
    for pk, name in axes:
        said = draft.axes.get((pk, CURRENT), AxisValue())
        if said.point is None and not said.not_applicable:
            yield Missing(f"rating-{pk}", _("Choose a rating, or say why this does not apply."), name)


def _of_telling(draft: Draft, lowest_ones: Collection[ScalePoint]) -> list[Missing]:
    """The lowest standing asks when the person was last told."""
    if draft.overall not in lowest_ones:
        return []
    when = _("when they were last told")
    if not draft.told_lowest:
        return [Missing("told_lowest", _("Choose a day, or “not yet”."), when)]
    if draft.told_lowest == Assessment.Told.YES and not draft.told_lowest_on:
        return [Missing("told_lowest_on", _("Say on which day."), when)]
    return []

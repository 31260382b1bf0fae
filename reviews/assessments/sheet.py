"""The assessment page as data: the text of the role beside what is said, axis by axis."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.hooks import Hook
from accounts.models import Person
from accounts.written_once import WrittenOnce
from frameworks import reading as frameworks
from frameworks.asked import Ladder
from frameworks.models import Axis, Role, ScalePoint, Step, Version, VersionRole
from frameworks.remembering import remembered
from reviews.assessments import ladder
from reviews.assessments.ladder import AxisText
from reviews.cycles.planning import named
from reviews.models import Assessment, AxisRating, RosterEntry

VERSION = ("pk", "digest", "framework_id", "label", "state")
OF_IT = [f"version__{name}" for name in VERSION]
ROSTERS = WrittenOnce(lambda pk: RosterEntry.objects.filter(subject=pk).values_list("group_id", *OF_IT))


@dataclass
class SheetAxis:
    """One axis: its row, what the role asks, what the next role asks, and the steps it may be placed on. `expected`
    and `next_expected` are the two texts as the page shows them."""

    axis: Axis
    text: AxisText
    next_text: AxisText | None = None
    expected: str = ""
    next_expected: str = ""
    steps: list[tuple[Step, str]] = field(default_factory=list)

    @property
    def is_rated(self) -> bool:
        """Whether the role asks anything here."""
        return not self.text.not_applicable


@dataclass
class Sheet:
    """Everything the page of one assessment shows beside what was written."""

    assessment: Assessment
    role_title: str
    next_title: str
    points: list[ScalePoint]
    axes: list[SheetAxis]
    version: Version
    had_another_text: bool = False  # whether another review had them on its roster with another edition

    @property
    def subject(self) -> Person:
        return self.assessment.subject

    @property
    def at_point(self) -> ScalePoint | None:
        """The point that means "what the role asks", where the scale has one."""
        return next((point for point in self.points if point.standing == "at"), None)


# (sheet, viewer) → what the page says of what is asked of that one person; it is added to what the axes expect. None
# where the role's text says everything
beside_sheet: Hook[Callable[[Sheet, Person], dict[str, Any] | None]] = Hook()


def sheet(assessment: Assessment) -> Sheet:
    """Gathers the sheet of an assessment: one query for its version, whose text is remembered."""
    version, others = _versions(assessment)
    texts, axes, steps = frameworks.ladder(version), frameworks.axes(version), frameworks.steps(version)
    _know_what_it_names(assessment, version)
    document, after = texts.document, assessment.next_role
    here, next_texts = expected(texts, assessment.role.code), role_texts(texts, after.code) if after else {}
    next_expected = expected(texts, after.code, True) if after else {}
    rows = [
        SheetAxis(
            axes[code],
            text,
            next_texts.get(code),
            here[code],
            next_expected.get(code, ""),
            [(steps[code, step.number], f"{step.number}, {step.name}") for step in texts.axes[code].steps],
        )
        for code, text in role_texts(texts, assessment.role.code).items()
    ]
    return Sheet(
        assessment=assessment,
        role_title=title_in(document, assessment.role),
        next_title=title_in(document, after) if after else "",
        points=list(frameworks.names(version).points.values()),
        axes=rows,
        version=version,
        had_another_text=any(other.framework_id == version.framework_id for other in others),
    )


def _versions(assessment: Assessment) -> tuple[Version, list[Version]]:
    """The version on the person's row of this roster, and others on those of other reviews."""
    found = {
        group: Version(**dict(zip(VERSION, known, strict=True)))  # by key and digest it is remembered
        for group, *known in ROSTERS(assessment.subject_id)
    }
    version = found[assessment.group_id]
    return version, [other for other in found.values() if other != version]


def _know_what_it_names(assessment: Assessment, version: Version) -> None:
    """Its roles and its overall rating as they are remembered; what is not there is read when it is asked for."""
    roles, points = frameworks.roles(version).values(), frameworks.names(version).points
    by_id = {role.pk: role for role in roles} | points
    for name in ("role", "next_role", "overall"):
        if known := by_id.get(getattr(assessment, f"{name}_id")):
            setattr(assessment, name, known)


@remembered
def role_texts(texts: Ladder, code: str) -> dict[str, AxisText]:
    """`ladder.role_text` by the code of the axis, worked out once for a role of a version."""
    return {text.code: text for text in ladder.role_text(texts.document, code)}


@remembered
def expected(texts: Ladder, code: str, in_short: bool = False) -> dict[str, SafeString]:
    """The same as the page shows it, in components/expectation.html; `in_short`: what the role itself asks."""
    return {axis: written(text, in_short) for axis, text in role_texts(texts, code).items()}


def written(text: AxisText, in_short: bool = False) -> SafeString:
    """What is asked on one axis, as the page shows it."""
    given = {"axis": text.name, "step": text.step, "summary": text.summary, "behaviours": text.behaviours}
    more = {} if in_short else {"question": text.question, "from_before": text.from_before}
    return render_to_string("components/expectation.html", given | more | {"not_applicable": text.not_applicable})


def title_in(document, role: Role) -> str:
    """A role's code and title, as the document names it."""
    return named(role.code, next((entry.title for entry in document.roles if entry.code == role.code), ""))


def titles(entries: list[RosterEntry]) -> dict[tuple, tuple[str, int]]:
    """(version id, role id) → the role as it is read, and its rank; one query for a whole roster."""
    rows = VersionRole.objects.filter(version__in={entry.version_id for entry in entries}).select_related(
        "role", "version_level"
    )
    return {(row.version_id, row.role_id): (named(row.role.code, row.title), row.version_level.rank) for row in rows}


def ratings_by_assessment(ratings: list[AxisRating]) -> dict:
    """assessment id → {(axis id, against): rating}."""
    found: dict = {}
    for rating in ratings:
        found.setdefault(rating.assessment_id, {})[rating.axis_id, rating.against] = rating
    return found

"""The assessment page as data: the text of the role beside what is said, axis by axis."""

from dataclasses import dataclass, field

from django.utils.translation import get_language

from accounts.models import Person
from frameworks import reading as frameworks
from frameworks.asked import Ladder
from frameworks.models import Axis, Role, ScalePoint, Step, VersionRole
from frameworks.remembering import remembered
from reviews.assessments import ladder
from reviews.assessments.ladder import AxisText
from reviews.cycles.planning import named
from reviews.models import Assessment, AxisRating, RosterEntry


@dataclass
class SheetAxis:
    """One axis: its row, what the role asks, what the next role asks, and the steps it may be placed on."""

    axis: Axis
    text: AxisText
    next_text: AxisText | None = None
    steps: list[tuple[Step, str]] = field(default_factory=list)

    @property
    def is_rated(self) -> bool:
        """Whether the role asks anything here."""
        return not self.text.not_applicable


@dataclass
class Sheet:
    """Everything the page of one assessment shows beside what was written. `text` and `next_text` name the open texts
    of the two roles, for the pieces of the page that are kept."""

    assessment: Assessment
    entry: RosterEntry
    role_title: str
    next_title: str
    points: list[ScalePoint]
    axes: list[SheetAxis]
    text: str = ""
    next_text: str = ""

    @property
    def subject(self) -> Person:
        return self.assessment.subject

    @property
    def has_no_text(self) -> bool:
        """Whether the role's level is unfinished: nothing is said on any axis."""
        return not any(row.text.summary or row.text.behaviours or row.text.not_applicable for row in self.axes)

    @property
    def at_point(self) -> ScalePoint | None:
        """The point that means "what the role asks", where the scale has one."""
        return next((point for point in self.points if point.standing == "at"), None)


def sheet(assessment: Assessment) -> Sheet:
    """Gathers the sheet of an assessment in a number of queries that does not depend on the framework's size."""
    entry = RosterEntry.objects.select_related("version", "role").get(
        group=assessment.group_id, subject=assessment.subject_id
    )
    version = entry.version
    document = frameworks.document(version)
    axes = {axis.code: axis for axis in Axis.objects.filter(framework=version.framework_id)}
    steps = {(step.axis_id, step.number): step for step in Step.objects.filter(axis__framework=version.framework_id)}
    after = assessment.next_role
    texts = frameworks.ladder(version)
    next_texts = {text.code: text for text in role_texts(texts, after.code)} if after else {}
    kept = f"{version.pk} {version.digest} {get_language()}"
    described = {axis.code: axis for axis in document.axes}
    rows = [
        SheetAxis(
            axes[text.code],
            text,
            next_texts.get(text.code),
            [
                (steps[axes[text.code].pk, step.number], f"{step.number}, {step.name}")
                for step in described[text.code].steps
            ],
        )
        for text in role_texts(texts, assessment.role.code)
    ]
    return Sheet(
        assessment=assessment,
        entry=entry,
        role_title=title_in(document, assessment.role),
        next_title=title_in(document, after) if after else "",
        points=list(frameworks.names(version).points.values()),
        axes=rows,
        text=f"{kept} {assessment.role.code}",
        next_text=f"{kept} {after.code}" if after else "",
    )


@remembered
def role_texts(texts: Ladder, code: str) -> list[AxisText]:
    """`ladder.role_text`, worked out once for a role of a version."""
    return ladder.role_text(texts.document, code)


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

"""The board of an assessor: each person they assess in the cycles that run, and what they still owe for them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Case, Q, When
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.hooks import Hook
from accounts.models import Leave, Person
from frameworks.models import ScalePoint
from reviews.assessments.completeness import asked_of, in_words, missing, said, state_said
from reviews.assessments.said import Draft, said_on_axes
from reviews.assessments.sheet import ratings_by_assessment, titles
from reviews.earlier import shown as earlier
from reviews.models import Assessment, Assignment, AxisRating, Group, Message, Result, RosterEntry
from reviews.models.cycles import RUNNING, WRITING

State = Group.State


@dataclass(frozen=True)
class Mark:
    """A word that stands with a person on the board, and where it leads, if anywhere."""

    label: str
    href: str = ""


# (viewer, group ids) → {(group id, subject id): Mark}; each asks its own door, in a constant number of queries
Marks = Callable[[Person, list[UUID]], dict[tuple[UUID, UUID], Mark]]
marks_of_subjects: Hook[Marks] = Hook()


@dataclass
class TeamRow:
    """One person whom the viewer assesses, as a line of their board."""

    entry: RosterEntry
    role: str
    rank: int
    is_filed: bool
    last: ScalePoint | None = None
    assessment: Assessment | None = None
    wants: list[str] = field(default_factory=list)
    result: Result | None = None
    message: Message | None = None
    marks: list[Mark] = field(default_factory=list)

    @property
    def key(self) -> str:
        """By which the page knows the row, whatever is written in it."""
        return f"{self.entry.group_id}-{self.entry.subject_id}"

    @property
    def is_draft(self) -> bool:
        """Whether what the viewer has of it is a draft, be it a change of what was submitted."""
        return self.assessment is not None and self.assessment.state == Assessment.State.DRAFT

    @property
    def is_owed(self) -> bool:
        """Whether an assessment is wanted and not there; once a result stands, none is."""
        is_wanted = self.entry.treatment == RosterEntry.Treatment.ASSESS and self.result is None
        return is_wanted and not self.is_filed

    @property
    def is_written_now(self) -> bool:
        """Whether its author may write in it now."""
        return self.is_draft and self.result is None and self.entry.group.state in WRITING

    @property
    def is_begun(self) -> bool:
        """Whether anything was saved."""
        return self.assessment is not None and self.assessment.draft_number > 0

    @property
    def is_complete(self) -> bool:
        """Whether it is owed and may be submitted as it stands."""
        return self.is_owed and self.is_written_now and self.is_begun and not self.wants

    @property
    def wants_words(self) -> bool:
        """Whether the ratings stand and the words to the person are not done."""
        return self.result is not None and self.result.state == Result.State.STANDING

    @property
    def now(self) -> ScalePoint | None:
        """The overall rating as it stands: after the lock the result's, before it one's own."""
        if self.result:
            return self.result.overall
        return self.assessment.overall if self.assessment else None

    @property
    def state(self) -> str:
        """Where it stands, in a word or two; what is told or owed after the meeting says its own state."""
        if self.entry.absence:
            return self.entry.absence
        if self.result:
            return _("words are done") if self.result.state != Result.State.STANDING else _("words to write")
        if self.is_filed:
            return _("submitted, a change begun") if self.is_draft else _("submitted")
        if self.entry.group.state not in WRITING:
            return _("was not submitted")
        if not self.is_begun:
            return _("not begun")
        return state_said(self.wants)

    @property
    def wants_said(self) -> str:
        """What a draft that was begun still wants."""
        return said(self.wants)


@dataclass
class Team:
    """The people of one group whom the viewer assesses."""

    group: Group
    rows: list[TeamRow]

    @property
    def owed(self) -> int:
        """How many assessments are wanted and not there."""
        return sum(row.is_owed for row in self.rows)

    @property
    def complete(self) -> list[TeamRow]:
        """Those that could be submitted at once."""
        return [row for row in self.rows if row.is_complete]

    @property
    def words_owed(self) -> int:
        """To how many the words are still to be written."""
        return sum(row.wants_words for row in self.rows)

    @property
    def talks_owed(self) -> list[Message]:
        """What is still to be told, the soonest first."""
        owed = [row.message for row in self.rows if row.message and row.message.state != Message.State.TOLD]
        return sorted(owed, key=lambda message: message.due_on)

    @property
    def is_open(self) -> bool:
        """Whether assessments are written now."""
        return self.group.state in WRITING


def teams(viewer: Person, today: date) -> list[Team]:
    """Those whom the viewer assesses in the groups that run now, by group; a constant number of queries."""
    entries = list(
        RosterEntry.objects.visible_to(viewer)
        .filter(assessor=viewer, group__state__in=RUNNING)
        .exclude(subject=viewer)
        .select_related("group__cycle", "subject", "role", "version")
    )
    groups = {entry.group_id: entry.group for entry in entries}
    rows = _rows(entries, viewer, groups)
    _add_drafts(rows, viewer, groups)
    if any(group.state not in WRITING for group in groups.values()):
        _add_what_stands(rows, viewer, groups)
    _add_marks(rows, viewer, list(groups), today)
    found: dict[UUID, list[TeamRow]] = {}
    for row in sorted(rows, key=lambda row: (row.rank, row.entry.subject.name)):
        found.setdefault(row.entry.group_id, []).append(row)
    ordered = sorted(groups.values(), key=lambda group: (group.cycle.assess_by, group.name))
    return [Team(group, found[group.pk]) for group in ordered]


def _rows(entries: list[RosterEntry], viewer: Person, groups: Iterable[UUID]) -> list[TeamRow]:
    named = titles(entries)
    last = last_ratings([entry.subject_id for entry in entries], viewer, groups)
    filed = set(
        Assignment.objects.filter(assessor=viewer, group__in=groups, state=Assignment.State.SUBMITTED).values_list(
            "group_id", "subject_id"
        )
    )
    return [
        TeamRow(
            entry,
            *named.get((entry.version_id, entry.role_id), (entry.role.code, 0)),
            is_filed=(entry.group_id, entry.subject_id) in filed,
            last=last.get(entry.subject_id),
        )
        for entry in entries
    ]


def _add_drafts(rows: list[TeamRow], viewer: Person, groups: Iterable[UUID]) -> None:
    """What the viewer wrote of each, and what it wants before it can be submitted."""
    written = Assessment.objects.written_by(viewer).filter(group__in=groups).exclude(state=Assessment.State.REPLACED)
    drafts_last = written.select_related("overall").order_by(Case(When(state="draft", then=1), default=0))
    by_key = {(one.group_id, one.subject_id): one for one in drafts_last}  # the draft, where there are two
    drafts = [one.pk for one in by_key.values() if one.state == Assessment.State.DRAFT and one.draft_number]
    ratings = {}
    if drafts:
        rated = AxisRating.objects.visible_to(viewer).filter(assessment__in=drafts).select_related("point", "step")
        ratings = ratings_by_assessment(list(rated))
    for row in rows:
        row.assessment = by_key.get((row.entry.group_id, row.entry.subject_id))
        if row.assessment and row.is_written_now and row.is_begun:
            draft = _draft(row.assessment, ratings)
            asked = asked_of(row.entry.version, row.entry.role.code)
            row.wants = in_words(missing(asked, draft, row.entry.subject.first_name))


def _draft(written: Assessment, ratings: dict) -> Draft:
    axes = said_on_axes(ratings.get(written.pk, {}).values())
    return Draft(written.overall, written.statement, written.told_lowest, written.told_lowest_on, axes)


def _add_what_stands(rows: list[TeamRow], viewer: Person, groups: Iterable[UUID]) -> None:
    """After the lock: the result, and what is owed or told."""
    results = Result.objects.visible_to(viewer).filter(author=viewer, group__in=groups).select_related("overall")
    by_key = {(one.group_id, one.subject_id): one for one in results}
    talks = Message.objects.visible_to(viewer).filter(owner=viewer, result__group__in=groups)
    messages = {one.result_id: one for one in talks.select_related("result", "person")}
    for row in rows:
        row.result = by_key.get((row.entry.group_id, row.entry.subject_id))
        row.message = messages.get(row.result.pk) if row.result else None


def _add_marks(rows: list[TeamRow], viewer: Person, groups: list[UUID], today: date) -> None:
    """On leave, new, and what later apps know."""
    away = set(
        Leave.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=today), from_on__lte=today)
        .filter(person__in=[row.entry.subject_id for row in rows])
        .values_list("person_id", flat=True)
    )
    more: dict[tuple[UUID, UUID], list[Mark]] = {}
    for marks in marks_of_subjects:
        for key, mark in marks(viewer, groups).items():
            more.setdefault(key, []).append(mark)
    for row in rows:
        entry, hired = row.entry, row.entry.subject.hired_on
        if entry.subject_id in away:
            row.marks.append(Mark(_("on leave")))
        if entry.joined_late:
            row.marks.append(Mark(_("joined late")))
        elif hired and hired >= entry.group.cycle.covers_from:
            row.marks.append(Mark(_("new since %(day)s") % {"day": date_format(hired, "j M")}))
        row.marks += more.get((entry.group_id, entry.subject_id), [])


def last_ratings(subjects: list[UUID], viewer: Person, without: Iterable[UUID]) -> dict[UUID, ScalePoint]:
    """Person → the overall rating of their latest result that the viewer may see, outside these groups; where there is
    none here, of their latest earlier one, imported."""
    rows = (
        Result.objects.visible_to(viewer)
        .filter(subject__in=subjects)
        .exclude(group__in=list(without))
        .select_related("overall")
        .order_by("group__cycle__covers_to")
    )
    here = {row.subject_id: row.overall for row in rows if row.overall}
    return earlier.last_ratings(set(subjects) - here.keys(), viewer) | here

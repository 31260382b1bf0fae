"""What is at hand while an assessment is written, folded and read when it is opened: the last review, what was told and
promised since, evidence that later rooms add, what the text says anew, and lines of it to be quoted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.days import as_day
from accounts.hooks import Hook
from accounts.models import Person
from frameworks import reading as frameworks
from frameworks.difference import RoleDifference, of_role_in_versions
from frameworks.models import ScalePoint, Version
from reviews.assessments.ladder import AxisText
from reviews.assessments.said import CURRENT, stored_draft
from reviews.assessments.sheet import Sheet
from reviews.models import Assessment, Message, Result

LATEST = 4  # results whose promises are shown


@dataclass(frozen=True)
class Entry:
    """Some words that may be quoted: when they were said and by whom or where, ready to read; or a rating."""

    text: str = ""
    day: date | None = None
    source: str = ""
    href: str = ""
    point: ScalePoint | None = None


@dataclass(frozen=True)
class Evidence:
    """Entries under one title."""

    title: str
    entries: list[Entry] = field(default_factory=list)
    note: str = ""


# (viewer, subject, (first day, last day)) → what the viewer may read about the subject's work in those days; each
# asks its own door. Shown folded beside the assessment that the viewer writes.
EvidenceAbout = Callable[[Person, Person, tuple[date, date]], Iterable[Evidence]]
evidence_about: Hook[EvidenceAbout] = Hook()


def evidence(sheet: Sheet, viewer: Person) -> list[Evidence]:
    """What later rooms and apps know of the period."""
    cycle = sheet.assessment.group.cycle
    period = (cycle.covers_from, cycle.covers_to)
    found = [one for about in evidence_about for one in about(viewer, sheet.subject, period)]
    return [one for one in found if one.entries]


def _results(sheet: Sheet, viewer: Person):
    """The subject's results in other groups that the viewer may see, the latest first."""
    seen = Result.objects.visible_to(viewer).filter(subject=sheet.subject).exclude(group=sheet.assessment.group_id)
    return seen.order_by("-group__cycle__covers_to")


def last_review(sheet: Sheet, viewer: Person) -> list[Evidence]:
    """What stood last time, the words to the person, and what the viewer wrote to the group then."""
    found = []
    last = _results(sheet, viewer).select_related("group__cycle", "overall", "author").first()
    if last:
        entries = [Entry(point=last.overall, source=_("overall"))]
        if last.words:
            entries.append(Entry(last.words, last.told_at and as_day(last.told_at), last.author.name))
        found.append(Evidence(_("What stood: %(cycle)s") % {"cycle": last.group.cycle.name}, entries))
    own = Assessment.objects.written_by(viewer).filter(subject=sheet.subject, submitted_at__isnull=False)
    own = own.exclude(group=sheet.assessment.group_id).select_related("group__cycle", "overall")
    written = own.order_by("-group__cycle__covers_to").first()
    if written:
        title = _("What you wrote to the group: %(cycle)s") % {"cycle": written.group.cycle.name}
        found.append(Evidence(title, _own_entries(sheet, written)))
    return found


def _own_entries(sheet: Sheet, written: Assessment) -> list[Entry]:
    names = {row.axis.pk: row.text.name for row in sheet.axes}
    entries = [Entry(written.statement, source=_("overall"), point=written.overall)]
    for (axis, against), said in stored_draft(written).axes.items():
        if against == CURRENT and axis in names and (said.point or said.statement):
            entries.append(Entry(said.statement, source=names[axis], point=said.point))
    return entries


def told(sheet: Sheet, viewer: Person) -> list[Evidence]:
    """What the person was told, asked and promised in their latest reviews, and what they answered."""
    results = [one for one in _results(sheet, viewer).select_related("group__cycle", "author")[:LATEST] if one.told_at]
    talks = Message.objects.visible_to(viewer).filter(owner=viewer, result__in=[one.pk for one in results])
    replies = {talk.result_id: talk for talk in talks}
    found = []
    for result in results:
        entries = [Entry(result.asked, source=_asked(result)), Entry(result.support, source=_("promised"))]
        if (talk := replies.get(result.pk)) and talk.reply:
            entries.append(Entry(talk.reply, talk.replied_at and as_day(talk.replied_at), sheet.subject.name))
        day = date_format(as_day(result.told_at), "l, j F Y") if result.told_at else ""
        title = _("Told on %(day)s: %(cycle)s") % {"day": day, "cycle": result.group.cycle.name}
        found.append(Evidence(title, [one for one in entries if one.text]))
    return found


def _asked(result: Result) -> str:
    if not result.asked_by_on:
        return _("asked")
    return _("asked, by %(day)s") % {"day": date_format(result.asked_by_on, "j F Y")}


def lines(sheet: Sheet, viewer: Person) -> list[Evidence]:
    """What the role asks, line by line, to be quoted; and what the next one asks."""
    code = sheet.assessment.role.code
    found = [_lines_of(code, row.text) for row in sheet.axes]
    if sheet.assessment.next_role:
        found += [_lines_of(sheet.assessment.next_role.code, row.next_text) for row in sheet.axes if row.next_text]
    return [one for one in found if one.entries]


def _lines_of(code: str, text: AxisText) -> Evidence:
    said = [text.summary, *(behaviour.text for behaviour in text.behaviours)]
    return Evidence(f"{code}, {text.name}", [Entry(one) for one in said if one])


def version_before(sheet: Sheet, viewer: Person) -> Version | None:
    """The version by which the person was last judged, where it is another edition of this framework; one query."""
    last = _results(sheet, viewer).bookkept().select_related("version").first()
    if not last or last.version_id == sheet.version.pk or last.version.framework_id != sheet.version.framework_id:
        return None
    return last.version


def changed(sheet: Sheet, viewer: Person) -> RoleDifference | None:
    """What the text of the role says anew since the person was last judged by it; None where it says the same."""
    before, code = version_before(sheet, viewer), sheet.assessment.role.code
    if before is None:
        return None
    old, new = frameworks.document(before), frameworks.document(sheet.version)
    if code not in {role.code for role in old.roles}:
        return None
    difference = of_role_in_versions(old, new, code)
    return difference if difference.differs else None


# the parts that are lists of words, by their place in the address
PARTS: dict[str, Callable[[Sheet, Person], list[Evidence]]] = {
    "last": last_review,
    "told": told,
    "evidence": evidence,
    "lines": lines,
}

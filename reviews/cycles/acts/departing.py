"""A manager leaves: one act gives everything they owe in running reviews to a named person, and says what it cannot."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts import clock, granting, trail
from accounts.hooks import Hook
from accounts.models import Person
from accounts.models.grants import people_ops_for
from accounts.moves import Conflict, NotAllowed
from accounts.viewing import as_task
from accounts.written_once import WrittenOnce
from reviews.assessments.workflow import begin_anew
from reviews.cycles.acts import guard, late
from reviews.cycles.acts.parts import begin_assessing, end_assessing, end_co_authoring, end_co_authors
from reviews.cycles.acts.reassigning import give_result, give_turn
from reviews.cycles.setting_up import sets_up
from reviews.models import Assessment, Assignment, Group, Message, OneOnOne, Part, Participant, Result, RosterEntry
from reviews.models.cycles import LOCKED, RUNNING, WRITING
from reviews.telling import changed
from reviews.telling.workflow import follow_schedule

State = Group.State
WITH_TELLING = (*RUNNING, State.CLOSED)  # what is to be told stays owed after the close
NOT_MOVED = (
    *(Part.DIRECTOR, Part.OUTSIDE_DIRECTOR, Part.OBSERVER, Part.MODERATOR, Part.SCRIBE, Part.DECIDER),
    *(Part.CO_AUTHOR, Part.CONTRIBUTOR, Part.DEPUTY),
)


@dataclass(frozen=True)
class Also:
    """What a later app adds: sentences on what goes along and on what does not, and the act that gives it."""

    goes: list[str]
    stays: list[str]
    give: Callable[[], None]


# (manager, heir, the rows of the roster that go, who does it) → what goes along with them
also_handed_over: Hook[Callable[[Person, Person, list[RosterEntry], Person], Also]] = Hook()


@dataclass
class Departure:
    """What would go to the heir, and what stays with the reason; `entries` and `talks` are the rows that go."""

    goes: list[str] = field(default_factory=list)
    stays: list[str] = field(default_factory=list)
    entries: list[RosterEntry] = field(default_factory=list)
    talks: list[OneOnOne] = field(default_factory=list)
    others: list[Also] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many things go: what was shown is compared with what is there when the act is done."""
        return len(self.goes)


def assessed_by(manager: Person) -> QuerySet[Group]:
    """The groups that run, or whose results are still told, and in which they assess somebody. Whoever names one asks
    for those visible to the reader."""
    return Group.objects.filter(pk__in=_groups_of(manager.pk)).select_related("cycle").order_by("pk")


def count_assessed_by(manager: Person) -> int:
    """How many groups these are."""
    return len(GROUPS_OF(manager.pk))


def _groups_of(manager: UUID) -> QuerySet:
    assesses = RosterEntry.objects.filter(assessor=manager, treatment=RosterEntry.Treatment.ASSESS)
    return assesses.filter(group__state__in=WITH_TELLING).values_list("group", flat=True).distinct()


GROUPS_OF = WrittenOnce(_groups_of)


def departure(manager: Person, heir: Person, by: Person) -> Departure:
    """What `by` may give of the manager's to the heir; what concerns `by` themselves is neither listed nor counted.

    Raises NotAllowed for anyone but People Ops for the manager; Conflict where the heir cannot be given anything.
    """
    if not granting.covers_another(by, manager):
        raise NotAllowed("hand_over")
    found = Departure()
    if heir.pk in (manager.pk, by.pk) or not heir.is_here(clock.today()):
        raise Conflict(_("%(name)s cannot be given this: name somebody else.") % {"name": heir.name})
    everywhere = assessed_by(manager)
    groups = list(everywhere.visible_to(by))
    if len(groups) < everywhere.count():
        found.stays.append(_("In groups that you do not see, another of People Ops gives on what is owed."))
    for group in groups:
        if not sets_up(group, by):
            found.stays.append(_("%(group)s: another of People Ops gives on what is owed there.") % _of(group))
            continue
        rows = guard.changeable(group, by).filter(assessor=manager, treatment=RosterEntry.Treatment.ASSESS)
        told = _told(group)
        for entry in rows.select_related("subject", "assessor", "version", "role"):
            entry.group = group
            if entry.subject_id in told or (group.state == State.CLOSED and not _is_owed(entry)):
                continue
            if said := guard.unfit(entry, heir, by):
                found.stays.append(_("%(group)s, %(subject)s: %(said)s") % (_of(group, entry) | {"said": said}))
                continue
            found.entries.append(entry)
            found.goes.append(_goes_said(entry))
    _talks(found, manager, heir, by)
    _parts(found, manager, by)
    for hook in also_handed_over:
        also = hook(manager, heir, found.entries, by)
        found.goes += also.goes
        found.stays += also.stays
        found.others.append(also)
    return found


def _of(group: Group, entry: RosterEntry | None = None) -> dict[str, str]:
    of = {"group": f"{group.cycle.name}, {group.name}"}
    return of | {"subject": entry.subject.name} if entry else of


@as_task("handing-over")
def _told(group: Group) -> set:
    if group.state not in LOCKED:
        return set()
    return set(Result.objects.filter(group=group, state=Result.State.TOLD).values_list("subject_id", flat=True))


@as_task("handing-over")
def _is_owed(entry: RosterEntry) -> bool:
    return Result.objects.filter(group=entry.group_id, subject=entry.subject_id).exists()


def _goes_said(entry: RosterEntry) -> str:
    of, state = _of(entry.group, entry), entry.group.state
    if state in LOCKED:
        return _("%(group)s: the words to %(subject)s and their telling") % of
    there = Assignment.objects.filter(
        group=entry.group_id, subject=entry.subject_id, state=Assignment.State.SUBMITTED
    ).exists()
    if there or state == State.CALIBRATING:
        return _("%(group)s: the words to %(subject)s after the meeting; what was submitted stands") % of
    return _("%(group)s: the assessment of %(subject)s, with what is written so far") % of


def _talks(found: Departure, manager: Person, heir: Person, by: Person) -> None:
    """The one-on-ones with those for whom `by` is People Ops."""
    with as_task("handing-over"):
        mine = OneOnOne.objects.filter(people_ops_for(by, "report"), manager=manager, report__is_active=True)
        rows = list(mine.exclude(report=by).select_related("report").order_by("report__name"))
    found.talks = [row for row in rows if row.report_id != heir.pk]
    found.goes += [_("the one-on-one with %(name)s") % {"name": row.report.name} for row in found.talks]


def _parts(found: Departure, manager: Person, by: Person) -> None:
    """Parts that nobody gives away by this: each is named with its group, where `by` sees it."""
    groups = Group.objects.visible_to(by).filter(state__in=RUNNING)
    held = Participant.objects.not_over().filter(person=manager, part__in=NOT_MOVED, group__in=groups)
    parts: dict[str, list[str]] = {}
    for row in held.select_related("group__cycle").order_by("group__cycle__name", "group__name"):
        parts.setdefault(_of(row.group)["group"], []).append(str(row.get_part_display()))
    for group, names in parts.items():
        said = {"group": group, "name": manager.name, "parts": get_text_list(sorted(set(names)), _("and"))}
        found.stays.append(_("%(group)s: %(name)s is %(parts)s there, which nobody takes over.") % said)


@transaction.atomic
def hand_over(manager: Person, heir: Person, by: Person, count: int) -> Departure:
    """Gives it all, in one transaction. Raises NotAllowed; Conflict where nothing goes, or where another number of
    things would go than the `count` that was shown: nothing is changed then.
    """
    list(assessed_by(manager).select_for_update(of=("self",)))
    found = departure(manager, heir, by)
    if not found.goes:
        raise Conflict(_("%(name)s owes nothing that could be given to another.") % {"name": manager.name})
    if found.count != count:
        raise Conflict(_("Something has changed since this was shown. Nothing was given; look again."))
    for entry in found.entries:
        guard.must(entry, by, "hand_over", heir)
    for entry in found.entries:
        _give(entry, heir, by)
    for group in {entry.group_id: entry.group for entry in found.entries}.values():
        begin_assessing(group, heir)
        end_assessing(group, manager, by)
        late.tell_the_meeting(group)
    end_co_authoring(manager)
    for talk in found.talks:
        _give_talk(talk, heir, by)
    for also in found.others:
        also.give()
    return found


def _give(entry: RosterEntry, heir: Person, by: Person) -> None:
    before, state = entry.assessor, entry.group.state
    entry.assessor = heir
    entry.save(update_fields=["assessor"])
    if state in WRITING:
        _give_draft(entry, heir)
    elif state in LOCKED:
        give_result(entry, heir)
    else:
        give_turn(entry, heir)
    trail.record("hand_over", entry, by, about=entry.subject, before=str(before.pk), after=str(heir.pk))
    changed.tell(entry, [entry.subject, heir, *end_co_authors(entry)])


@as_task("handing-over")
def _give_draft(entry: RosterEntry, heir: Person) -> None:
    """The heir goes on with what is written; what was submitted stands as it is, by whom it is."""
    Assignment.objects.filter(group=entry.group, subject=entry.subject).update(assessor=heir)
    drafts = Assessment.objects.filter(group=entry.group, subject=entry.subject, state=Assessment.State.DRAFT)
    draft = drafts.bookkept().first()
    if draft:
        begin_anew(entry, heir, copy_from=draft if draft.draft_number else None)


@as_task("handing-over")
def _give_talk(talk: OneOnOne, heir: Person, by: Person) -> None:
    """The pair is another; where the heir meets the person already, that talk stays and this one ends."""
    trail.record("hand_over", talk, by, about=talk.report, before=str(talk.manager_id), after=str(heir.pk))
    if OneOnOne.objects.filter(manager=heir, report=talk.report_id).exists():
        talk.delete()
    else:
        talk.manager = heir
        talk.save(update_fields=["manager"])
    if Message.objects.filter(owner=heir, person=talk.report_id).exclude(state=Message.State.TOLD).exists():
        follow_schedule(heir, talk.report)

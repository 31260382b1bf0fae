"""Who is in the room, in words: the list, and the sentence about the observer."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from accounts import clock
from accounts.models import Person
from calibration.models import Attendance, Meeting, Stop, Visit
from calibration.workflow.rules import SILENT_AFTER, observers, what_is_missing
from calibration.workflow.rules import here as open_attendance
from reviews.models import Exclusion, Group, Part


@dataclass
class Present:
    """Somebody in the room: as what, since when, and what else there is to say."""

    name: str
    part: str
    since: datetime
    note: str = ""


def who_is_here(meeting: Meeting) -> list[Present]:
    """Everyone in the room, in the order in which they came; after the lock everyone who was there."""
    rows = Attendance.objects.filter(meeting=meeting).select_related("person")
    if meeting.state == Meeting.State.LOCKED:
        first = {row.person_id: row for row in reversed(rows)}
        return [Present(row.person.name, row.get_part_display(), row.from_at) for row in reversed(first.values())]
    rows = rows.filter(until_at__isnull=True)
    return [Present(row.person.name, row.get_part_display(), row.from_at, _note(meeting, row)) for row in rows]


def is_in_the_room(group: Group, person: Person, part: str) -> str:
    """Why a part cannot be ended now, in a sentence: the person is in the meeting as that. Empty where they are not."""
    there = Attendance.objects.filter(meeting__group=group, person=person, part=part, until_at__isnull=True)
    if not there.exists():
        return ""
    return _("%(name)s is in the meeting as %(part)s, and checks out first.") % {
        "name": person.name,
        "part": Part(part).label,
    }


def _note(meeting: Meeting, row: Attendance) -> str:
    notes = []
    if row.person_id == meeting.moderator_id:
        notes.append(_("moderates"))
    if row.person_id == meeting.scribe_id:
        notes.append(_("drives the screens"))
    if row.part == Part.OBSERVER:
        notes.append(_presence(row))
    return ", ".join(notes)


def _presence(row: Attendance) -> str:
    """How the observer's presence stands: not attested, attested, or attested and silent since."""
    if not row.attested_by_id or not row.seen_at:
        return _("not attested yet")
    if row.seen_at < clock.now() - SILENT_AFTER:
        return _("silent since %(time)s") % {"time": _clock(row.seen_at)}
    return _("attested")


def _clock(moment: datetime) -> str:
    return time_format(timezone.localtime(moment), "H:i")


@dataclass
class Sentence:
    """A sentence, and whether it wants attention."""

    text: str
    attention: str = ""


def about_the_observer(meeting: Meeting) -> Sentence:
    """Whether somebody watches over the meeting, and what follows if not."""
    if meeting.state == Meeting.State.LOCKED:
        return Sentence(_("The meeting is over, and the room is empty."))
    if not meeting.group.cycle.needs_observer:
        return Sentence(_("This cycle runs without an observer from People Ops: the rule is switched off."))
    here = observers(meeting).select_related("person").first()
    if here and here.seen_at:
        said = {"name": here.person.name, "time": _clock(here.seen_at)}
        return Sentence(_("%(name)s observes, last seen at %(time)s.") % said)
    if meeting.state == Meeting.State.RUNNING:
        return Sentence(
            _("No observer is here. The meeting goes on; what is decided now is marked as unwitnessed until the "
              "observer confirms it."),
            "warning",
        )  # fmt: skip
    return Sentence(what_is_missing(meeting), "warning")


def to_the_observer(visit: Visit) -> Sentence:
    """The same to the observer themselves: who came in before it goes on, while nobody observes, is asked to say so."""
    meeting, said = visit.meeting, about_the_observer(visit.meeting)
    if not said.attention or meeting.state == Meeting.State.RUNNING:
        return said
    if observers(meeting).exists() or not open_attendance(meeting, visit.person):
        return said
    sentence = _("You came in. Say that you are here and follow the meeting: until then it has no observer.")
    return Sentence(sentence, said.attention)


def who_leaves(meeting: Meeting, stop: Stop) -> list[str]:
    """Who is in the room and may not be while this turn is open: the person, and who stepped out of it."""
    here = Attendance.objects.filter(meeting=meeting, until_at__isnull=True)
    sentences = []
    if here.filter(person=stop.subject_id).exists():
        sentences.append(_("%(name)s is in the room and has to leave it.") % {"name": stop.subject.name})
    recused = Exclusion.objects.filter(group=stop.group_id, subject=stop.subject_id, person__in=here.values("person"))
    sentences += [
        _("%(name)s has stepped out of this turn and has to leave the room.") % {"name": row.person.name}
        for row in recused.select_related("person")
    ]
    return sentences


def left_off(meeting: Meeting, viewer: Person) -> list[str]:
    """Whom the room's screen leaves off the board that it shows, and for whose sake; as far as the viewer sees them."""
    if meeting.state != Meeting.State.RUNNING or meeting.showing != Meeting.Showing.BOARD or meeting.round is None:
        return []
    on_board = Stop.objects.visible_to(viewer).filter(meeting.round.board())
    here = Attendance.objects.filter(meeting=meeting, until_at__isnull=True)
    rows = Exclusion.objects.filter(
        group=meeting.group_id, subject__in=on_board.values("subject"), person__in=here.values("person")
    )
    return [
        _("The room's screen leaves out %(subject)s while %(person)s is in the room, who stepped out of that turn.")
        % {"person": row.person.name, "subject": row.subject.name}
        for row in rows.select_related("person", "subject").order_by("from_at")
    ]


def recusals(meeting: Meeting, viewer: Person) -> list[str]:
    """Who stepped out of whose turns, as far as the viewer sees those turns."""
    seen = set(Stop.objects.visible_to(viewer).filter(meeting=meeting).values_list("subject_id", flat=True))
    rows = Exclusion.objects.filter(group=meeting.group_id, subject__in=seen).select_related("person", "subject")
    return [
        _("%(person)s has stepped out of what concerns %(subject)s.")
        % {"person": row.person.name, "subject": row.subject.name}
        for row in rows.order_by("from_at")
    ]


def passed_over(visit: Visit) -> list[str]:
    """The turns up to this round that wait because who drives has no part in them, as far as the visitor sees them."""
    meeting = visit.meeting
    seats = {seat for seat in (meeting.scribe_id, meeting.moderator_id) if seat}
    if meeting.state != Meeting.State.RUNNING or meeting.round is None or not seats:
        return []
    waiting = [
        turn for turn in visit.turns if turn.state == Stop.State.WAITING and turn.round_number <= meeting.round.number
    ]
    sentences = {
        Stop.Kind.DISCUSS: _("%(name)s's turn waits: who drives has no part in it. Somebody else takes a seat for it."),
        Stop.Kind.COHORT: _(
            "The cohort check of %(name)s waits: who drives has no part in it. Somebody else takes a seat for it."
        ),
    }
    return [
        sentences[Stop.Kind(turn.kind)] % {"name": turn.name}
        for turn in waiting
        if all(turn.subject_id == seat or (seat, turn.subject_id) in visit.recused for seat in seats)
    ]

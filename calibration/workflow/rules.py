"""Who is here, who drives, who is kept away, and what a meeting needs before it may start, go on or be locked."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts import clock
from accounts.models import Grant, GrantKind, Person
from accounts.models.grants import people_ops_for
from accounts.moves import Move
from calibration.models import Attendance, Meeting, Stop
from calibration.models.visits import COMES_AS, Visit
from reviews.cycles.workflow import reopens
from reviews.models import Exclusion, Part, Participant
from reviews.models.participants import is_kept_away

# an observer whose screen has been silent for longer, and who has not said "I am here" since, counts as gone
SILENT_AFTER = timedelta(minutes=5)


def here(meeting: Meeting, person: Person) -> Attendance | None:
    """The person's open attendance, or None."""
    return Attendance.objects.filter(meeting=meeting, person=person, until_at__isnull=True).first()


def observers(meeting: Meeting):
    """The attendances of People Ops observers who are here, attested by hand and not silent."""
    grant = Grant.objects.in_force().filter(person=OuterRef("person"), kind=GrantKind.PEOPLE_OPS)
    return Attendance.objects.filter(
        Exists(grant),
        meeting=meeting,
        part=Part.OBSERVER,
        until_at__isnull=True,
        attested_by__isnull=False,
        seen_at__gte=clock.now() - SILENT_AFTER,
        person__is_active=True,
    )


def is_witnessed(meeting: Meeting, stop: Stop) -> bool:
    """Whether an observer who is not kept away from this stop is here; always true where the rule is off."""
    if not meeting.group.cycle.needs_observer:
        return True
    recused = Exclusion.objects.filter(group=meeting.group_id, subject=stop.subject_id, person=OuterRef("person"))
    return observers(meeting).exclude(person=stop.subject_id).filter(~Exists(recused)).exists()


# parts that judge: who only observes, leads, drives or listens proposes no rating
JUDGES = (Part.OUTSIDE_DIRECTOR, Part.DIRECTOR, Part.ASSESSOR, Part.DEPUTY, Part.DECIDER)


def may_propose(meeting: Meeting, stop: Stop):
    """The people who may propose a rating in this stop: in the room as one who judges, and not kept away from it.

    Source: PROCESS, where the observer watches over the meeting and the scribe and a guest only come to it.
    """
    present = Attendance.objects.filter(meeting=meeting, person=OuterRef("pk"), part__in=JUDGES, until_at__isnull=True)
    judges = Participant.objects.now().filter(group=stop.group_id, person=OuterRef("pk"), part__in=JUDGES)
    return _not_kept_away_from(stop).filter(Exists(present), Exists(judges))


def may_speak(meeting: Meeting, stop: Stop):
    """The people who may have the floor in this stop: in the room as more than a guest, who listens; and not kept away
    from it."""
    present = Attendance.objects.filter(meeting=meeting, person=OuterRef("pk"), until_at__isnull=True)
    return _not_kept_away_from(stop).filter(Exists(present.exclude(part=Part.GUEST)))


def _not_kept_away_from(stop: Stop):
    recused = Exclusion.objects.filter(group=stop.group_id, subject=stop.subject_id, person=OuterRef("pk"))
    return Person.objects.filter(~Exists(recused)).exclude(pk=stop.subject_id)


def knows_who_is_here(visit: Visit) -> bool:
    """Whether attendance and recusals are shown: to who came, and to People Ops for somebody on the roster.

    Source: SECURITY, the row on attendance.
    """
    subjects = Participant.objects.filter(group=visit.meeting.group_id, part=Part.SUBJECT)
    return visit.came or subjects.filter(people_ops_for(visit.person, "person")).exists()


def drives(meeting: Meeting, person: Person | None) -> bool:
    """Whether the person holds the scribe's or moderator's seat and is here."""
    if person is None or not person.is_active or person.pk not in (meeting.scribe_id, meeting.moderator_id):
        return False
    return here(meeting, person) is not None


def observes(meeting: Meeting, person: Person | None) -> bool:
    """Whether the person is here as the observer, attested."""
    return person is not None and observers(meeting).filter(person=person).exists()


def what_is_missing(meeting: Meeting) -> str:
    """The sentence that says who has to be here first; empty where nobody is missing."""
    cycle = meeting.group.cycle
    if cycle.needs_observer and not observers(meeting).exists():
        return _("The observer from People Ops is not here. %(who)s checks in and attests it by hand.") % {
            "who": _named(meeting, Part.OBSERVER)
        }
    if cycle.needs_outside_director and not meeting.group.is_whole_organisation and not outside_director(meeting):
        return _("No director from outside the group is here. %(who)s checks in.") % {
            "who": _named(meeting, Part.OUTSIDE_DIRECTOR)
        }
    return ""


def outside_director(meeting: Meeting) -> bool:
    """Whether a director from outside the group is here."""
    return Attendance.objects.filter(
        meeting=meeting, part=Part.OUTSIDE_DIRECTOR, until_at__isnull=True, person__is_active=True
    ).exists()


def _named(meeting: Meeting, part: str) -> str:
    people = Participant.objects.now().filter(group=meeting.group_id, part=part)
    names = people.order_by("person__name").values_list("person__name", flat=True)
    return _(" or ").join(names) or _("Somebody with that part")


# -- the tables of moves ---------------------------------------------------------------------------


def drives_as_ruled(meeting: Meeting, by: Person | None) -> bool:
    """Who holds the scribe's or moderator's seat, once everyone is there who has to be."""
    return drives(meeting, by) and not what_is_missing(meeting)


def drives_or_observes(meeting: Meeting, by: Person | None) -> bool:
    """Who holds the scribe's or moderator's seat; the observer who is here."""
    return drives(meeting, by) or observes(meeting, by)


def reopens_the_group(meeting: Meeting, by: Person | None) -> bool:
    """People Ops for everyone in the group, but nobody who keeps away from somebody in it."""
    return reopens(meeting.group, by)


def is_shut_out(meeting: Meeting, person: Person) -> bool:
    """Whether the turn that is open is the person's own, or one they stepped out of: nobody drives in it, takes a seat
    for it or hands one over."""
    stop = meeting.open_stop
    return stop is not None and is_kept_away(stop, person)


def drives_this(stop: Stop, by: Person | None) -> bool:
    """Who holds the scribe's or moderator's seat, but neither their own turn nor one they stepped out of."""
    return by is not None and drives(stop.meeting, by) and not is_kept_away(stop, by)


def sees_this(stop: Stop, by: Person | None) -> bool:
    """Whoever sees the turn, as more than a guest."""
    listens = by is None or part_in(stop.group_id, by) == Part.GUEST
    return not listens and Stop.objects.visible_to(by).filter(pk=stop.pk).exists()


def follows_a_late_change(stop: Stop, by: Person | None) -> bool:
    """Nobody by hand: it follows from what changes in the group."""
    return by is None


State = Meeting.State
Meeting.MOVES = {
    #              from                                    to             who
    "start": Move(frozenset({State.PREPARED}), State.RUNNING, drives_as_ruled),
    "pause": Move(frozenset({State.RUNNING}), State.PAUSED, drives_or_observes),
    "resume": Move(frozenset({State.PAUSED}), State.RUNNING, drives_as_ruled),
    "lock": Move(frozenset({State.RUNNING}), State.LOCKED, drives_as_ruled, also={"locked_at": clock.now}),
    "reopen": Move(frozenset({State.LOCKED}), State.PAUSED, reopens_the_group, also={"locked_at": lambda: None}),
}
Stop.MOVES = {
    "open": Move(frozenset({Stop.State.WAITING, Stop.State.CLOSED}), Stop.State.OPEN, drives_this),
    "close": Move(frozenset({Stop.State.OPEN}), Stop.State.CLOSED, drives_this),
    "take": Move(frozenset({Stop.State.WAITING}), Stop.State.CLOSED, drives_this),
    "withdraw": Move(
        frozenset({Stop.State.WAITING, Stop.State.OPEN}),
        Stop.State.CLOSED,
        follows_a_late_change,
    ),
    "pull_out": Move(frozenset({Stop.State.WAITING, Stop.State.CLOSED}), Stop.State.WAITING, sees_this),
    "park": Move(frozenset({Stop.State.OPEN, Stop.State.WAITING}), Stop.State.WAITING, drives_this),
}


def part_of(meeting: Meeting, person: Person) -> str:
    """With which part the person comes to the meeting; empty where with none."""
    return part_in(meeting.group_id, person)


def part_in(group: UUID, person: Person) -> str:
    """The same for a group whose meeting is not prepared yet."""
    rows = Participant.objects.now().filter(group=group, person=person, part__in=COMES_AS)
    parts = set(rows.values_list("part", flat=True))
    return next((part for part in COMES_AS if part in parts), "")

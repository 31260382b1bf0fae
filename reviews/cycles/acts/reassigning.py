"""Another assessor for one person: before the meeting the assessment, in it who speaks, after it the words and the
telling."""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.hooks import Hook
from accounts.models import Person
from accounts.moves import Conflict
from accounts.viewing import as_task
from reviews.assessments.workflow import begin_anew
from reviews.cycles.acts import guard, late
from reviews.cycles.acts.parts import begin_assessing, end_assessing, end_co_authors
from reviews.models import Assignment, Group, Message, OneOnOne, Result, RosterEntry
from reviews.models.cycles import AFTER_THE_LOCK, RUNNING, WRITING
from reviews.telling import changed, reminding
from reviews.telling.workflow import due_again

State = Group.State
ASSESS = RosterEntry.Treatment.ASSESS

# row of the roster, who is to assess → sentences on what stays with the one before; later apps add theirs
stays_with: Hook[Callable[[RosterEntry, Person], list[str]]] = Hook()


def can_reassign(entry: RosterEntry) -> bool:
    """Whether there is something to give to another: until it is told."""
    return entry.treatment == ASSESS and entry.group.state in RUNNING


def reassigning_said(entry: RosterEntry, to: Person) -> str:
    """What would happen, in a few sentences."""
    return " ".join([_said(entry, to), *(more for hook in stays_with for more in hook(entry, to))])


def _said(entry: RosterEntry, to: Person) -> str:
    said = {"to": to.name, "subject": entry.subject.name, "before": entry.assessor.name}
    if entry.group.state in AFTER_THE_LOCK:
        return (
            _("%(to)s writes the words to %(subject)s and tells the result, from today on. What is begun goes along.")
            % said
        )
    if entry.group.state == State.CALIBRATING:
        return (
            _(
                "%(to)s speaks for %(subject)s in the meeting from now on, and writes the words to %(subject)s"
                " after it. What was handed in stands. Where %(before)s assesses nobody else here and has no other"
                " part, %(before)s is in the meeting no longer."
            )
            % said
        )
    assigned = Assignment.objects.filter(group=entry.group_id, subject=entry.subject_id)
    if assigned.filter(state=Assignment.State.SUBMITTED).exists():
        return (
            _(
                "%(to)s assesses %(subject)s from today on. What %(before)s submitted stands until %(to)s submits"
                " another; %(before)s sees nothing newer."
            )
            % said
        )
    return (
        _(
            "%(to)s assesses %(subject)s from today on, and begins with an empty page. %(before)s keeps what was"
            " written so far, and sees nothing newer."
        )
        % said
    )


@transaction.atomic
def reassign(entry: RosterEntry, by: Person, to: Person) -> RosterEntry:
    """Gives what is owed about the subject to another assessor. Raises NotAllowed; Conflict once it was told, where
    `to` assesses them already or cannot.
    """
    entry = guard.taken_up(entry, by, "reassign", to)
    before = entry.assessor
    if before.pk == to.pk:
        raise Conflict(_("%(name)s assesses %(subject)s already.") % {"name": to.name, "subject": entry.subject.name})
    if not can_reassign(entry):
        raise Conflict(_("An assessor changes from the launch until the result is told; not now."))
    entry.assessor = to
    entry.save(update_fields=["assessor"])
    if entry.group.state in WRITING:
        _give_assessment(entry, to)
    elif entry.group.state in AFTER_THE_LOCK:
        give_result(entry, to)
    else:
        give_turn(entry, to)
    begin_assessing(entry.group, to)
    end_assessing(entry.group, before, by)
    late.tell_the_meeting(entry.group)
    trail.record("reassign", entry, by, about=entry.subject, before=str(before.pk), after=str(to.pk))
    changed.tell(entry, [entry.subject, before, to, *end_co_authors(entry)])
    return entry


def _give_assessment(entry: RosterEntry, to: Person) -> None:
    """A new, empty sheet for `to`; what was submitted stands until theirs is."""
    assigned = Assignment.objects.filter(group=entry.group_id, subject=entry.subject_id)
    if assigned.update(assessor=to, state=Assignment.State.OPEN, submitted_at=None) != 1:
        raise Conflict(_("%(name)s is not assessed in this group.") % {"name": entry.subject.name})
    begin_anew(entry, to)


def give_turn(entry: RosterEntry, to: Person) -> None:
    """While the meeting is on nothing is written any more: what was handed in stands, and is `to`'s to speak for."""
    Assignment.objects.filter(group=entry.group_id, subject=entry.subject_id).update(assessor=to)


@as_task("handing-over")
def give_result(entry: RosterEntry, to: Person) -> None:
    """The words not yet told are `to`'s to write and to say, and what an assessor reads is theirs to read; the reminder
    of whoever owed it ends.

    Raises Conflict where nothing is owed any more.
    """
    rows = Result.objects.filter(group=entry.group_id, subject=entry.subject_id)
    if rows.exclude(state=Result.State.TOLD).update(author=to) != 1:
        raise Conflict(_("%(name)s was told already: there is nothing to hand on.") % {"name": entry.subject.name})
    Assignment.objects.filter(group=entry.group_id, subject=entry.subject_id).update(assessor=to)
    talk = OneOnOne.objects.filter(manager=to, report=entry.subject_id).first()
    opens_on = rows.values_list("opens_on", flat=True).get()
    owed = Message.objects.filter(result__in=rows.values("pk")).exclude(state=Message.State.TOLD)
    for message in owed.bookkept().select_for_update(of=("self",)):
        reminding.end(message)
        message.owner, message.due_on = to, due_again(message, talk, opens_on)
        message.save(update_fields=["owner", "due_on"])
        if not entry.group.cycle.is_trial:
            reminding.plan(message)

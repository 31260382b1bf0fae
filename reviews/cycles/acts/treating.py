"""How a person on the roster is treated: assessed for the part worked, or not this time. The reason is never kept."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import Person
from accounts.moves import Conflict
from accounts.viewing import as_task
from reviews.assessments.workflow import begin_anew
from reviews.cycles.acts import guard, late
from reviews.cycles.acts.parts import begin_assessing
from reviews.models import Assessment, Assignment, Group, RosterEntry
from reviews.models.cycles import UNTIL_THE_LOCK
from reviews.telling import changed

Treatment = RosterEntry.Treatment
CHOICES = (Treatment.ASSESS, Treatment.KEEP, Treatment.NOT_NOW)


def can_treat(entry: RosterEntry) -> bool:
    """Whether it can be chosen anew: until the meeting is locked."""
    return entry.group.state in UNTIL_THE_LOCK


def can_leave(entry: RosterEntry) -> bool:
    """Whether somebody can still be taken out because they leave."""
    return can_treat(entry) and entry.treatment != Treatment.LEFT


def treating_said(entry: RosterEntry, treatment: str) -> str:
    """What would happen, in a sentence."""
    said = {"subject": entry.subject.name, "assessor": entry.assessor.name}
    if entry.group.state == Group.State.CALIBRATING:
        return _in_the_meeting(entry, treatment)
    if treatment == Treatment.ASSESS:
        return _("%(subject)s is assessed by %(assessor)s, for the part of the period that was worked.") % said
    ends = " " + _("What %(assessor)s wrote so far stays with %(assessor)s alone.") % said
    if treatment == Treatment.KEEP:
        return _("%(subject)s is not assessed this time, and reads that the last result stands.") % said + ends
    if treatment == Treatment.LEFT:
        return _("%(subject)s stays on the roster and is not assessed.") % said + ends
    return _("%(subject)s is not assessed this time.") % said + ends


def _in_the_meeting(entry: RosterEntry, treatment: str) -> str:
    """The same while the meeting is on: what was handed in stands, and is had or not."""
    name = {"name": entry.subject.name}
    if treatment == Treatment.ASSESS:
        said = _("%(name)s has a turn in the meeting, and gets a result of it.") % name
        if _is_handed_in(entry):
            return said
        return said + " " + _("Nothing was handed in before the meeting: the ratings are given in the room.")
    return (
        _(
            "%(name)s has no turn in the meeting any more, and gets no result of it; a turn that is open is closed."
            " What was said of %(name)s so far stays in its minutes."
        )
        % name
    )


@transaction.atomic
def treat(entry: RosterEntry, by: Person, treatment: str, verb: str = "treat") -> RosterEntry:
    """Assess the part worked, keep the last result, or not this time. Raises NotAllowed; Conflict once the meeting is
    locked, and where it is so already. While the meeting is on, what was handed in stands.
    """
    entry = guard.taken_up(entry, by, verb)
    if not can_treat(entry):
        raise Conflict(_("This is chosen until the meeting is locked, not now."))
    before = entry.treatment
    if before == treatment:
        raise Conflict(_("It is so already. Nothing was changed."))
    entry.treatment = treatment
    entry.save(update_fields=["treatment"])
    if treatment == Treatment.ASSESS:
        _ask_for_it(entry)
    elif before == Treatment.ASSESS and entry.group.state != Group.State.CALIBRATING:
        _set_aside(entry)
    trail.record(verb, entry, by, about=entry.subject, before=before, after=treatment)
    late.tell_the_meeting(entry.group)
    changed.tell(entry, [entry.assessor])
    return entry


def leave(entry: RosterEntry, by: Person) -> RosterEntry:
    """Somebody leaves: they stay on the roster and are not assessed. Raises NotAllowed, Conflict."""
    return treat(entry, by, Treatment.LEFT, verb="leave")


@as_task("handing-over")
def _is_handed_in(entry: RosterEntry) -> bool:
    return Assessment.objects.handed_in().filter(group=entry.group, subject=entry.subject).exists()


@as_task("handing-over")
def _ask_for_it(entry: RosterEntry) -> None:
    """The assessment is owed; what its assessor wrote before is there again. Who was taken out of the meeting comes
    back with what there is; else they stand in it as who joins then: without an assessment, to be rated in the room."""
    if _is_handed_in(entry) or Assignment.objects.filter(group=entry.group, subject=entry.subject).exists():
        return
    Assignment.objects.create(group=entry.group, subject=entry.subject, assessor=entry.assessor)
    begin_assessing(entry.group, entry.assessor)
    written = Assessment.objects.filter(
        group=entry.group, subject=entry.subject, author=entry.assessor, state=Assessment.State.REPLACED
    )
    begin_anew(entry, entry.assessor, copy_from=written.bookkept().order_by("-saved_at").first())


@as_task("handing-over")
def _set_aside(entry: RosterEntry) -> None:
    """Nothing is owed: what was written is its author's alone, also where it was submitted; an empty draft goes."""
    Assignment.objects.filter(group=entry.group, subject=entry.subject).delete()
    rows = Assessment.objects.filter(group=entry.group, subject=entry.subject)
    rows.filter(state=Assessment.State.DRAFT, draft_number=0).delete()
    rows.filter(still_shown=True).update(still_shown=False)
    rows.filter(state__in=[Assessment.State.DRAFT, Assessment.State.SUBMITTED]).update(state=Assessment.State.REPLACED)

"""Somebody's role has changed while the review runs: they are assessed in the one they hold today, and looked at in it
by the meeting that is on."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock, trail
from accounts.hooks import Hook
from accounts.models import Person
from accounts.moves import Conflict
from accounts.viewing import as_task
from frameworks.models import VersionRole
from reviews.assessments.sheet import titles
from reviews.assessments.workflow import begin_anew
from reviews.cycles import planning
from reviews.cycles.acts import guard, late
from reviews.models import Assessment, Assignment, Group, RosterEntry
from reviews.models.cycles import UNTIL_THE_LOCK
from reviews.telling import changed

# row of the roster → sentences on what a change of role leaves behind; later apps add theirs
left_behind: Hook = Hook()


def can_place(entry: RosterEntry) -> bool:
    """Whether the role can still be another: until the meeting is locked, of somebody who is assessed."""
    return entry.treatment == RosterEntry.Treatment.ASSESS and entry.group.state in UNTIL_THE_LOCK


def _is_in_the_meeting(entry: RosterEntry) -> bool:
    return entry.group.state == Group.State.CALIBRATING


def _today(entry: RosterEntry) -> planning.Line:
    """The role that they hold today, as a launch would freeze it, but for the edition: of the framework of the launch
    it stays the one of the launch, whatever was published meanwhile.

    Raises Conflict with the reason where that cannot be assessed, where it is the same, or once it was submitted;
    where the role does not stand in that edition.
    """
    person = Person.objects.filter(pk=entry.subject_id)
    [line] = planning.lines(person, entry.group.cycle, clock.today(), group=entry.group)
    name = {"name": entry.subject.name}
    if line.role is None or line.version is None or not line.rank:
        problem = line.problems[0]
        raise Conflict(f"{problem.sentence} {problem.fix}")
    if line.role.pk == entry.role_id:
        raise Conflict(_("%(name)s holds the role in which they are assessed. Place them in another first.") % name)
    if _is_in_the_meeting(entry):
        return _in_the_edition_of_the_launch(entry, line)
    submitted = Assignment.objects.filter(
        group=entry.group_id, subject=entry.subject_id, state=Assignment.State.SUBMITTED
    )
    if submitted.exists():
        raise Conflict(_("The assessment of %(name)s is submitted, in the role of the launch. It stands.") % name)
    if line.version.framework_id == entry.version.framework_id:
        return _in_the_edition_of_the_launch(entry, line)
    return line


def _in_the_edition_of_the_launch(entry: RosterEntry, line: planning.Line) -> planning.Line:
    """What was handed in and decided in the room was rated on its scale and axes. Raises Conflict where the role does
    not stand in it."""
    if not VersionRole.objects.filter(version=entry.version_id, role=line.role).exists():
        said = {"name": entry.subject.name, "role": line.role_title}
        raise Conflict(
            _(
                "%(role)s is not in the edition of the framework by which %(name)s is assessed. The review goes on in"
                " the role of the launch; the new one counts from the next review."
            )
            % said
        )
    line.version = entry.version
    return line


def placing_said(entry: RosterEntry) -> str:
    """What would happen, in a sentence. Raises Conflict where there is nothing to change."""
    line = _today(entry)
    before, _rank = titles([entry]).get((entry.version_id, entry.role_id), (entry.role.code, 0))
    said = {"name": entry.subject.name, "role": line.role_title, "before": before}
    sentences = [_("%(name)s is assessed as %(role)s, no longer as %(before)s.") % said]
    if _is_in_the_meeting(entry):
        sentences.append(
            _(
                "A turn that was not had moves to that level; one that was had stays as it was, and is listed to be"
                " looked at again. What was handed in stands until the room changes it."
            )
        )
    else:
        sentences.append(
            _("What is written so far goes along; ratings that the new role does not have are asked anew.")
        )
    return " ".join(sentences + [more for hook in left_behind for more in hook(entry)])


@transaction.atomic
def change_role(entry: RosterEntry, by: Person) -> RosterEntry:
    """Assesses somebody in the role they hold today. Raises NotAllowed, Conflict."""
    entry = guard.taken_up(entry, by, "change_role")
    if not can_place(entry):
        raise Conflict(_("The role can be another until the meeting is locked, not now."))
    line = _today(entry)
    before = str(entry.role_id)
    entry.role, entry.version, entry.role_since = line.role, line.version, line.role_since
    entry.save(update_fields=["role", "version", "role_since"])
    if not _is_in_the_meeting(entry):
        _begin_in_it(entry)
    late.tell_the_meeting(entry.group)
    trail.record("change_role", entry, by, about=entry.subject, before=before, after=str(entry.role_id))
    changed.tell(entry, [entry.assessor])
    return entry


@as_task("handing-over")
def _begin_in_it(entry: RosterEntry) -> None:
    drafts = Assessment.objects.filter(group=entry.group, subject=entry.subject, state=Assessment.State.DRAFT)
    draft = drafts.bookkept().first()
    begin_anew(entry, entry.assessor, copy_from=draft if draft and draft.draft_number else None)

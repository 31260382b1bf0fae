"""Handing over everything that is complete: each assessment by itself, so that one that cannot go holds up no other."""

from dataclasses import dataclass, field

from django.db import transaction

from accounts.models import Person
from reviews.assessments.completeness import asked_of, in_words, missing
from reviews.assessments.said import stored_draft
from reviews.assessments.workflow import submit
from reviews.models import Assessment, Assignment, Group, RosterEntry
from reviews.models.cycles import WRITING


@dataclass
class Handed:
    """What became of a group's drafts: whose are submitted, and what each of the others wants, in words."""

    submitted: list[Person] = field(default_factory=list)
    wanting: list[tuple[Person, list[str]]] = field(default_factory=list)


def submit_what_is_complete(group: Group, by: Person) -> Handed:
    """Submits those drafts of `by` in the group that are owed and want nothing; one transaction each.

    Nobody else's drafts are looked at, nor changes of what was submitted: those are submitted one by one. Raises
    Conflict where the group's assessments are closed.
    """
    handed = Handed()
    rows = RosterEntry.objects.visible_to(by).filter(group=group, assessor=by, treatment=RosterEntry.Treatment.ASSESS)
    owed = Assignment.objects.filter(group=group, assessor=by, state=Assignment.State.OPEN)
    rows = rows.filter(subject__in=owed.values("subject"))
    for entry in rows.select_related("subject", "role", "version").order_by("subject__name"):
        written = Assessment.objects.written_by(by).filter(group=group, subject=entry.subject_id)
        draft = written.filter(state=Assessment.State.DRAFT).first()
        if draft is None:
            continue
        wants = _submit(draft, entry, by)
        if wants:
            handed.wanting.append((entry.subject, wants))
        elif wants is not None:
            handed.submitted.append(entry.subject)
    return handed


@transaction.atomic
def _submit(draft: Assessment, entry: RosterEntry, by: Person) -> list[str] | None:
    """What the draft wants, in words; nothing where it is submitted now; None where another window was faster."""
    group = Group.objects.select_for_update(of=("self",)).get(pk=draft.group_id)
    locked = Assessment.objects.select_for_update(of=("self",)).select_related("overall").get(pk=draft.pk)
    if locked.state != Assessment.State.DRAFT:
        return None
    wants = missing(asked_of(entry.version, entry.role.code), stored_draft(locked), entry.subject.first_name)
    if not wants or group.state not in WRITING:  # too late: `submit` says so
        submit(locked, by)
        return []
    return in_words(wants)

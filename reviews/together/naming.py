"""Who contributes to one subject's review: named by who assesses the subject, or by People Ops; until the meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock, trail
from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from accounts.viewing import as_task
from reviews.cycles.acts import guard
from reviews.cycles.setting_up import sets_up
from reviews.models import Input, Part, Participant, Reminder, RosterEntry
from reviews.models.cycles import WRITING
from reviews.models.participants import is_kept_away

ASKED = "contribute"  # the kind of a reminder that an input is asked for
MOST = 12  # contributors to one subject


@dataclass(frozen=True)
class Contributor:
    """Somebody who contributes now, and whether their input is there."""

    person: Person
    is_there: bool


def may_name(entry: RosterEntry, by: Person) -> bool:
    """Who assesses the subject, or sets the group up; never about oneself, nor whom one keeps away from."""
    if is_kept_away(entry, by):
        return False
    return entry.assessor_id == by.pk or sets_up(entry.group, by)


def is_open(entry: RosterEntry) -> bool:
    """Whether somebody can still be named: before the meeting, for somebody who is assessed."""
    return entry.treatment == RosterEntry.Treatment.ASSESS and entry.group.state in WRITING


def contributors(entry: RosterEntry) -> list[Contributor]:
    """Who contributes now, by name; for whoever may name them. That an input is there is no reading of it."""
    rows = _parts(entry).select_related("person").order_by("person__name")
    with as_task("handing-over"):
        there = set(_submitted(entry, (row.person_id for row in rows)))
    return [Contributor(row.person, row.person_id in there) for row in rows]


def _parts(entry: RosterEntry):
    return Participant.objects.now().filter(group=entry.group_id, about=entry.subject_id, part=Part.CONTRIBUTOR)


def _submitted(entry: RosterEntry, authors: Iterable[UUID]):
    rows = Input.objects.filter(group=entry.group_id, subject=entry.subject_id, author__in=list(authors))
    return rows.filter(state=Input.State.SUBMITTED).values_list("author_id", flat=True)


def unfit(entry: RosterEntry, person: Person, by: Person) -> str:
    """Why somebody cannot contribute here, in a sentence; empty where they can."""
    said = {"name": person.name, "subject": entry.subject.name}
    if person.pk == entry.assessor_id:
        return _("%(name)s assesses %(subject)s: what they saw stands in the assessment.") % said
    if problem := guard.unfit(entry, person, by):
        return problem
    here = Participant.objects.now().filter(group=entry.group_id, about=entry.subject_id, person=person)
    if here.filter(part=Part.CONTRIBUTOR).exists():
        return _("%(name)s contributes already.") % said
    if here.filter(part=Part.CO_AUTHOR).exists():
        return _("%(name)s writes the assessment with %(assessor)s.") % (said | {"assessor": entry.assessor.name})
    return ""


def naming_said(entry: RosterEntry, person: Person) -> str:
    """What it means, in a sentence."""
    said = {"name": person.name, "subject": entry.subject.name, "assessor": entry.assessor.name}
    return (
        _(
            "%(name)s is asked what they saw of the work of %(subject)s, and signs it; no rating is asked. %(assessor)s"
            " reads it, and from the preview on the group. %(name)s sees neither the group nor the assessment."
        )
        % said
    )


@transaction.atomic
def name_contributor(entry: RosterEntry, person: Person, by: Person) -> Input:
    """Asks somebody for an input, who finds it on their first page and in a mail; returns their draft.

    Raises NotAllowed for anyone but who assesses the subject or sets the group up; Conflict once the meeting has
    opened, where the subject is not assessed, the person cannot contribute, or too many do.
    """
    entry = _locked(entry, by, "name_contributor")
    if not is_open(entry):
        raise Conflict(_("Contributors are named until the meeting opens, for somebody who is assessed; not now."))
    if said := unfit(entry, person, by):
        raise Conflict(said)
    if _parts(entry).count() >= MOST:
        raise Conflict(_("%(count)d people contribute already, which is the most.") % {"count": MOST})
    Participant.objects.create(
        group=entry.group, person=person, part=Part.CONTRIBUTOR, about=entry.subject, from_at=clock.now()
    )
    trail.record("name_contributor", entry, by, about=entry.subject, after=str(person.pk))
    with as_task("handing-over"):
        whose = {"group": entry.group, "subject": entry.subject, "author": person}
        there = Input.objects.filter(**whose, state__in=[Input.State.DRAFT, Input.State.SUBMITTED]).bookkept()
        made = there.order_by("state").first() or Input.objects.create(**whose)
    if made.state == Input.State.DRAFT and not entry.group.cycle.is_trial:
        Reminder.objects.update_or_create(
            kind=ASKED, object_id=str(made.pk), recipient=person, due_on=clock.today(), defaults={"is_off": False}
        )
    return made


@transaction.atomic
def end_contributor(entry: RosterEntry, person: Person, by: Person) -> None:
    """They are asked no more: what they submitted stands, what they began stays theirs alone, an empty page goes.

    Raises NotAllowed; Conflict where they do not contribute, or once the meeting has opened.
    """
    entry = _locked(entry, by, "end_contributor")
    if not is_open(entry):
        raise Conflict(_("This is changed until the meeting opens, not now."))
    if not _parts(entry).filter(person=person).update(until_at=clock.now()):
        raise Conflict(_("%(name)s does not contribute any more.") % {"name": person.name})
    trail.record("end_contributor", entry, by, about=entry.subject, before=str(person.pk))
    with as_task("handing-over"):
        drafts = Input.objects.filter(group=entry.group, subject=entry.subject, author=person, state=Input.State.DRAFT)
        ids = [str(pk) for pk in drafts.values_list("pk", flat=True)]
        Reminder.objects.filter(kind=ASKED, object_id__in=ids, mail__isnull=True).update(is_off=True)
        drafts.filter(draft_number=0).delete()


def _locked(entry: RosterEntry, by: Person, verb: str) -> RosterEntry:
    """The row as it stands, behind its group's lock. Raises NotAllowed."""
    group = guard.locked(entry.group)
    entry = RosterEntry.objects.select_related("subject", "assessor").get(pk=entry.pk)
    entry.group = group
    if is_kept_away(entry, by):
        raise NotAllowed(verb)
    if entry.assessor_id != by.pk:
        guard.must(entry, by, verb)
    return entry

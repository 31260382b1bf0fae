"""Co-authors: invited by the author of a draft assessment to write it with them; the author alone submits."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import clock, trail
from accounts.models import Below, Person
from accounts.moves import Conflict, NotAllowed
from reviews.cycles.acts import guard
from reviews.models import Assessment, Part, Participant, RosterEntry
from reviews.models.cycles import RUNNING, WRITING
from reviews.models.participants import is_kept_away
from reviews.telling import changed

MOST = 3  # co-authors of one assessment


def invites(entry: RosterEntry, by: Person) -> bool:
    """Who assesses the subject, and does not keep away from them."""
    return entry.assessor_id == by.pk and not is_kept_away(entry, by)


def is_open(entry: RosterEntry) -> bool:
    """Whether somebody can still be invited: while there is a draft by who assesses, until the meeting opens."""
    drafts = Assessment.objects.filter(
        group=entry.group_id, subject=entry.subject_id, author=entry.assessor_id, state=Assessment.State.DRAFT
    )
    return entry.group.state in WRITING and drafts.exists()


def co_authors(entry: RosterEntry) -> QuerySet[Participant]:
    """Who is invited now, by name."""
    parts = Participant.objects.now().filter(group=entry.group_id, about=entry.subject_id, part=Part.CO_AUTHOR)
    return parts.select_related("person").order_by("person__name")


def unfit(entry: RosterEntry, person: Person, by: Person) -> str:
    """Why somebody cannot write with the author here, in a sentence; empty where they can."""
    said = {"name": person.name, "subject": entry.subject.name}
    if problem := guard.unfit(entry, person, by):
        return problem
    if not Below.objects.filter(manager=person, person__is_active=True, depth=1).exists():
        return _("Nobody reports to %(name)s: name somebody who manages people.") % said
    here = Participant.objects.now().filter(group=entry.group_id, about=entry.subject_id, person=person)
    if here.filter(part=Part.CO_AUTHOR).exists():
        return _("%(name)s writes with you already.") % said
    if here.filter(part=Part.CONTRIBUTOR).exists():
        return _("%(name)s is asked as a contributor, who does not see the assessment. End that first.") % said
    return ""


def inviting_said(entry: RosterEntry, person: Person) -> str:
    """What it means, in a sentence."""
    said = {"name": person.name, "subject": entry.subject.name, "assessor": entry.assessor.name}
    return (
        _(
            "%(name)s reads and writes your draft on %(subject)s, with the ratings. %(assessor)s alone submits it."
            " %(name)s sees nothing else of the group by this, and its readers see that you wrote it together."
        )
        % said
    )


@transaction.atomic
def invite(entry: RosterEntry, person: Person, by: Person) -> Participant:
    """Invites a manager to write the draft with its author, and tells them in their next mail.

    Raises NotAllowed for anyone but who assesses the subject; Conflict without a draft, once the meeting has opened,
    where the person cannot, or too many do.
    """
    entry = _locked(entry, by, "invite")
    if not is_open(entry):
        raise Conflict(_("Somebody is invited while there is a draft, until the meeting opens; not now."))
    if said := unfit(entry, person, by):
        raise Conflict(said)
    if co_authors(entry).count() >= MOST:
        raise Conflict(_("%(count)d people write with you already, which is the most.") % {"count": MOST})
    made = Participant.objects.create(
        group=entry.group, person=person, part=Part.CO_AUTHOR, about=entry.subject, from_at=clock.now()
    )
    trail.record("invite", entry, by, about=entry.subject, after=str(person.pk))
    changed.tell(entry, [person])
    return made


@transaction.atomic
def dismiss(entry: RosterEntry, person: Person, by: Person) -> None:
    """They write with the author no more, from now on. Raises NotAllowed; Conflict where it is over already."""
    entry = _locked(entry, by, "dismiss")
    if entry.group.state not in RUNNING or not co_authors(entry).filter(person=person).exists():
        raise Conflict(_("%(name)s does not write with you any more.") % {"name": person.name})
    Participant.objects.filter(pk__in=co_authors(entry).filter(person=person).values("pk")).update(until_at=clock.now())
    trail.record("dismiss", entry, by, about=entry.subject, before=str(person.pk))
    changed.tell(entry, [person])


def _locked(entry: RosterEntry, by: Person, verb: str) -> RosterEntry:
    """The row as it stands, behind its group's lock. Raises NotAllowed."""
    group = guard.locked(entry.group)
    entry = RosterEntry.objects.select_related("subject", "assessor").get(pk=entry.pk)
    entry.group = group
    if not invites(entry, by):
        raise NotAllowed(verb)
    return entry

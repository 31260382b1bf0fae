"""Somebody is away for some days: a deputy reads, writes and submits in their place; they vote and tell nothing."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts import clock, trail
from accounts.models import Below, Person
from accounts.moves import Conflict, NotAllowed
from reviews.cycles.acts import guard, late
from reviews.cycles.acts.parts import end_standing_in
from reviews.cycles.setting_up import must_set_up, sets_up
from reviews.models import Deputyship, Exclusion, Group, Part, Participant, RosterEntry
from reviews.models.cycles import RUNNING
from reviews.models.participants import READERS, not_kept_away
from reviews.telling import changed

LONGEST = timedelta(days=180)


def assessors_of(group: Group) -> QuerySet[Person]:
    """For whom somebody can stand in: the group's assessors of now."""
    rows = Participant.objects.now().filter(group=group, part=Part.ASSESSOR)
    return Person.objects.filter(pk__in=rows.values("person")).order_by("name")


def may_name_for(group: Group, by: Person) -> QuerySet[Person]:
    """The assessors for whom `by` may name a deputy: an assessor for themselves, People Ops for any but who assesses
    them, or somebody from whom they keep away."""
    if group.state not in RUNNING:
        return Person.objects.none()
    may = Q(pk=by.pk)
    if sets_up(group, by):
        may |= ~Q(pk__in=_judges_of_ones_own(group, by))
    return assessors_of(group).filter(may)


def _judges_of_ones_own(group: Group, by: Person) -> QuerySet:
    """The ids of who assesses `by`, or somebody from whom they keep away."""
    return RosterEntry.objects.filter(~not_kept_away(by), group=group).values("assessor")


def deputies_of(group: Group, by: Person) -> QuerySet[Deputyship]:
    """Those of now and to come that `by` may see."""
    rows = Deputyship.objects.visible_to(by).not_over().filter(group=group)
    return rows.select_related("person", "deputy")


def naming_said(group: Group, person: Person, deputy: Person) -> str:
    """What it means, in a sentence."""
    said = {"deputy": deputy.name, "person": person.name, "group": group.name}
    return (
        _(
            "%(deputy)s stands in for %(person)s in %(group)s: reads what the group reads, writes and submits."
            " %(person)s can go on writing, too. Votes, the words to people and talks stay with %(person)s."
        )
        % said
    )


def unfit(group: Group, person: Person, deputy: Person, by: Person) -> str:
    """Why somebody cannot stand in here, in a sentence; empty where they can."""
    name = {"name": deputy.name}
    if deputy.pk == person.pk:
        return _("Name somebody else than %(name)s.") % name
    if deputy.pk == by.pk:
        return _("You cannot name yourself.")
    if not deputy.is_here(clock.today()):
        return _("%(name)s is no longer here: name somebody else.") % name
    if RosterEntry.objects.filter(group=group, subject=deputy).exists():
        return _("%(name)s is reviewed in this group: name somebody who is not.") % name
    if by.pk == person.pk and not _reads_or_is_above(group, person, deputy):
        return _("Name somebody who reads this group, or who is above you. For anybody else ask People Ops.")
    return ""


def _reads_or_is_above(group: Group, person: Person, deputy: Person) -> bool:
    reads = Participant.objects.now().filter(group=group, person=deputy, part__in=READERS)
    return reads.exists() or Below.objects.filter(manager=deputy, person=person).exists()


def _midnight(day: date, person: Person) -> datetime:
    zone = clock.zone_of(person.time_zone) if person.time_zone else clock.organisations_zone()
    return datetime.combine(day, time(), zone)


@transaction.atomic
def name_deputy(group: Group, person: Person, deputy: Person, from_on: date, until_on: date, by: Person) -> Deputyship:
    """Names a deputy from the beginning of one day to the end of another.

    Raises NotAllowed for anyone but the person themselves and who sets the group up; Conflict for days that are over,
    the wrong way round or too long, where the person assesses nobody here, or the deputy cannot.
    """
    group = guard.locked(group)
    if by.pk != person.pk:
        must_set_up(group, by, "name_deputy")
    if not may_name_for(group, by).filter(pk=person.pk).exists():
        raise NotAllowed("name_deputy")
    if said := unfit(group, person, deputy, by):
        raise Conflict(said)
    begins = max(_midnight(from_on, person), clock.now())
    ends = _midnight(until_on + timedelta(days=1), person)
    if not from_on <= until_on or until_on - from_on > LONGEST or ends <= begins:
        raise Conflict(_("Choose days from today on, the first before the last, and no more than half a year."))
    at_once = Deputyship.objects.not_over().filter(group=group, person=person, from_at__lt=ends, until_at__gt=begins)
    if at_once.exists():
        raise Conflict(
            _("Somebody stands in for %(name)s in these days already: end that first.") % {"name": person.name}
        )
    if not Participant.objects.now().filter(group=group, person=deputy, part__in=READERS).exists():
        _keep_away_alike(group, person, deputy)
    made = Deputyship.objects.create(
        group=group, person=person, deputy=deputy, from_at=begins, until_at=ends, named_by=by
    )
    Participant.objects.create(group=group, person=deputy, part=Part.DEPUTY, from_at=begins, until_at=ends)
    trail.record("name_deputy", made, by, before=str(person.pk), after=str(deputy.pk))
    changed.tell_of_group(group, [person, deputy])
    return made


def _keep_away_alike(group: Group, person: Person, deputy: Person) -> None:
    """Whom the one keeps away from, the other does."""
    subjects = Exclusion.objects.filter(group=group, person=person).exclude(subject=deputy)
    for subject in subjects.values_list("subject", flat=True):
        Exclusion.objects.get_or_create(group=group, person=deputy, subject_id=subject)


@transaction.atomic
def end_deputy(deputyship: Deputyship, by: Person) -> None:
    """Ends it now. Raises NotAllowed, as naming does; Conflict where it is over."""
    group = guard.locked(deputyship.group)
    if by.pk != deputyship.person_id:
        must_set_up(group, by, "end_deputy")
        if _judges_of_ones_own(group, by).filter(assessor=deputyship.person_id).exists():
            raise NotAllowed("end_deputy")
    if not Deputyship.objects.not_over().filter(pk=deputyship.pk).exists():
        raise Conflict(_("This is over already."))
    end_standing_in(deputyship, by)
    late.tell_the_meeting(group)

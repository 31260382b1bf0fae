"""Giving and ending permissions: by another person of People Ops, never wider than what they hold themselves."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock, trail
from accounts.models import Grant, GrantKind, Organisation, Person
from accounts.models.grants import people_ops_for
from accounts.moves import Conflict, NotAllowed


class NotForOneself(NotAllowed):
    """Nobody gives or ends a permission of their own."""

    def __init__(self) -> None:
        super().__init__("grant")
        self.sentence = _("Nobody gives or ends a permission of their own: ask another person of People Ops.")


class WiderThanHeld(NotAllowed):
    """A part of the organisation cannot give what reaches beyond it."""

    def __init__(self) -> None:
        super().__init__("grant")
        self.sentence = _(
            "This reaches further than your own permission. Someone with the whole organisation can do it."
        )


def covers(viewer: Person, person: Person) -> bool:
    """Whether `viewer` holds People Ops for the population in which `person` is."""
    if viewer.holds_everywhere(GrantKind.PEOPLE_OPS):
        return True
    return Person.objects.filter(people_ops_for(viewer, "pk"), pk=person.pk).exists()


def may_deal_with(by: Person, kind: str, scope: Person | None) -> bool:
    """Whether a grant of that reach may be given or ended by that person: not wider than they hold."""
    if by.holds_everywhere(GrantKind.PEOPLE_OPS):
        return True
    return kind == GrantKind.PEOPLE_OPS and scope is not None and covers(by, scope)


def may_end(grant: Grant, by: Person) -> bool:
    """Whether a button to end it is shown; `end` asks again."""
    running = grant.until_at is None or grant.until_at > clock.now()
    return running and grant.person_id != by.pk and may_deal_with(by, grant.kind, grant.scope)


@transaction.atomic
def give(person: Person, kind: str, scope: Person | None, reason: str, by: Person) -> Grant:
    """Gives a permission from now on; raises NotAllowed, or Conflict where it is held already."""
    if person.pk == by.pk:
        raise NotForOneself
    if not may_deal_with(by, kind, scope):
        raise WiderThanHeld
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not person.is_active:
        raise Conflict(_("%(name)s is no longer here. Nothing was given.") % {"name": person.name})
    if Grant.objects.in_force().filter(person=person, kind=kind, scope=scope).exists():
        raise Conflict(_("%(name)s holds this permission already. Nothing was given twice.") % {"name": person.name})
    grant = Grant.objects.create(person=person, kind=kind, scope=scope, reason=reason, given_by=by, from_at=clock.now())
    trail.record("give", grant, by, about=person, after=kind)
    return grant


@transaction.atomic
def end(grant: Grant, by: Person) -> Grant:
    """Ends a permission now; raises NotAllowed, or Conflict where it has ended already."""
    grant = Grant.objects.select_for_update(of=("self",)).select_related("scope", "person").get(pk=grant.pk)
    if grant.person_id == by.pk:
        raise NotForOneself
    if not may_deal_with(by, grant.kind, grant.scope):
        raise WiderThanHeld
    if grant.until_at is not None:
        raise Conflict(_("This permission has ended already. Nothing was changed."))
    grant.until_at = clock.now()
    grant.save(update_fields=["until_at"])
    trail.record("end", grant, by, about=grant.person, before=grant.kind)
    return grant


@transaction.atomic
def appoint(person: Person, kind: str, reason: str) -> Grant:
    """The first permissions of an installation, by whoever runs the machine: given by nobody, for everyone.

    Raises Conflict once anyone holds People Ops for the whole organisation: from then on People Ops give them.
    """
    Organisation.objects.select_for_update().first()
    held = Grant.objects.in_force().filter(kind=GrantKind.PEOPLE_OPS, scope=None)
    holder = held.filter(person__is_active=True).select_related("person").first()
    if holder:
        sentence = _(
            "%(name)s holds People Ops for the whole organisation: permissions are given by People Ops on the page "
            "“Permissions” now."
        )
        raise Conflict(sentence % {"name": holder.person.name})
    grant = Grant.objects.create(person=person, kind=kind, reason=reason, from_at=clock.now())
    trail.record("appoint", grant, None, about=person, after=kind)
    return grant

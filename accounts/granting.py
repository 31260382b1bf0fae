"""Giving and ending permissions: by another person of People Ops, never wider than what they hold themselves.

It takes two: one person gives, a second confirms. Somebody alone could give a permission to an account of their own
making, or be the only one left. Where nobody could confirm, one gives alone, and the operators are told.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock, letters, trail
from accounts.models import Below, Grant, GrantKind, Organisation, Person
from accounts.models.grants import people_ops_for
from accounts.moves import Conflict, NotAllowed

TOLD_FOR = timedelta(days=30)


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


# -- who may -------------------------------------------------------------------------------------------


def covers(viewer: Person, person: Person) -> bool:
    """Whether `viewer` holds People Ops for the population in which `person` is."""
    if viewer.holds_everywhere(GrantKind.PEOPLE_OPS):
        return True
    if not viewer.holds(GrantKind.PEOPLE_OPS):
        return False
    return Person.objects.filter(people_ops_for(viewer, "pk"), pk=person.pk).exists()


def covers_another(by: Person, person: Person) -> bool:
    """People Ops for the person's population; never for oneself."""
    return by.pk != person.pk and covers(by, person)


def others_who_cover(person: Person, but: Person) -> bool:
    """Whether somebody else of People Ops, who is here, deals with the person."""
    held = Grant.objects.of_people_ops()
    holders = Person.objects.filter(pk__in=held.values("person")).exclude(pk__in=[person.pk, but.pk])
    return any(covers(holder, person) for holder in holders)


def may_deal_with(by: Person, kind: str, scope: Person | None) -> bool:
    """Whether a grant of that reach may be given or ended by that person: not wider than they hold."""
    if by.holds_everywhere(GrantKind.PEOPLE_OPS):
        return True
    return kind == GrantKind.PEOPLE_OPS and scope is not None and covers(by, scope)


def may_end(grant: Grant, by: Person) -> bool:
    """Whether a button to end it is shown; `end` asks again."""
    running = grant.until_at is None or grant.until_at > clock.now()
    asked_already = grant.end_asked_by_id is not None
    return running and not asked_already and grant.person_id != by.pk and may_deal_with(by, grant.kind, grant.scope)


def seconds(grant: Grant) -> list[Person]:
    """Who of People Ops could confirm what waits: not who asked, not the person concerned, nobody beyond their own."""
    concerned = [grant.person_id, asked_by(grant)]
    held = Grant.objects.of_people_ops()
    holders = Person.objects.filter(pk__in=held.exclude(person__in=concerned).values("person")).order_by("name")
    return [holder for holder in holders if may_deal_with(holder, grant.kind, grant.scope)]


def asked_by(grant: Grant) -> object:
    """The id of who asked for what waits: the giver, or who would end it."""
    return grant.end_asked_by_id or grant.given_by_id


def waits(grant: Grant) -> bool:
    """Whether giving or ending it waits for a second person."""
    return grant.until_at is None and (grant.from_at is None or grant.end_asked_by_id is not None)


def may_confirm(grant: Grant, by: Person | None) -> bool:
    """A second person of People Ops; one's own end, too; the machine, where People Ops have no second person."""
    if not waits(grant):
        return False
    if by is None:
        return not seconds(grant)
    if by.pk == grant.person_id:
        return grant.end_asked_by_id is not None
    return by.pk != asked_by(grant) and may_deal_with(by, grant.kind, grant.scope)


def may_withdraw(grant: Grant, by: Person) -> bool:
    """Whoever asked, and any of People Ops who could confirm; nobody keeps a permission of their own that way."""
    return waits(grant) and by.pk != grant.person_id and may_deal_with(by, grant.kind, grant.scope)


# -- acts ----------------------------------------------------------------------------------------------


@transaction.atomic
def give(person: Person, kind: str, scope: Person | None, reason: str, by: Person) -> Grant:
    """Gives a permission: it holds once a second person confirms it, or from now on where nobody could.

    Raises NotAllowed, or Conflict where it is held or waits already.
    """
    if person.pk == by.pk:
        raise NotForOneself
    if not may_deal_with(by, kind, scope):
        raise WiderThanHeld
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not person.is_active:
        raise Conflict(_("%(name)s is no longer here. Nothing was given.") % {"name": person.name})
    same = Grant.objects.filter(person=person, kind=kind, scope=scope)
    if same.in_force().exists():
        raise Conflict(_("%(name)s holds this permission already. Nothing was given twice.") % {"name": person.name})
    if same.waiting().exists():
        raise Conflict(_("This permission of %(name)s waits to be confirmed already.") % {"name": person.name})
    grant = Grant.objects.create(person=person, kind=kind, scope=scope, reason=reason, given_by=by)
    trail.record("ask", grant, by, about=person, after=kind)
    if not seconds(grant):
        _begin(grant, by, alone=True)
    return grant


@transaction.atomic
def end(grant: Grant, by: Person) -> Grant:
    """Ends a permission now. People Ops for the whole organisation ends once a second person confirms it.

    Raises NotAllowed, or Conflict where it has ended or waits already.
    """
    grant = _locked(grant)
    if grant.person_id == by.pk:
        raise NotForOneself
    if not may_deal_with(by, grant.kind, grant.scope):
        raise WiderThanHeld
    if grant.until_at is not None:
        raise Conflict(_("This permission has ended already. Nothing was changed."))
    if waits(grant):
        raise Conflict(_("This permission waits to be confirmed already. Nothing was changed."))
    if grant.kind == GrantKind.PEOPLE_OPS and grant.scope_id is None:
        grant.end_asked_by = by
        grant.save(update_fields=["end_asked_by"])
        trail.record("ask", grant, by, about=grant.person, before=grant.kind)
        return grant
    return _ended(grant, by)


@transaction.atomic
def confirm(grant: Grant, by: Person | None) -> Grant:
    """The second person says yes: it begins, or ends, now. `by=None` is the machine.

    Raises NotAllowed for who asked and for who may not deal with it, or Conflict where nothing waits any more.
    """
    grant = _waiting(grant)
    if not may_confirm(grant, by):
        raise NotAllowed("confirm")
    if grant.end_asked_by_id:
        return _ended(grant, by)
    if not grant.person.is_active:
        raise Conflict(_("%(name)s is no longer here. Nothing was given.") % {"name": grant.person.name})
    return _begin(grant, by)


@transaction.atomic
def withdraw(grant: Grant, by: Person) -> Grant:
    """Puts away what waits: it is not given, or does not end. Raises NotAllowed or Conflict."""
    grant = _waiting(grant)
    if not may_withdraw(grant, by):
        raise NotAllowed("withdraw")
    if grant.end_asked_by_id:
        grant.end_asked_by = None
    else:
        grant.until_at = clock.now()
    grant.save(update_fields=["end_asked_by", "until_at"])
    trail.record("withdraw", grant, by, about=grant.person)
    return grant


@transaction.atomic
def appoint(person: Person, kind: str, reason: str) -> Grant:
    """The first permissions of an installation, by whoever runs the machine: given by nobody, for everyone.

    Raises Conflict once anyone holds People Ops for the whole organisation: from then on People Ops give them.
    """
    Organisation.objects.select_for_update().first()
    holder = Grant.objects.of_people_ops().filter(scope=None).select_related("person").first()
    if holder:
        sentence = _(
            "%(name)s holds People Ops for the whole organisation: permissions are given by People Ops on the page "
            "“Permissions” now."
        )
        raise Conflict(sentence % {"name": holder.person.name})
    grant = Grant.objects.create(person=person, kind=kind, reason=reason, from_at=clock.now())
    trail.record("appoint", grant, None, about=person, after=kind)
    return grant


# -- the pieces ----------------------------------------------------------------------------------------


def _locked(grant: Grant) -> Grant:
    return Grant.objects.select_for_update(of=("self",)).select_related("scope", "person").get(pk=grant.pk)


def _waiting(grant: Grant) -> Grant:
    """The locked row, as long as it waits."""
    grant = _locked(grant)
    if not waits(grant):
        raise Conflict(_("This was confirmed or withdrawn already. Nothing was done; look again."))
    return grant


def _begin(grant: Grant, by: Person | None, *, alone: bool = False) -> Grant:
    grant.from_at, grant.confirmed_by = clock.now(), None if alone else by
    grant.save(update_fields=["from_at", "confirmed_by"])
    trail.record("give", grant, by, about=grant.person, after=grant.kind)
    if alone:
        # it stands even if no operator takes mail
        transaction.on_commit(lambda: _tell_the_operators(grant), robust=True)
    return grant


def _ended(grant: Grant, by: Person | None) -> Grant:
    grant.until_at = clock.now()
    grant.save(update_fields=["until_at"])
    trail.record("end", grant, by, about=grant.person, before=grant.kind)
    return grant


def _tell_the_operators(grant: Grant) -> None:
    addresses = who_is_told([grant.given_by_id], but=[grant.person_id])
    letters.send(addresses, gettext_lazy("A permission was given by one person alone"), "given_alone.txt", grant=grant)


def who_is_told(by: Iterable[Any], but: Iterable[Any] = ()) -> list[str]:
    """The addresses of whoever hears of what one of People Ops did alone: the operators, those of lately too, without
    `by` and `but`; where there are none, whoever is above everybody, without `by`. Ids of people."""
    lately = Q(until_at__isnull=True) | Q(until_at__gt=clock.now() - TOLD_FOR)  # nobody ends those who would hear of it
    held = Grant.objects.filter(lately, kind=GrantKind.OPERATOR, from_at__isnull=False, person__is_active=True)
    told = Person.objects.filter(pk__in=held.values("person")).exclude(pk__in=[*by, *but])
    if not told.exists():  # then whoever is above everybody
        told = Person.objects.filter(is_active=True, pk__in=Below.objects.values("manager"))
        told = told.exclude(pk__in=Below.objects.values("person")).exclude(pk__in=list(by))
    return sorted(told.values_list("email", flat=True))

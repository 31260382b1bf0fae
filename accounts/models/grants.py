"""Grants: permissions with scope, time, reason and giver. There are no flags on a person."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Below, Person, active_now, is_active
from accounts.models.record import Record
from accounts.written_once import WrittenOnce


class GrantKind(models.TextChoices):
    PEOPLE_OPS = "people_ops", _("People Ops")
    FRAMEWORK_EDITOR = "framework_editor", _("framework editor")
    OPERATOR = "operator", _("operator")


class GrantQuerySet(models.QuerySet):
    def in_force(self) -> "GrantQuerySet":
        """Begun and not ended, of people who are here."""
        from accounts.clock import today

        return self.filter(active_now()).exclude(person__left_on__lte=today())

    def held_by(self, person: Person) -> "GrantQuerySet":
        """Those in force that one person holds."""
        from accounts.clock import today

        return self.none() if person.has_left(today()) else self.filter(active_now(), person=person)

    def of_people_ops(self) -> "GrantQuerySet":
        """Those in force of People Ops who can sign in: whoever of them can act."""
        return self.in_force().filter(kind=GrantKind.PEOPLE_OPS, person__is_active=True)

    def waiting(self) -> "GrantQuerySet":
        """Those whose beginning or end waits for a second person."""
        return self.filter(Q(from_at__isnull=True) | Q(end_asked_by__isnull=False), until_at__isnull=True)

    def visible_to(self, viewer) -> "GrantQuerySet":
        """People Ops; the person concerned."""
        if not isinstance(viewer, Person):
            return self.none()
        return self if viewer.holds(GrantKind.PEOPLE_OPS) else self.filter(person=viewer)


class Grant(Record):
    """A permission of one person, over the whole organisation or over one subtree of reporting lines."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30, choices=GrantKind)
    scope = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The head of the subtree; empty means the whole organisation.",
    )
    reason = models.CharField(max_length=500)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The second person; empty where there was none, and while it waits.",
    )
    end_asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    from_at = models.DateTimeField(null=True, help_text="Empty: it waits, or was withdrawn.")
    until_at = models.DateTimeField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["-from_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(given_by__isnull=True) | ~Q(given_by=F("person")),
                name="nobody_grants_to_themselves",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (~Q(confirmed_by=F("person")) & ~Q(confirmed_by=F("given_by"))),
                name="nobody_confirms_a_grant_of_theirs",
            ),
            models.CheckConstraint(
                condition=Q(end_asked_by__isnull=True) | ~Q(end_asked_by=F("person")),
                name="nobody_ends_their_own_grant",
            ),
            models.CheckConstraint(condition=Q(kind__in=GrantKind.values), name="grant_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(until_at__isnull=True) | Q(until_at__gte=F("from_at")),
                name="grant_ends_after_it_begins",
            ),
        ]

    def is_in_force(self, now: datetime) -> bool:
        """What `in_force` asks of a row of somebody who is here."""
        return is_active(self.from_at, self.until_at, now)


# whatever a person holds, held or waits for
of_person = WrittenOnce(lambda pk: Grant.objects.filter(person=pk).order_by())


def people_ops_for(viewer: Person, person: str) -> Q | Exists:
    """True where `viewer` holds People Ops for the population in which the row's `person` column is.

    `person` names the column of the row (for example "subject"), or is "pk" over rows of people themselves.
    One's own case is not excluded here.
    """
    heads = [grant.scope_id for grant in viewer.grants_held if grant.kind == GrantKind.PEOPLE_OPS]
    if not heads:
        return Q(pk__in=[])
    if None in heads:
        return Q(pk__isnull=False)
    column = "pk" if person == "pk" else f"{person}_id"
    return Q(**{f"{person}__in": heads}) | Q(Exists(Below.objects.filter(manager__in=heads, person=OuterRef(column))))

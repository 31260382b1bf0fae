"""People, their leave, and the dated lines of who reports to whom."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import Team
from accounts.models.record import Record

# the name of whoever was erased, and the end of the address that stands in the place of theirs
FORMER_COLLEAGUE = "a former colleague"
ERASED = "@erased.invalid"
ERASED_ID = "erased-"


class Kind(models.TextChoices):
    EMPLOYEE = "employee", _("employee")
    CONTRACTOR = "contractor", _("contractor")
    INTERN = "intern", _("intern")


class PersonQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "PersonQuerySet":
        """Name, team and title of colleagues: every member sees every member."""
        return self if isinstance(viewer, Person) and viewer.is_active else self.none()

    def here_on(self, day: date) -> "PersonQuerySet":
        """Whose account is open and who are not gone by that day; a last day that is to come changes nothing."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=day), is_active=True)


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    def get_by_natural_key(self, email: str) -> "Person":
        """The person who signs in with that address, whatever its case."""
        return self.get(email__iexact=email)

    def create_user(self, email: str, name: str, password: str | None = None, **more) -> "Person":
        """Makes a person who can sign in once a password is set."""
        person = self.model(email=email.strip().lower(), name=name, **more)
        person.set_password(password)
        person.save()
        return person


class Person(Record, AbstractBaseUser):
    """Someone of the organisation. Identity is the id; the address may change, the name is today's."""

    employee_id = models.CharField(max_length=64, unique=True)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.EMPLOYEE)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    time_zone = models.CharField(max_length=60, blank=True)
    hired_on = models.DateField(null=True, blank=True)
    onboarded_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "employee_id"]

    # the ids of everybody above the person today, the manager first, where a page has read them
    managers_above: list[UUID] | None = None

    objects = PersonManager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_person_an_address"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(hired_on__isnull=True) | Q(left_on__gte=F("hired_on")),
                name="nobody_leaves_before_joining",
            ),
        ]
        indexes = [models.Index(fields=["name", "id"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """How the product speaks of the person in a sentence."""
        if self.name == FORMER_COLLEAGUE:
            return self.name
        return self.name.split()[0] if self.name.split() else self.name

    @property
    def is_erased(self) -> bool:
        """Whether nothing is left here but the pseudonym."""
        return self.email.endswith(ERASED)

    def has_left(self, day: date) -> bool:
        """Whether the person is no longer here on that day."""
        return self.left_on is not None and self.left_on <= day

    def is_here(self, day: date) -> bool:
        """Whether the account is open and the person not gone by that day."""
        return self.is_active and not self.has_left(day)

    @cached_property
    def grants_held(self) -> list:
        """The grants in force for this person, read once a request: a person has few, so they are told apart here."""
        from accounts import clock
        from accounts.models.grants import of_person

        if self.has_left(clock.today()):
            return []
        now = clock.now()
        return [grant for grant in of_person(self.pk) if grant.is_in_force(now)]

    def reports_to(self, manager: "Person") -> bool:
        """Whether that is the person's manager today; asks nothing where a page has read who is above them."""
        if self.managers_above is not None:
            return self.managers_above[:1] == [manager.pk]
        return Below.objects.filter(manager=manager, person=self, depth=1).exists()

    def holds(self, kind: str) -> bool:
        """Whether a grant of that kind is in force for the person."""
        return any(grant.kind == kind for grant in self.grants_held)

    def holds_everywhere(self, kind: str) -> bool:
        """Whether the person holds it for the whole organisation."""
        return any(grant.kind == kind and grant.scope_id is None for grant in self.grants_held)


class Leave(models.Model):
    """A stretch in which a person was away; the reason is not kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="leave_ends_after_it_begins",
            )
        ]


class ReportingLine(models.Model):
    """Who reports to whom from a day to a day; one manager at a time."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="lines")
    manager = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="lines_down")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(to_on__isnull=True), name="one_manager_at_a_time"),
            models.CheckConstraint(condition=~Q(person=F("manager")), name="nobody_manages_themselves"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="line_ends_after_it_begins"
            ),
        ]


class Below(models.Model):
    """Closure of today's reporting lines: `person` is below `manager`, `depth` lines down (1 = a report)."""

    manager = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["manager", "person"], name="below_once"),
            models.CheckConstraint(condition=~Q(person=F("manager")), name="nobody_below_themselves"),
        ]
        indexes = [models.Index(fields=["person", "manager"], name="below_by_person")]


def manager_of(person: Person) -> Person | None:
    """The person's manager today, or None (the head of the company, or a gap)."""
    line = ReportingLine.objects.filter(person=person, to_on__isnull=True).select_related("manager").first()
    return line.manager if line else None


def active_now() -> Q:
    """Rows with `from_at`/`until_at` that are in force at this instant."""
    from accounts import clock

    now = clock.now()
    return Q(from_at__lte=now) & (Q(until_at__isnull=True) | Q(until_at__gt=now))


def is_active(from_at: datetime | None, until_at: datetime | None, now: datetime) -> bool:
    """The same of one row that was read."""
    return from_at is not None and from_at <= now and (until_at is None or until_at > now)


def names(people: Iterable[Person]) -> list[str]:
    """Their names, for a sentence."""
    return [person.name for person in people]

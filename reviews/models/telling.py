"""What is owed to people: messages, one-on-ones, and the rows from which reminders are sent."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.access import Task
from accounts.models import Person, Record
from accounts.models.confidential import ConfidentialPart, ConfidentialQuerySet
from reviews.models.results import Result


class MessageQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "MessageQuerySet":
        """Its owner; the person once told, or when the result's day has come."""
        if isinstance(viewer, Task):
            return self if viewer.name == "reminders" else self.none()
        if not isinstance(viewer, Person):
            return self.none()
        readable = Exists(Result.objects.visible_to(viewer).filter(pk=OuterRef("result"), subject=viewer))
        return self.filter((Q(owner=viewer) & ~Q(person=viewer)) | Q(readable))


class Message(ConfidentialPart, Record):
    """Something owed to a person by someone, with the day by which it is to be said."""

    part_of = "result"
    bookkeeping = (
        *("person", "owner", "state", "due_on", "hold_until", "told_at"),
        *("answer", "answered_at", "replied_at", "is_reply_read"),
    )

    class State(models.TextChoices):
        OWED = "owed", _("owed")
        HELD = "held", _("held")
        TOLD = "told", _("told")

    class Answer(models.TextChoices):
        NONE = "", _("no answer")
        CONFIRMED = "confirmed", _("we talked about this")
        NOT_YET = "not_yet", _("not yet")

    result = models.OneToOneField(Result, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.OWED)
    due_on = models.DateField()
    hold_until = models.DateField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(blank=True, max_length=4000)
    replied_at = models.DateTimeField(null=True, blank=True)
    is_reply_read = models.BooleanField(default=False, help_text="Its owner has seen the reply.")

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.CheckConstraint(condition=~Q(owner=models.F("person")), name="nobody_tells_themselves"),
            models.CheckConstraint(condition=Q(state__in=["owed", "held", "told"]), name="message_in_a_known_state"),
        ]
        indexes = [models.Index(fields=["owner", "state", "due_on"], name="message_by_owner")]

    @property
    def subject(self) -> Person:
        """Whom the message is about, as the trail asks it."""
        return self.person


class OneOnOneQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "OneOnOneQuerySet":
        """The two who meet."""
        return self.filter(Q(manager=viewer) | Q(report=viewer)) if isinstance(viewer, Person) else self.none()


class OneOnOne(Record):
    """The recurring talk of a manager and a report: a weekday and wall-clock time in a zone, every so many weeks."""

    manager = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    first_on = models.DateField()
    at = models.TimeField()
    time_zone = models.CharField(max_length=60)
    every_weeks = models.PositiveSmallIntegerField(default=1)

    objects = OneOnOneQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["manager", "report"], name="one_schedule_a_pair"),
            models.CheckConstraint(condition=~Q(manager=models.F("report")), name="nobody_meets_themselves"),
            models.CheckConstraint(condition=Q(every_weeks__gte=1, every_weeks__lte=12), name="weeks_within_reason"),
        ]


class Reminder(models.Model):
    """That someone is to be reminded of something: one row a kind, object, recipient and due day."""

    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40)
    recipient = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField()
    is_off = models.BooleanField(default=False)
    mail = models.ForeignKey("reviews.Mail", on_delete=models.SET_NULL, null=True, blank=True, related_name="reminders")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "recipient", "due_on"], name="one_reminder_each")
        ]
        indexes = [models.Index(fields=["due_on"], name="reminder_by_day")]


class Mail(Record):
    """A mail to be sent once: claimed with a lease, its Message-ID kept, so that a doubled one is known as such."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    recipient = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    address = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    made_at = models.DateTimeField(default=clock.now)
    leased_until = models.DateTimeField(
        null=True, blank=True, help_text="Until then one sender has it; after a failure, when it is tried again."
    )
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True, help_text="Why the last try failed, in a sentence.")

    class Meta:
        indexes = [models.Index(fields=["state", "made_at"], name="mail_by_state")]

"""Notebooks (dated entries of one author about one person, each private or shared), self-reflections, and what a peer
writes when asked."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.access import Task
from accounts.models import Below, Person, Record
from accounts.models.confidential import Confidential, ConfidentialOfPerson, ConfidentialPart, ConfidentialQuerySet
from frameworks.models import Axis, Role
from reviews.models.cycles import READING, RUNNING, Group
from reviews.models.participants import Assignment, RosterEntry, not_kept_away, reads_now, reads_the_group

# -- the pieces: these ask by the person only, since what stands in a notebook is of no group ----------


def manages_or_assesses(viewer: Person) -> Q:
    """True where the viewer manages the row's subject today, or assesses them in a group that runs and is no trial, of
    which the person hears nothing. Never oneself."""
    manages = Exists(Below.objects.filter(manager=viewer, person=OuterRef("subject_id"), depth=1))
    assigned = Assignment.objects.filter(
        not_kept_away(viewer),
        assessor=viewer,
        subject=OuterRef("subject_id"),
        group__state__in=RUNNING,
        group__cycle__is_trial=False,
    )
    return ~Q(subject=viewer) & (Q(manages) | Q(Exists(assigned)))


def reads_of_the_person(viewer: Person) -> Q:
    """True where the viewer is now a reader of a group in which the row's subject is reviewed, from the preview until
    the close; a trial is none. Never oneself, nor whom one keeps away from there."""
    rosters = RosterEntry.objects.filter(
        subject=OuterRef("subject_id"), group__state__in=READING, group__cycle__is_trial=False
    )
    return ~Q(subject=viewer) & Q(Exists(rosters.filter(reads_the_group(viewer)).filter(not_kept_away(viewer))))


PRIVATE = Q(audiences__isnull=True)  # of an entry: only its author reads it

# -- entries ---------------------------------------------------------------------------------------------


class EntryQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "EntryQuerySet":
        """Its author. Where it is shared: with the manager, whoever manages the person today or assesses them in a
        group that runs; with the person, them; with the group, its readers from preview until the close; a trial reads
        nothing. Never the person by any other way."""
        if not isinstance(viewer, Person):
            return self.none()
        return self.filter(
            Q(author=viewer)
            | Q(shared_with("manager")) & manages_or_assesses(viewer)
            | Q(shared_with("subject")) & Q(subject=viewer)
            | Q(shared_with("group")) & reads_of_the_person(viewer)
        )

    def private(self) -> "EntryQuerySet":
        """Those that only their author reads."""
        return self.filter(PRIVATE)


class Entry(ConfidentialOfPerson, Record):
    """What one person noted about another, or about themselves, on one day."""

    noted_as = "note"
    closely = True
    bookkeeping = ("subject", "author", "on", "changed_at")

    class Source(models.TextChoices):
        SEEN = "seen", _("what I saw")
        OWN = "own", _("what I think")
        ONE_ON_ONE = "one_on_one", _("from a one-on-one")
        PEER = "peer", _("from a peer or another team")

    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField()
    text = models.TextField(max_length=4000)
    link = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=12, choices=Source, default=Source.SEEN)
    is_quotation = models.BooleanField(default=False, help_text="In the words of whoever said it.")
    changed_at = models.DateTimeField(default=clock.now)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("notebook entry")
        ordering = ["-on", "-changed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=["seen", "own", "one_on_one", "peer"]), name="entry_from_a_known_source"
            ),
        ]
        indexes = [
            models.Index(fields=["author", "subject", "-on"], name="entry_by_author"),
            models.Index(fields=["subject", "-on"], name="entry_by_subject"),
        ]


class EntryAudience(models.Model):
    """That an entry is shared with somebody beside its author: one row an audience, and none where it is private."""

    class Audience(models.TextChoices):
        MANAGER = "manager", _("the manager")
        SUBJECT = "subject", _("the person")
        GROUP = "group", _("the group")

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="audiences")
    audience = models.CharField(max_length=8, choices=Audience)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "audience"], name="one_share_an_audience"),
            models.CheckConstraint(
                condition=Q(audience__in=["manager", "subject", "group"]), name="share_with_a_known_audience"
            ),
        ]


def shared_with(audience: str) -> Exists:
    """True where an entry is shared with this audience."""
    return Exists(EntryAudience.objects.filter(entry=OuterRef("pk"), audience=audience))


# -- self-reflections ------------------------------------------------------------------------------------


class ReflectionQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "ReflectionQuerySet":
        """The person who wrote it about themselves. Once handed in: who assesses them there, while the group runs; and
        where they chose so, whoever reads a submitted assessment of theirs. Nobody who keeps away from them."""
        if not isinstance(viewer, Person):
            return self.none()
        assigned = Assignment.objects.filter(group=OuterRef("group"), subject=OuterRef("subject_id"), assessor=viewer)
        handed = Q(state=Reflection.State.HANDED_IN) & not_kept_away(viewer)
        assesses = Q(group__state__in=RUNNING) & Q(Exists(assigned))
        return self.filter(
            Q(subject=viewer) | handed & (assesses | Q(readers=Reflection.Readers.GROUP) & reads_now(viewer))
        )


class Reflection(Confidential, Record):
    """What a person says of their own work in one review: a text, and words on axes; no rating."""

    noted_as = "reflection"
    author_column = "subject_id"
    bookkeeping = ("group", "subject", "role", "state", "readers", "draft_number", "saved_at", "handed_in_at")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        HANDED_IN = "handed_in", _("handed in")

    class Readers(models.TextChoices):
        ASSESSOR = "assessor", _("who assesses me")
        GROUP = "group", _("the group")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    readers = models.CharField(max_length=8, choices=Readers, default=Readers.ASSESSOR)
    text = models.TextField(blank=True, max_length=8000)
    draft_number = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("self-reflection")
        constraints = [
            models.UniqueConstraint(fields=["group", "subject"], name="one_reflection_a_subject"),
            models.CheckConstraint(condition=Q(state__in=["draft", "handed_in"]), name="reflection_in_a_known_state"),
            models.CheckConstraint(condition=Q(readers__in=["assessor", "group"]), name="reflection_for_known_readers"),
        ]


class ReflectionAxisQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "ReflectionAxisQuerySet":
        """Whoever sees the self-reflection."""
        return self.filter(Exists(Reflection.objects.visible_to(viewer).filter(pk=OuterRef("reflection"))))


class ReflectionAxis(ConfidentialPart):
    """What the person says on one axis of their role."""

    part_of = "reflection"
    bookkeeping = ("axis",)

    reflection = models.ForeignKey(Reflection, on_delete=models.CASCADE, related_name="axes")
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=8000)

    objects = ReflectionAxisQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reflection", "axis"], name="one_reflection_an_axis")]


# -- two sentences from a peer ---------------------------------------------------------------------------


class Readers(models.TextChoices):
    """Who reads what a peer writes: chosen by whoever asks, before the peer writes, and never widened."""

    ASKER = "asker", _("who asks")
    MANAGER = "manager", _("who asks, and the manager")
    GROUP = "group", _("who asks, the manager, and the group")


class AskQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "AskQuerySet":
        """Who asks, and the peer who is asked."""
        if isinstance(viewer, Task):
            return self if viewer.name == "reminders" else self.none()
        return self.filter(Q(asker=viewer) | Q(peer=viewer)) if isinstance(viewer, Person) else self.none()

    def waiting(self, today: date) -> "AskQuerySet":
        """Those that can be answered: until their day, and while who asks is the person or manages them."""
        manages = Below.objects.filter(manager=OuterRef("asker"), person=OuterRef("subject"), depth=1)
        still = Q(asker=models.F("subject")) | Q(Exists(manages))
        return self.filter(still, state=Ask.State.ASKED, expires_on__gte=today)


class Ask(ConfidentialOfPerson, Record):
    """That somebody asks a peer for two sentences about themselves, or about a report."""

    noted_as = "ask"
    closely = True
    author_column = "asker_id"
    bookkeeping = ("subject", "asker", "peer", "state", "readers", "asked_at", "expires_on", "closed_at")

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        ANSWERED = "answered", _("answered")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    asker = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    peer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    question = models.TextField(blank=True, max_length=500)
    readers = models.CharField(max_length=8, choices=Readers)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(default=clock.now)
    expires_on = models.DateField(help_text="The last day on which it can be answered.")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to a peer")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["asker", "peer", "subject"], condition=Q(state="asked"), name="one_open_ask_each"
            ),
            models.CheckConstraint(condition=~Q(asker=models.F("peer")), name="nobody_asks_themselves"),
            models.CheckConstraint(condition=~Q(peer=models.F("subject")), name="nobody_is_asked_about_themselves"),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "answered", "declined", "withdrawn"]), name="ask_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(readers__in=["asker", "manager", "group"]), name="ask_for_known_readers"
            ),
        ]
        indexes = [
            models.Index(fields=["peer", "state"], name="ask_by_peer"),
            models.Index(fields=["asker", "subject"], name="ask_by_asker"),
        ]


class SentencesQuerySet(ConfidentialQuerySet):
    def visible_to(self, viewer) -> "SentencesQuerySet":
        """The peer who wrote them, and who asked; whom the asker had named before: whoever manages the person today or
        assesses them in a group that runs; the group's readers from preview until the close; a trial reads nothing.
        Never the person, unless they asked."""
        if not isinstance(viewer, Person):
            return self.none()
        managers = Q(readers__in=[Readers.MANAGER, Readers.GROUP]) & manages_or_assesses(viewer)
        group = Q(readers=Readers.GROUP) & reads_of_the_person(viewer)
        return self.filter(Q(author=viewer) | Q(asker=viewer) | managers | group)


class Sentences(ConfidentialOfPerson, Record):
    """What a peer wrote when asked; for those readers, and no others ever."""

    noted_as = "sentences"
    closely = True
    bookkeeping = ("ask", "subject", "author", "asker", "readers", "written_at")

    ask = models.OneToOneField(Ask, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asker = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    readers = models.CharField(max_length=8, choices=Readers)
    text = models.TextField(max_length=600)
    written_at = models.DateTimeField(default=clock.now)

    objects = SentencesQuerySet.as_manager()

    class Meta:
        verbose_name = _("sentences of a peer")
        ordering = ["-written_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(author=models.F("subject")), name="sentences_not_about_oneself"),
            models.CheckConstraint(
                condition=Q(readers__in=["asker", "manager", "group"]), name="sentences_for_known_readers"
            ),
        ]
        indexes = [models.Index(fields=["subject", "-written_at"], name="sentences_by_subject")]

"""What people say of a wording: comments, with a name or without, and proposals of other words."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Record
from frameworks.models.flags import Flag
from frameworks.models.identity import Axis, Level, Role
from frameworks.models.versions import BehaviourIdentity, Version


class OnWordingQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "OnWordingQuerySet":
        """Its author, and whoever may read the version whose wording it is on."""
        if not isinstance(viewer, Person):
            return self.none()
        return self.filter(Q(author=viewer) | Q(version__in=Version.objects.visible_to(viewer)))


class OnWording(Record):
    """About one wording of one version: of a level, a role, an axis, a role on an axis, one example; of none of them,
    about the version as a whole. An example is named with the axis and, where it has one, the role it stands at."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    behaviour = models.ForeignKey(BehaviourIdentity, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(role__isnull=True, axis__isnull=True, behaviour__isnull=True),
                name="%(class)s_on_one_wording",
            ),
            models.CheckConstraint(
                condition=Q(behaviour__isnull=True) | Q(axis__isnull=False), name="%(class)s_example_on_its_axis"
            ),
        ]


class Proposal(OnWording):
    """Other words for one wording, another example, or that one goes, with the reason; what was discussed of it stands
    in comments.

    `was` is the text it would replace. An accepted one is written into a draft of the next version, `draft`.
    """

    class Kind(models.TextChoices):
        REWORD = "reword", _("other words")
        ADD = "add", _("another example")
        REMOVE = "remove", _("without this example")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REWORD)
    text = models.TextField(blank=True)
    was = models.TextField(blank=True)
    reason = models.TextField()
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    line = models.CharField(max_length=300, blank=True)
    draft = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_answer_read = models.BooleanField(default=False, help_text="Its author has seen what became of it.")

    objects = OnWordingQuerySet.as_manager()

    class Meta(OnWording.Meta):
        constraints = [
            *OnWording.Meta.constraints,
            models.CheckConstraint(
                condition=(Q(kind="remove", text="") | (Q(kind__in=["reword", "add"]) & ~Q(text=""))) & ~Q(reason=""),
                name="a_proposal_says_what_and_why",
            ),
            models.CheckConstraint(
                condition=Q(kind="reword")
                | Q(kind="add", role__isnull=False, axis__isnull=False, behaviour__isnull=True)
                | Q(kind="remove", behaviour__isnull=False),
                name="an_example_comes_to_a_cell_or_goes",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"], line="", draft__isnull=True)
                | Q(Q(state="declined", draft__isnull=True), ~Q(line=""))
                | Q(Q(state="accepted", draft__isnull=False), ~Q(line="")),
                name="an_answered_proposal_says_how",
            ),
        ]
        indexes = [models.Index(fields=["version", "state"], name="proposal_by_version")]

    @property
    def words(self) -> str:
        """What is proposed, in a list."""
        if self.kind == self.Kind.REMOVE:
            return gettext("to take away: %(text)s") % {"text": self.was}
        return gettext("another example: %(text)s") % {"text": self.text} if self.kind == self.Kind.ADD else self.text


class CommentQuerySet(OnWordingQuerySet):
    def to_answer(self) -> "CommentQuerySet":
        """Those that editors answer one by one: what is said of a proposal is answered with it."""
        return self.filter(proposal__isnull=True)


class Comment(OnWording):
    """What somebody says of a wording, or of a proposal. `was` is the text it is about, as it read then.

    Without a name nothing is kept of who wrote it, here or elsewhere, and the day is the one on which it appeared: see
    `HeldComment`. Of a proposal one speaks with one's name. Writing a comment leaves no event.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        SETTLED = "settled", _("settled")
        STRUCK = "struck", _("taken out")

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    said = models.TextField(blank=True)
    was = models.TextField(blank=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    shown_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    outcome = models.CharField(max_length=10, choices=Flag.Outcome, blank=True)
    line = models.CharField(max_length=300, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta(OnWording.Meta):
        constraints = [
            *OnWording.Meta.constraints,
            models.CheckConstraint(
                condition=Q(proposal__isnull=True) | Q(author__isnull=False), name="of_a_proposal_with_a_name"
            ),
            models.CheckConstraint(
                condition=Q(Q(state="open", outcome="", line=""), ~Q(said=""))
                | Q(Q(state="settled", outcome__in=["reworded", "kept", "elsewhere"]), ~Q(said=""), ~Q(line=""))
                | Q(Q(state="struck", outcome="", said=""), ~Q(line="")),
                name="an_answered_comment_says_how",
            ),
        ]
        indexes = [models.Index(fields=["version", "state"], name="comment_by_version")]


class HeldCommentQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "HeldCommentQuerySet":
        """Nobody."""
        return self.none()


class HeldComment(Record):
    """A comment without a name, or a flag (`is_flag`) without one from a framework's page, until its day is over.
    Nobody reads it, and nothing is kept of who wrote it, nor of the text as it read then: while a version is written,
    that would say between which two savings they wrote.

    On the next working day all that are held become comments and flags in one act, in an order drawn by lot and with
    ids of their own, so that neither when one appears nor where it lies says at what hour it was written.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    behaviour = models.UUIDField(null=True, blank=True, help_text="No key: who removes an example sees none of these.")
    said = models.TextField(blank=True)
    is_flag = models.BooleanField(default=False)
    written_on = models.DateField()

    objects = HeldCommentQuerySet.as_manager()

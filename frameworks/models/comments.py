"""What people say of a wording: comments, with a name or without, and proposals of other words."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Record
from frameworks.models.flags import Flag
from frameworks.models.identity import Axis, Level, Role, Step
from frameworks.models.versions import BehaviourIdentity, Version


class OnWordingQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "OnWordingQuerySet":
        """Its author, and whoever may read the version whose wording it is on."""
        if not isinstance(viewer, Person):
            return self.none()
        return self.filter(Q(author=viewer) | Q(version__in=Version.objects.visible_to(viewer)))


def _only(*names: str) -> Q:
    """Of these and of nothing else but an axis."""
    keys = {f"{name}__isnull": name not in names for name in ("level", "role", "step")}
    layer = ~Q(layer="") if "layer" in names else Q(layer="")
    return Q(**keys, is_for_everybody="everybody" in names) & layer


OF_A_CELL = Q(axis__isnull=False) & (
    _only("role") | _only("role", "layer") | _only("level") | _only("everybody") | _only("step")
)


class AboutWording(Record):
    """About one wording of one version: of a level, a role, an axis; of a cell of the axis: what a role asks there or a
    layer adds to it, what all roles of a level or everybody are asked, a step; or one example of a cell. Of none of
    them, about the version as a whole. The same as `frameworks.wordings.Wording`."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    layer = models.CharField(max_length=80, blank=True, help_text="Its code.")
    is_for_everybody = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=_only() | _only("level") | _only("role") | OF_A_CELL, name="%(class)s_on_one_wording"
            ),
            models.CheckConstraint(
                condition=Q(behaviour__isnull=True) | OF_A_CELL, name="%(class)s_example_of_its_cell"
            ),
        ]


# what a row says of its wording, but for an example; and what is read with it
ON = ("version", "level", "role", "axis", "step", "layer", "is_for_everybody")
WITH = ("version__framework", "level", "role", "axis", "step")


class OnWording(AboutWording):
    """The same, its example by its identity."""

    behaviour = models.ForeignKey(BehaviourIdentity, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(AboutWording.Meta):
        abstract = True
        ordering = ["id"]


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
                | Q(OF_A_CELL, kind="add", behaviour__isnull=True)
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
    def meant(self) -> str:
        """The text that would come, or that would go."""
        return self.was if self.kind == self.Kind.REMOVE else self.text

    @property
    def words(self) -> str:
        """What is proposed, as an entry of a list."""
        said = {
            self.Kind.ADD: gettext("Another example: %(text)s"),
            self.Kind.REMOVE: gettext("To take away: %(text)s"),
        }
        return said.get(self.Kind(self.kind), "%(text)s") % {"text": self.meant}


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


class HeldComment(AboutWording):
    """A comment without a name, or a flag (`is_flag`) without one from a framework's page, until its day is over.
    Nobody reads it, and nothing is kept of who wrote it, nor of the text as it read then: while a version is written,
    that would say between which two savings they wrote.

    On the next working day all that are held become comments and flags in one act, in an order drawn by lot and with
    ids of their own, so that neither when one appears nor where it lies says at what hour it was written.
    """

    behaviour = models.UUIDField(null=True, blank=True, help_text="No key: who removes an example sees none of these.")
    said = models.TextField(blank=True)
    is_flag = models.BooleanField(default=False)
    written_on = models.DateField()

    objects = HeldCommentQuerySet.as_manager()

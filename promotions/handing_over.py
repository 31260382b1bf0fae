"""A pitch goes along when its author leaves and their assessments go: before the meeting, and never to or from who
decides on it. Where one person gets another assessor it stays, as what was written about them does."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import trail
from accounts.models import Person
from accounts.viewing import as_task
from promotions.models import Pitch, Vote
from reviews.cycles.acts.departing import Also
from reviews.models import Group, Part, Participant, RosterEntry
from reviews.models.cycles import UNTIL_THE_LOCK, WRITING

OPEN = (Pitch.State.DRAFT, Pitch.State.SUBMITTED, Pitch.State.WITHDRAWN)

BEFORE_THE_PREVIEW = gettext_lazy(
    "%(author)s has begun a pitch for %(subject)s, and it stays %(author)s's to write, to submit or to discard."
    " %(to)s can begin one of their own; the group reads the one that is submitted first."
)
SUBMITTED_ALREADY = gettext_lazy(
    "%(author)s has submitted a pitch for %(subject)s, and it stays %(author)s's. Only once %(author)s has taken it"
    " back can %(to)s submit one."
)
READ_BY_THE_GROUP = gettext_lazy("The pitch for %(subject)s stays %(author)s's, who may still withdraw it.")


@as_task("handing-over")
def pitches(manager: Person, heir: Person, entries: list[RosterEntry], by: Person) -> Also:
    """The pitches that the manager wrote for those whose assessment goes. `entries` are those that `by` may give.

    Whoever wrote a pitch never decides on it: where the manager or the heir is one of the group's deciders, it stays.
    """
    found: list[Pitch] = []
    said = Also([], [], lambda: _give(found, heir, by))
    for entry in entries:
        rows = Pitch.objects.filter(group=entry.group_id, subject=entry.subject_id, author=manager, state__in=OPEN)
        pitch = rows.bookkept().first()
        if pitch is None:
            continue
        of = {"group": f"{entry.group.cycle.name}, {entry.group.name}", "subject": entry.subject.name}
        of["heir"] = heir.name
        deciders = Participant.objects.not_over().filter(
            group=entry.group_id, person__in=[manager, heir], part=Part.DECIDER
        )
        if entry.group.state not in WRITING or Vote.objects.filter(pitch=pitch.pk).exists():
            said.stays.append(_("%(group)s: the pitch for %(subject)s stays, for the meeting has begun.") % of)
        elif deciders.exists():
            said.stays.append(_("%(group)s: the pitch for %(subject)s stays; one of the two decides there.") % of)
        elif Pitch.objects.filter(group=entry.group_id, subject=entry.subject_id, author=heir).exists():
            said.stays.append(_("%(group)s: the pitch for %(subject)s stays; %(heir)s has one of their own.") % of)
        else:
            found.append(pitch)
            said.goes.append(_("%(group)s: the pitch for %(subject)s") % of)
    return said


@as_task("handing-over")
def _give(pitches: list[Pitch], heir: Person, by: Person) -> None:
    for pitch in pitches:
        before = pitch.author_id
        Pitch.objects.filter(pk=pitch.pk).update(author=heir)
        trail.record("hand_over", pitch, by, about=pitch.subject, before=str(before), after=str(heir.pk))


@as_task("handing-over")
def left_behind(entry: RosterEntry) -> list[str]:
    """That there is a pitch, which says from which role to which and is not changed by another role."""
    rows = Pitch.objects.filter(group=entry.group_id, subject=entry.subject_id, state__in=OPEN)
    if not rows.exists():
        return []
    if entry.group.state not in WRITING:
        return [
            _("There is a pitch for %(name)s from the role before: it stays in the meeting until it is taken back.")
            % {"name": entry.subject.name}
        ]
    return [
        _("There is a pitch for %(name)s from the role before: its author begins it anew.")
        % {"name": entry.subject.name}
    ]


@as_task("handing-over")
def stays_with(entry: RosterEntry, to: Person) -> list[str]:
    """That a pitch stays its author's, and what that means for who assesses from now on."""
    rows = Pitch.objects.filter(group=entry.group_id, subject=entry.subject_id, state__in=OPEN).exclude(author=to)
    if entry.group.state != Group.State.ASSESSING:
        rows = rows.filter(state=Pitch.State.SUBMITTED)
    if entry.group.state not in UNTIL_THE_LOCK:
        return []
    sentences = dict.fromkeys((Pitch.State.DRAFT, Pitch.State.WITHDRAWN), BEFORE_THE_PREVIEW)
    sentences[Pitch.State.SUBMITTED] = (
        SUBMITTED_ALREADY if entry.group.state == Group.State.ASSESSING else READ_BY_THE_GROUP
    )
    said = {"subject": entry.subject.name, "to": to.name}
    authors = rows.order_by("author__name").values_list("state", "author__name")
    return [sentences[Pitch.State(state)] % (said | {"author": author}) for state, author in authors]

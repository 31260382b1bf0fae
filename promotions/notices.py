"""What pitches and decisions ask of people: of authors, of deciders, of People Ops."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import Door
from accounts.models import GrantKind, Person
from accounts.models.grants import people_ops_for
from accounts.moves import may
from accounts.owed import Owed, due
from accounts.viewing import as_task
from promotions.models import Decision, Pitch
from promotions.workflow.deciding import IS_EXPLAINED
from promotions.workflow.starting import waiting_behind
from reviews.models import Group
from reviews.models.participants import decides, not_kept_away

State = Decision.State


def owed(person: Person, today: date) -> list[Owed]:
    """What this person owes: drafts to submit, votes to cast, words on a *not now*, decisions to confirm,
    new roles that cannot begin."""
    return [
        *_drafts(person, today),
        *_votes(person, today),
        *_words(person),
        *_confirmations(person, today),
        *_waiting(person),
        *_to_finish(person),
    ]


DRAFTS = Door(
    lambda person: (
        Pitch.objects.visible_to(person)
        .filter(author=person, state=Pitch.State.DRAFT, group__state=Group.State.ASSESSING)
        .select_related("subject", "group__cycle")
    )
)


def _drafts(person: Person, today: date) -> list[Owed]:
    return [
        due(
            _("Submit the pitch for %(name)s or delete it") % {"name": row.subject.name},
            reverse("pitch", args=[row.pk]),
            row.group.cycle.assess_by,
            today,
        )
        for row in DRAFTS(person)
    ]


AWAITING_VOTE = Door(lambda person: Decision.objects.awaiting_vote_of(person).bookkept().select_related("subject"))


def _votes(person: Person, today: date) -> list[Owed]:
    return [
        due(
            _("Vote on the pitch for %(name)s") % {"name": row.subject.name},
            reverse("decision", args=[row.pitch_id]),
            row.ends_on,
            today,
        )
        for row in AWAITING_VOTE(person)
    ]


def _unexplained(person: Person) -> QuerySet[Decision]:
    rows = Decision.objects.filter(Q(decides(person)) | Q(author=person), state=State.NOT_NOW, not_now_evidence="")
    return rows.filter(not_kept_away(person)).not_suspended().bookkept().select_related("subject")


UNEXPLAINED = Door(_unexplained)


def _words(person: Person) -> list[Owed]:
    return [
        Owed(
            _("Say what is missing for %(name)s, and when it is taken up again") % {"name": row.subject.name},
            reverse("decision", args=[row.pitch_id]),
        )
        for row in UNEXPLAINED(person)
    ]


def _confirmations(person: Person, today: date) -> list[Owed]:
    if not person.holds(GrantKind.PEOPLE_OPS):
        return []
    late = Q(state=State.OPEN, ends_on__lt=today)
    rows = Decision.objects.filter(people_ops_for(person, "subject")).filter(
        late | Q(state=State.APPROVED) | Q(IS_EXPLAINED, state=State.NOT_NOW), not_kept_away(person)
    )
    return [
        Owed(
            _sentence(row) % {"name": row.subject.name},
            reverse("decision", args=[row.pitch_id]),
            row.ends_on if row.state == State.OPEN else None,
        )
        for row in rows.not_suspended().bookkept().select_related("subject")
    ]


def _waiting(person: Person) -> list[Owed]:
    """To People Ops: whose new role cannot begin on its day."""
    if not person.holds(GrantKind.PEOPLE_OPS):
        return []
    return [
        Owed(_("The new role of %(name)s cannot begin on its day: choose another") % {"name": name}, address)
        for name, address in waiting(person)
    ]


BEHIND = Door(
    lambda viewer: waiting_behind(viewer).order_by("subject__name").values_list("subject__name", "decision__pitch_id")
)


def waiting(viewer: Person) -> list[tuple[str, str]]:
    """(name, address) of whom the viewer finds a new role that cannot begin on its day, and where to choose another."""
    return [(name, reverse("decision", args=[pitch])) for name, pitch in BEHIND(viewer)]


def _settled(person: Person) -> QuerySet[Group]:
    unsettled = Decision.objects.filter(group=OuterRef("pk")).exclude(state__in=[State.CONFIRMED, State.WITHDRAWN])
    return Group.objects.visible_to(person).filter(~Exists(unsettled), state=Group.State.DECIDING)


SETTLED = Door(_settled)


def _to_finish(person: Person) -> list[Owed]:
    if not person.holds(GrantKind.PEOPLE_OPS):
        return []
    with as_task("deciding"):
        groups = SETTLED(person)
    return [
        Owed(
            _("Finish the deciding of %(group)s: nothing is left to decide") % {"group": group.name},
            reverse("decisions", args=[group.pk]),
        )
        for group in groups
        if may(group, "finish_deciding", person)
    ]


def _sentence(row: Decision) -> str:
    if row.state == State.OPEN:
        return _("The decision on %(name)s is open past its day: too few have voted")
    if row.state == State.APPROVED:
        return _("Confirm the new role of %(name)s with a day")
    return _("Confirm the “not now” on %(name)s")

"""Two sentences from a peer: asked for, written or declined, and who reads them said before a word is written."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import clock, trail
from accounts.access import Task
from accounts.models import Person
from accounts.moves import Conflict, Move, NotAllowed, move
from reviews.models import Ask, Reminder, Sentences
from reviews.notebooks.workflow import notes_about
from reviews.telling.digest import Section, of_kind
from reviews.telling.reminding import day_in_words

State = Ask.State
GOOD_FOR = timedelta(days=14)
MOST_OPEN = 20  # of one asker
ASKED = "asked"  # the kind of a reminder that somebody waits for two sentences


def is_asker(ask: Ask, by: Person | None) -> bool:
    """Who asked."""
    return by is not None and ask.asker_id == by.pk


def is_peer(ask: Ask, by: Person | None) -> bool:
    """The peer who is asked."""
    return by is not None and ask.peer_id == by.pk


TOO_LATE = gettext_lazy("This was answered, declined or taken back already. Nothing was changed; look again.")
_CLOSED = {"closed_at": clock.now}
Ask.MOVES = {  # type: ignore[attr-defined]
    "answer": Move(frozenset({State.ASKED}), State.ANSWERED, is_peer, TOO_LATE, _CLOSED),
    "decline": Move(frozenset({State.ASKED}), State.DECLINED, is_peer, TOO_LATE, _CLOSED),
    "withdraw": Move(frozenset({State.ASKED}), State.WITHDRAWN, is_asker, TOO_LATE, _CLOSED),
}


def may_be_asked(peer: Person, asker: Person, subject: Person) -> bool:
    """Whether somebody can be asked about the person: a colleague who is here, neither of the two."""
    return peer.is_here(clock.today()) and peer.pk not in (asker.pk, subject.pk)


@transaction.atomic
def ask(asker: Person, peer: Person, subject: Person, readers: str, question: str = "") -> Ask:
    """Asks a peer, who is reminded in the next mail of theirs.

    Raises NotAllowed where the asker may not note anything about the person, or the peer may not be asked; Conflict
    where the same is asked already, or too much is.
    """
    if not notes_about(asker, subject) or not may_be_asked(peer, asker, subject):
        raise NotAllowed("ask")
    Person.objects.select_for_update(of=("self",)).get(pk=asker.pk)
    today = clock.today()
    waiting = Ask.objects.filter(asker=asker, state=State.ASKED)
    again = waiting.filter(peer=peer, subject=subject)
    again.filter(expires_on__lt=today).update(state=State.WITHDRAWN, closed_at=clock.now())
    if again.exists():
        raise Conflict(_("You have asked %(name)s already, and there is still time.") % {"name": peer.name})
    if waiting.filter(expires_on__gte=today).count() >= MOST_OPEN:
        raise Conflict(
            _("You wait for %(count)d answers already. Ask again when some have come.") % {"count": MOST_OPEN}
        )
    made = Ask.objects.create(
        asker=asker, peer=peer, subject=subject, readers=readers, question=question, expires_on=today + GOOD_FOR
    )
    trail.record("ask", made, asker, about=subject, after=made.state)
    Reminder.objects.create(kind=ASKED, object_id=str(made.pk), recipient=peer, due_on=today)
    return made


@transaction.atomic
def answer(asked: Ask, by: Person, text: str) -> Sentences:
    """The peer's sentences, for whom the question named. Raises NotAllowed; Conflict where it is over, and where who
    asked manages the person no more."""
    answered = move(asked, "answer", by)
    _refuse_too_late(answered)
    written = Sentences.objects.create(
        ask=answered,
        subject_id=answered.subject_id,
        author=by,
        asker_id=answered.asker_id,
        readers=answered.readers,
        text=text,
        written_at=answered.closed_at,
    )
    _end(answered)
    return written


@transaction.atomic
def decline(asked: Ask, by: Person) -> Ask:
    """The peer would rather not; no reason is asked. Raises NotAllowed, Conflict."""
    declined = move(asked, "decline", by)
    _end(declined)
    return declined


@transaction.atomic
def withdraw(asked: Ask, by: Person) -> Ask:
    """The asker takes the question back. Raises NotAllowed, Conflict."""
    withdrawn = move(asked, "withdraw", by)
    _end(withdrawn)
    return withdrawn


def is_over(asked: Ask, today: date) -> bool:
    """Whether its day has passed without an answer."""
    return asked.state == State.ASKED and asked.expires_on < today


def _refuse_too_late(asked: Ask) -> None:
    if asked.expires_on < clock.today():
        raise Conflict(_("The day by which this could be answered has passed. Nothing was kept."))
    if not notes_about(asked.asker, asked.subject):
        said = {"asker": asked.asker.name, "name": asked.subject.name}
        raise Conflict(_("%(asker)s does not manage %(name)s any more. Nothing was kept.") % said)


def _end(asked: Ask) -> None:
    Reminder.objects.filter(kind=ASKED, object_id=str(asked.pk), mail__isnull=True).update(is_off=True)


def sentences_owed(recipient: Person, reminders: list[Reminder], today: date) -> Section | None:
    """What the day's mail says of questions to the recipient: how many and by when; no name, and not the question."""
    rows = of_kind(reminders, ASKED)
    asked = list(
        Ask.objects.visible_to(Task("reminders"))
        .waiting(today)
        .filter(pk__in=list(rows), peer=recipient)
        .bookkept()
        .order_by("expires_on")
    )
    if not asked:
        return None
    said = ngettext(
        "A colleague asks you for two sentences", "%(count)s colleagues ask you for two sentences", len(asked)
    )
    return Section(
        subject=said % {"count": len(asked)},
        opening=_("you are asked for two sentences about somebody's work:"),
        lines=[_("until %(day)s") % {"day": day_in_words(one.expires_on)} for one in asked],
        where=_("Who asks, about whom, and who will read your answer stands here:"),
        link=settings.SITE_URL + reverse("home"),
        closing=_("You may decline, without a reason."),
        reminders=[rows[str(one.pk)] for one in asked],
    )

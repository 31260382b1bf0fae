"""What finalising and telling ask of a person today."""

from collections import defaultdict
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.days import number
from accounts.doors import Door
from accounts.models import GrantKind, Person
from accounts.owed import Owed, due, named, told_apart
from accounts.viewing import as_task
from reviews.models import Group, Message, Result
from reviews.models.cycles import RELEASED
from reviews.telling import hooks, second_looks
from reviews.telling.workflow import may_release


def owed(person: Person, today: date) -> list[Owed]:
    """Words to write, messages to say, an own result to answer, a group to release, a second look to answer."""
    return [
        *_words(person, today),
        *_messages(person, today),
        *_own(person),
        *_releases(person, today),
        *second_looks.owed(person, today),
    ]


UNWORDED = Door(
    lambda person: (
        Result.objects.visible_to(person)
        .filter(author=person, state=Result.State.STANDING, group__state__in=[Group.State.FINALISING, *RELEASED])
        .select_related("subject", "group__cycle")
    )
)


def _words(person: Person, today: date) -> list[Owed]:
    by_day = defaultdict(list)
    for row in sorted(UNWORDED(person), key=lambda row: row.subject.name):
        by_day[row.group.cycle.release_on].append(row)
    return [_words_by(day, rows, today) for day, rows in by_day.items()]


def _words_by(day: date, rows: list[Result], today: date) -> Owed:
    """The words to be done by one day: to one person, or to several in one line."""
    names = told_apart(row.subject for row in rows)
    whom = [(name, reverse("result_words", args=[row.pk])) for name, row in zip(names, rows, strict=True)]
    if len(whom) == 1:
        [(name, url)] = whom
        return due(_("Write the words to %(name)s") % {"name": name}, url, day, today)
    said = _("Write the words to %(number)s people") % {"number": number(len(whom))}
    return due(said, reverse("telling") + "#writing", day, today, tuple(whom))


def _unsettled(person: Person) -> QuerySet[Message]:
    """What this person has still to tell, talk about or read."""
    mine = Message.objects.visible_to(person).filter(owner=person).select_related("person")
    replied = mine.filter(replied_at__isnull=False, is_reply_read=False)
    return mine.exclude(state=Message.State.TOLD) | mine.filter(answer=Message.Answer.NOT_YET) | replied


UNSETTLED = Door(_unsettled)


def _messages(person: Person, today: date) -> list[Owed]:
    talks, to_tell = [], defaultdict(list)
    for message in UNSETTLED(person):
        if message.state == Message.State.TOLD:
            talks += _said_back(message)
        elif message.state == Message.State.OWED or message.hold_until <= today:
            to_tell[message.due_on].append(message.person.first_name)
    told = [
        due(_("Tell %(names)s") % {"names": named(sorted(names))}, reverse("telling"), day, today)
        for day, names in to_tell.items()
    ]
    return told + talks


def _said_back(message: Message) -> list[Owed]:
    """What a person told wants of whoever told them: the talk that was not yet, and that their reply is read."""
    said = {
        _("Talk with %(name)s, who says: not yet"): message.answer == Message.Answer.NOT_YET,
        _("%(name)s replied on the record: read it"): message.replied_at and not message.is_reply_read,
    }
    name = {"name": message.person.first_name}
    return [Owed(sentence % name, reverse("telling") + "#told") for sentence, holds in said.items() if holds]


UNANSWERED = Door(
    lambda person: (
        Message.objects.visible_to(person)
        .filter(person=person, state=Message.State.TOLD, answer="")
        .select_related("owner", "result__group__cycle")
        .order_by("-told_at")
    )
)


def _own(person: Person) -> list[Owed]:
    return [
        Owed(
            _("Read your result of %(cycle)s, and say whether you talked about it with %(name)s")
            % {"cycle": message.result.group.cycle.name, "name": message.owner.first_name},
            reverse("my_result", args=[message.result_id]),
        )
        for message in UNANSWERED(person)
    ]


def _waiting_for_release(person: Person) -> QuerySet[Group]:
    follows = Exists(Result.objects.filter(group=OuterRef("pk"), state=Result.State.WORDED))
    waits = Q(state=Group.State.FINALISING) | Q(follows, state__in=RELEASED)
    return Group.objects.visible_to(person).filter(waits).select_related("cycle")


WAITING_FOR_RELEASE = Door(_waiting_for_release)


def _releases(person: Person, today: date) -> list[Owed]:
    if not person.holds(GrantKind.PEOPLE_OPS):
        return []
    with as_task("telling-counted"):
        rows = WAITING_FOR_RELEASE(person)
    return [_release(group, today) for group in rows if may_release(group, person)]


def _release(group: Group, today: date) -> Owed:
    """To release it; where that waits for something, to see for what."""
    if awaited := hooks.held_back(group):
        said = _("See what keeps %(group)s from being released") % {"group": group.name}
        return due(said, awaited.href, group.cycle.release_on, today)
    return due(_release_said(group), reverse("finalising", args=[group.pk]), group.cycle.release_on, today)


def _release_said(group: Group) -> str:
    if group.state == Group.State.FINALISING:
        return _("Release %(group)s") % {"group": group.name}
    return _("Release those in %(group)s whose words were missing and are done") % {"group": group.name}

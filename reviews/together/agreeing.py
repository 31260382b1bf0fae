"""What happens to common texts: each of the two writes and shows versions, until one agrees to the other's newest."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock
from accounts.access import Task
from accounts.doors import Door
from accounts.models import Person
from accounts.moves import Conflict, Move, NotAllowed, move
from accounts.owed import Owed
from accounts.viewing import as_task
from reviews.drafts import count_on, stands_already
from reviews.models import Assignment, CommonText, Group, Reminder, RosterEntry
from reviews.models.cycles import WRITING
from reviews.models.participants import is_kept_away
from reviews.telling.digest import Section, of_kind

State = CommonText.State
SHOWN = "common"  # the kind of a reminder that the other has shown or agreed to a text
MOST = 30  # versions of one text


def is_one_of_two(whose: RosterEntry | CommonText, by: Person | None) -> bool:
    """The person, or who assesses them in that group and does not keep away from them."""
    if by is None:
        return False
    if whose.subject_id == by.pk:
        return True
    owed = Assignment.objects.filter(group=whose.group_id, subject=whose.subject_id, assessor=by)
    return owed.exists() and not is_kept_away(whose, by)


def is_author(row: CommonText, by: Person | None) -> bool:
    """Who wrote it, while they are one of the two."""
    return by is not None and row.author_id == by.pk and is_one_of_two(row, by)


def is_other(row: CommonText, by: Person | None) -> bool:
    """The other of the two."""
    return by is not None and row.author_id != by.pk and is_one_of_two(row, by)


CommonText.MOVES = {  # type: ignore[attr-defined]
    "show": Move(
        frozenset({State.DRAFT}),
        State.SHOWN,
        is_author,
        gettext_lazy("This was shown already. Nothing was changed; look again."),
        {"shown_at": clock.now},
    ),
    "agree": Move(
        frozenset({State.SHOWN}),
        State.AGREED,
        is_other,
        gettext_lazy("This was agreed to already. Nothing was changed; look again."),
        {"agreed_at": clock.now},
    ),
}


def is_open(group: Group) -> bool:
    """Whether the two can write now: until the meeting opens, where the cycle has common texts."""
    return group.cycle.has_common_text and group.state in WRITING


def versions(entry: RosterEntry, viewer: Person) -> QuerySet[CommonText]:
    """What was shown, the newest first, as far as the viewer may read it."""
    rows = CommonText.objects.visible_to(viewer).filter(group=entry.group_id, subject=entry.subject_id)
    return rows.exclude(state=State.DRAFT).select_related("author", "agreed_by").order_by("-number")


def draft_of(entry: RosterEntry, by: Person) -> CommonText | None:
    """What `by` is writing."""
    rows = CommonText.objects.visible_to(by).filter(group=entry.group_id, subject=entry.subject_id)
    return rows.filter(author=by, state=State.DRAFT).first()


@transaction.atomic
def save(entry: RosterEntry, by: Person, draft_number: int, text: str) -> CommonText:
    """Keeps what was typed and counts the draft on; the first saving makes the row, and no event is written.

    Raises NotAllowed for anyone but the two; Conflict once the meeting has opened; Stale where another text was saved
    since `draft_number`.
    """
    _must_be_open(entry, by, "save")
    whose = {"group_id": entry.group_id, "subject_id": entry.subject_id, "author": by, "state": State.DRAFT}
    made, _new = CommonText.objects.get_or_create(**whose)
    locked = CommonText.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if stands_already(locked, draft_number, locked.text, text):
        return locked
    locked.text = text
    locked.save(update_fields=["text", *count_on(locked)])
    return locked


@transaction.atomic
def show(entry: RosterEntry, by: Person, draft_number: int, text: str, seen: int | None = None) -> CommonText:
    """Shows the text to the other, as the next version. `seen`: the newest version on the page, where that is known.

    Raises as `save` does; Conflict where nothing is in it, or nothing new, or the other showed a newer meanwhile.
    """
    newest = versions(entry, by).first()
    if seen is not None and newest is not None and newest.number > seen and newest.author_id != by.pk:
        said = _(
            "%(name)s showed version %(number)d meanwhile; it stands above. Agree to it, or press again for yours."
        )
        raise Conflict(said % {"name": newest.author.first_name, "number": newest.number})
    if newest is not None and newest.text == text:
        raise Conflict(_("This is what version %(number)d says already.") % {"number": newest.number})
    draft = save(entry, by, draft_number, text)
    if not draft.text:
        raise Conflict(_("There is nothing in it yet. Write something first."))
    with as_task("handing-over"):  # one's own newest number also counts those that one may not read any more
        rows = CommonText.objects.filter(group=entry.group_id, subject=entry.subject_id)
        number = (rows.aggregate(Max("number"))["number__max"] or 0) + 1
    if number > MOST:
        raise Conflict(_("There are %(count)d versions already: agree to one of them.") % {"count": MOST})
    shown = move(draft, "show", by, number=number)
    _tell(entry, shown, entry.assessor if by.pk == entry.subject_id else entry.subject)
    return shown


@transaction.atomic
def agree(entry: RosterEntry, version: CommonText, by: Person) -> CommonText:
    """Agrees to the other's newest version. Raises NotAllowed; Conflict where a newer was shown, or it is too late."""
    _must_be_open(entry, by, "agree")
    if versions(entry, by).first() != version:
        raise Conflict(_("A newer version was shown meanwhile. Look at it first."))
    agreed = move(version, "agree", by, agreed_by=by)
    _tell(entry, agreed, agreed.author)
    return agreed


def _must_be_open(entry: RosterEntry, by: Person, verb: str) -> None:
    """Locks the group, as whatever moves it does. Raises NotAllowed, Conflict."""
    if not is_one_of_two(entry, by):
        raise NotAllowed(verb)
    group = Group.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=entry.group_id)
    if not is_open(group):
        raise Conflict(_("It is too late for this: the meeting has opened. What you wrote last was not saved."))


def _tell(entry: RosterEntry, row: CommonText, other: Person) -> None:
    """The other reads in their next mail that there is something to look at. A trial mails nobody."""
    if not entry.group.cycle.is_trial:
        Reminder.objects.get_or_create(kind=SHOWN, object_id=str(row.pk), recipient=other, due_on=clock.today())


# -- what is asked of the other -----------------------------------------------------------------------------------


def _shown_to(person: Person) -> QuerySet[CommonText]:
    newer = CommonText.objects.filter(
        group=OuterRef("group"), subject=OuterRef("subject"), number__gt=OuterRef("number")
    )
    rows = CommonText.objects.visible_to(person).filter(~Exists(newer), state=State.SHOWN, group__state__in=WRITING)
    return rows.exclude(author=person).bookkept().select_related("author", "subject")


SHOWN_TO = Door(_shown_to)


def owed(person: Person, today: date) -> list[Owed]:
    """The newest versions that were shown to this person and that they have not answered."""
    said = _("Read the common text that %(name)s shows you, and agree or write another")
    return [
        Owed(said % {"name": row.author.first_name}, reverse("common_text", args=[row.group_id, row.subject_id]))
        for row in SHOWN_TO(person)
        if is_other(row, person)
    ]


def texts_shown(recipient: Person, reminders: list[Reminder], today: date) -> Section | None:
    """That there is a common text to look at; no name, and not what is in it."""
    rows = of_kind(reminders, SHOWN)
    seen = CommonText.objects.visible_to(Task("reminders")).filter(pk__in=list(rows))
    there = {str(pk) for pk in seen.values_list("pk", flat=True)}
    if not there:
        return None
    return Section(
        subject=_("A common text was shown or agreed to"),
        opening=_("a common text in a talent review was shown to you, or agreed to."),
        lines=[],
        where=_("It stands here:"),
        link=settings.SITE_URL + reverse("home"),
        closing=_("This is said once."),
        reminders=[reminder for pk, reminder in rows.items() if pk in there],
    )

"""That something changed in a running review, said in the next day's mail: to whom it concerns, without what it was."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import clock
from accounts.models import Person
from reviews.models import Cycle, Group, Part, Participant, Reminder, RosterEntry
from reviews.telling.digest import Section, of_kind

CHANGED = "changed"  # the kind of a reminder that an act in a running review concerns somebody


def tell(entry: RosterEntry, people: Iterable[Person]) -> None:
    """Each of them reads it once in their next mail, however many acts there were that day. A trial mails nobody."""
    _plan(entry, entry.group.cycle, people)


def tell_of_group(group: Group, people: Iterable[Person]) -> None:
    """The same of what concerns nobody's row: who stands in for whom, who comes to the meeting."""
    _plan(group, group.cycle, people)


def _plan(about: RosterEntry | Group, cycle: Cycle, people: Iterable[Person]) -> None:
    if cycle.is_trial:
        return
    today = clock.today()
    for person in people:
        Reminder.objects.update_or_create(
            kind=CHANGED, object_id=str(about.pk), recipient=person, due_on=today, defaults={"is_off": False}
        )


def changes_told(recipient: Person, reminders: list[Reminder], today: date) -> Section | None:
    """What changed for the recipient, as a line a review: about themselves, or in what they assess. No name."""
    rows = of_kind(reminders, CHANGED)
    entries = RosterEntry.objects.filter(pk__in=list(rows)).select_related("group__cycle")
    lines = dict.fromkeys(_line(entry, recipient) for entry in entries.order_by("group__cycle__name"))
    groups = Group.objects.filter(pk__in=list(rows)).select_related("cycle").order_by("cycle__name")
    said = _("%(cycle)s: your part in it, or who stands in for whom, has changed.")
    lines |= dict.fromkeys(said % {"cycle": group.cycle.name} for group in groups)
    if not lines:
        return None
    return Section(
        subject=_("Something changed in a talent review"),
        opening=_("something changed in a talent review that concerns you:"),
        lines=list(lines),
        where=_("What it is now stands here:"),
        link=settings.SITE_URL + reverse("home"),
        closing=_("This is said once."),
        reminders=list(rows.values()),
    )


def _line(entry: RosterEntry, recipient: Person) -> str:
    cycle = {"cycle": entry.group.cycle.name}
    if entry.subject_id == recipient.pk:
        return _("%(cycle)s: somebody else assesses you.") % cycle
    invited = Participant.objects.filter(group=entry.group_id, about=entry.subject_id, part=Part.CO_AUTHOR)
    if entry.assessor_id != recipient.pk and invited.filter(person=recipient).exists():
        return _("%(cycle)s: with whom you write an assessment has changed.") % cycle
    return _("%(cycle)s: whom you assess has changed.") % cycle

"""What those who write together owe: inputs that are asked for, and inputs to read before one assesses."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Task
from accounts.doors import Door
from accounts.models import Person
from accounts.owed import Owed, due
from accounts.viewing import as_task
from reviews.cycles.nearing import MOST_DAYS, days_before
from reviews.models import Assignment, Group, Input, Reminder
from reviews.models.cycles import WRITING
from reviews.telling.digest import Section, of_kind
from reviews.telling.reminding import day_in_words
from reviews.together import agreeing, inputs
from reviews.together.naming import ASKED

State = Input.State


def owed(person: Person, today: date) -> list[Owed]:
    """The inputs that are asked of this person, those that were given to them for an assessment still to write, and
    common texts that were shown to them."""
    return [*_asked(person, today), *_given(person), *agreeing.owed(person, today)]


def _asked_of(person: Person) -> QuerySet[Input]:
    mine = Input.objects.visible_to(person).filter(author=person)
    rows = inputs.asked_for().filter(pk__in=mine.values("pk"))
    stands = mine.filter(group=OuterRef("group"), subject=OuterRef("subject"), state=State.SUBMITTED)
    rows = rows.annotate(stands=Exists(stands)).select_related("subject", "group__cycle")
    return rows.only(*Input.bookkeeping, "subject__name", "group__state", "group__cycle").order_by("subject__name")


ASKED_OF = Door(_asked_of)


def _asked(person: Person, today: date) -> list[Owed]:
    """With the day; those of which one stands already say so."""
    found = []
    for row in ASKED_OF(person):
        said = _("Submit your change on %(name)s, or drop it") if row.stands else _("Write what you saw of %(name)s")
        day = inputs.due_on(row.group, today)
        found.append(due(said % {"name": row.subject.name}, reverse("input", args=[row.pk]), day, today))
    return found


def _given_to(person: Person) -> QuerySet[Input]:
    open_ones = Assignment.objects.filter(
        group=OuterRef("group"), subject=OuterRef("subject"), assessor=person, state=Assignment.State.OPEN
    )
    rows = Input.objects.visible_to(person).filter(Exists(open_ones), state=State.SUBMITTED, group__state__in=WRITING)
    names = ("subject__name", "author__name")
    return rows.only(*Input.bookkeeping, *names).select_related("subject", "author").order_by(*names)


GIVEN_TO = Door(_given_to)


def _given(person: Person) -> list[Owed]:
    """What contributors submitted to this person, whose assessments are still open."""
    said = _("Read what %(author)s saw of %(name)s, before you assess them")
    return [
        Owed(said % {"author": row.author.name, "name": row.subject.first_name}, reverse("input", args=[row.pk]))
        for row in GIVEN_TO(person)
    ]


# -- mails ----------------------------------------------------------------------------------------------


@as_task("reminders")
def plan(today: date) -> None:
    """On the tick: a reminder for each contributor whose input is missing and whose day is near, as for assessors."""
    near = Group.objects.filter(
        state=Group.State.ASSESSING,
        cycle__is_trial=False,
        cycle__assess_by__gte=today,
        cycle__assess_by__lte=today + timedelta(days=MOST_DAYS),
    )
    rows = inputs.owed().filter(group__in=near).bookkept().select_related("group__cycle")
    rows = rows.only(*Input.bookkeeping, "group__cycle__assess_by", "group__cycle__remind_days", "group__launched_at")
    wanted = []
    for row in rows:
        cycle = row.group.cycle
        due_days = [cycle.assess_by - timedelta(days=days) for days in days_before(cycle.remind_days)]
        latest = max((day for day in due_days if day <= today), default=None)
        if latest is not None and not (row.group.launched_at and latest < row.group.launched_at.date()):
            wanted.append(Reminder(kind=ASKED, object_id=str(row.pk), recipient_id=row.author_id, due_on=latest))
    Reminder.objects.bulk_create(wanted, ignore_conflicts=True)


def inputs_asked(recipient: Person, reminders: list[Reminder], today: date) -> Section | None:
    """How many inputs are asked of the recipient, and by when; no name, for a mail is read on many screens."""
    rows = of_kind(reminders, ASKED)
    seen = Input.objects.visible_to(Task("reminders")).filter(pk__in=list(rows), author=recipient)
    asked = list(
        inputs.owed()
        .filter(pk__in=seen.values("pk"))
        .select_related("group__cycle")
        .only(*Input.bookkeeping, "group__state", "group__cycle")
    )
    if not asked:
        return None
    days = [(inputs.due_on(one.group, today), one.group.cycle.name) for one in asked]
    opening = _("you are asked to contribute to a talent review: a signed text of what you saw, without a rating:")
    return section(days, opening, [rows[str(one.pk)] for one in asked])


def section(asked: list[tuple[date, str]], opening: str, reminders: list[Reminder]) -> Section:
    """How many inputs are asked of somebody, each with its day and cycle, as a mail says it; the soonest first."""
    days = sorted(asked)
    said = ngettext(
        "You are asked what you saw of somebody's work, by %(day)s",
        "You are asked what you saw of the work of %(count)s people, the first by %(day)s",
        len(days),
    )
    return Section(
        subject=said % {"count": len(days), "day": day_in_words(days[0][0])},
        opening=opening,
        lines=[_("%(cycle)s: by %(day)s") % {"cycle": cycle, "day": day_in_words(day)} for day, cycle in days],
        where=_("Whom it is about, and who will read it, stands here:"),
        link=settings.SITE_URL + reverse("home"),
        closing=_("Once it is submitted, this reminder ends."),
        reminders=reminders,
    )

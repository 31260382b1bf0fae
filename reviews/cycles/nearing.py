"""Dates that draw near: who still owes an assessment is reminded some days before, of all groups in one mail."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person
from reviews.models import Assignment, Cycle, Group, Reminder
from reviews.telling.digest import Section, of_kind
from reviews.telling.reminding import day_in_words

ASSESS = "assess"  # the kind of a reminder that assessments of a group are still missing
MOST_DAYS, MOST_TIMES = 30, 5


def days_before(said: str) -> list[int]:
    """The setting "3, 1" as numbers, the largest first. Raises ValueError for anything but up to five of 0 to 30."""
    days = sorted({int(word) for word in said.split(",")} if said.strip() else set(), reverse=True)
    if len(days) > MOST_TIMES or any(not 0 <= day <= MOST_DAYS for day in days):
        raise ValueError(said)
    return days


def plan(today: date) -> None:
    """On the tick: a reminder for each assessor of each group whose day is so near. One row each, however often it is
    called; a day on which nobody ticked is made up for until the day itself is over."""
    near = Group.objects.filter(
        state=Group.State.ASSESSING,
        cycle__is_trial=False,
        cycle__assess_by__gte=today,
        cycle__assess_by__lte=today + timedelta(days=MOST_DAYS),
    )
    for group in near.select_related("cycle"):
        due = [group.cycle.assess_by - timedelta(days=days) for days in days_before(group.cycle.remind_days)]
        latest = max((day for day in due if day <= today), default=None)
        if latest is None or (group.launched_at and latest < group.launched_at.date()):
            continue
        told = Reminder.objects.filter(kind=ASSESS, object_id=str(group.pk), due_on=latest).values("recipient")
        owing = Assignment.objects.filter(group=group, state=Assignment.State.OPEN).exclude(assessor__in=told)
        Reminder.objects.bulk_create(
            [
                Reminder(kind=ASSESS, object_id=str(group.pk), recipient_id=assessor, due_on=latest)
                for assessor in owing.values_list("assessor", flat=True).distinct()
            ],
            ignore_conflicts=True,
        )


def assessments_owed(recipient: Person, reminders: list[Reminder], today: date) -> Section | None:
    """How many assessments the recipient still has to submit, by group; those told of a day that is over are not."""
    rows = of_kind(reminders, ASSESS)
    groups = Group.objects.filter(pk__in=list(rows), state=Group.State.ASSESSING, cycle__assess_by__gte=today)
    mine = Assignment.objects.filter(group__in=groups, assessor=recipient, state=Assignment.State.OPEN)
    missing = dict(mine.values_list("group").annotate(Count("pk")))
    owed = sorted(groups.filter(pk__in=missing).select_related("cycle"), key=lambda g: (g.cycle.assess_by, g.name))
    if not owed:
        return None
    said = [(group.cycle, missing[group.pk]) for group in owed]
    return section(said, _("these assessments are still to be submitted:"), [rows[str(group.pk)] for group in owed])


def section(owed: list[tuple[Cycle, int]], opening: str, reminders: list[Reminder]) -> Section:
    """How many assessments are owed to which cycle, as a mail says it; the soonest first."""
    count, by_day = sum(missing for _cycle, missing in owed), owed[0][0].assess_by
    said = ngettext(
        "%(count)s assessment is to be submitted by %(day)s",
        "%(count)s assessments are to be submitted by %(day)s",
        count,
    )
    return Section(
        subject=said % {"count": count, "day": day_in_words(by_day)},
        opening=opening,
        lines=[
            _("%(cycle)s: %(count)s by %(day)s")
            % {"cycle": cycle.name, "count": missing, "day": day_in_words(cycle.assess_by)}
            for cycle, missing in owed
        ],
        where=_("Whom they are about stands here:"),
        link=settings.SITE_URL + reverse("my_team"),
        closing=_("Once they are submitted, this reminder ends."),
        reminders=reminders,
    )

"""That what is expected of somebody has changed, in the mail of a day: on how many axes, and where to read it."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import clock
from accounts.models import Person
from frameworks.models import Amendment
from reviews.models import Reminder
from reviews.telling.digest import Section, of_kind

AMENDED = "amended"  # the kind of a reminder that a version changed what is expected of somebody


def plan(amendments: list[Amendment]) -> None:
    """A reminder for each, in the act that writes them: for that day, or the later one from which it holds."""
    today = clock.today()
    Reminder.objects.bulk_create(
        [
            Reminder(kind=AMENDED, object_id=str(one.pk), recipient_id=one.person_id, due_on=max(one.from_on, today))
            for one in amendments
        ],
        ignore_conflicts=True,
    )


def expectations_changed(recipient: Person, reminders: list[Reminder], today: date) -> Section | None:
    """What they have not looked at yet, as a line a version: neither their role nor a word of the text."""
    rows = of_kind(reminders, AMENDED)
    found = Amendment.objects.filter(pk__in=list(rows), person=recipient, is_read=False).select_related("version")
    amendments = list(found.order_by("version__published_at"))
    if not amendments:
        return None
    return Section(
        subject=_("What is expected of you has changed"),
        opening=_("what is expected of you has changed:"),
        lines=[_line(one) for one in amendments],
        where=_("What is different stands here:"),
        link=settings.SITE_URL + reverse("my_level") + "#changes",
        closing=_("Once you have opened that page, nothing reminds you of it any more."),
        reminders=[rows[str(one.pk)] for one in amendments],
    )


def _line(amendment: Amendment) -> str:
    about = {"title": amendment.version.title, "day": date_format(amendment.from_on, "l, j F")}
    if not amendment.axes:
        return _("%(title)s, since %(day)s: what it says of your role") % about
    said = ngettext(
        "%(title)s, since %(day)s: %(count)s of your expectations",
        "%(title)s, since %(day)s: %(count)s of your expectations",
        amendment.axes,
    )
    return said % (about | {"count": amendment.axes})

"""What people's own side asks of others today: self-reflections to be read, and two sentences that a peer waits for."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import Door
from accounts.models import Person
from accounts.owed import Owed, due
from reviews.models import Ask, Assignment, Group, Reflection


def owed(person: Person, today: date) -> list[Owed]:
    """Self-reflections to read before assessing, and questions to answer."""
    return [*_reflections(person), *_asked(person, today)]


def _asked(person: Person, today: date) -> list[Owed]:
    """The questions to this person that can still be answered, with the day."""
    rows = Ask.objects.visible_to(person).waiting(today).filter(peer=person).bookkept()
    found = []
    for row in rows.select_related("asker", "subject").only(*Ask.bookkeeping, "asker__name", "subject__name"):
        said = _("Write two sentences for %(asker)s")
        if row.asker_id != row.subject_id:
            said = _("Write two sentences for %(asker)s about %(name)s")
        names = {"asker": row.asker.name, "name": row.subject.name}
        found.append(due(said % names, reverse("ask", args=[row.pk]), row.expires_on, today))
    return found


def _handed_to(person: Person) -> QuerySet[Reflection]:
    open_ones = Assignment.objects.filter(
        group=OuterRef("group"), subject=OuterRef("subject"), assessor=person, state=Assignment.State.OPEN
    )
    rows = (
        Reflection.objects.visible_to(person)
        .filter(Exists(open_ones), state=Reflection.State.HANDED_IN, group__state=Group.State.ASSESSING)
        .bookkept()
    )
    return rows.select_related("subject").only(*Reflection.bookkeeping, "subject__name").order_by("subject__name")


HANDED_TO = Door(_handed_to)


def _reflections(person: Person) -> list[Owed]:
    """The self-reflections that were handed to this person, whose assessments are still open."""
    return [
        Owed(
            _("Read what %(name)s wrote of their own work, before you assess them") % {"name": row.subject.first_name},
            reverse("reflection", args=[row.pk]),
        )
        for row in HANDED_TO(person)
    ]

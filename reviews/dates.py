"""The dates of reviews that concern a person: as an assessor, as a reader, as who tells, and as who hears. For their
own calendar, which names nobody: a cycle's groups have its dates, so it is said once, by the cycle's name."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.dates import Occasion
from accounts.models import Person
from reviews.models import Assignment, Cycle, Group, Message, Participant
from reviews.models.cycles import RUNNING
from reviews.models.participants import READERS
from reviews.telling.letter import coming_to
from reviews.together.inputs import owed


def cycles_with(part: Q) -> list[Cycle]:
    """The cycles of running groups in which there is such a participant; no trials, which concern nobody."""
    takes_part = Participant.objects.not_over().filter(part, group=OuterRef("pk"))
    groups = Group.objects.filter(Exists(takes_part), state__in=RUNNING, cycle__is_trial=False)
    return list(Cycle.objects.filter(pk__in=groups.values("cycle")))


def once_a_cycle(kind: str, cycle: Cycle, day_name: str, what: str, at: str) -> Occasion:
    """One of a cycle's own days."""
    return Occasion(kind, cycle.pk.hex, getattr(cycle, day_name), what, cycle.name, at)


def dates(person: Person) -> Iterator[Occasion]:
    """Assess by, contribute by, read by, words by the release, tell by, and hear by."""
    yield from _as_assessor(person)
    yield from _as_contributor(person)
    for cycle in cycles_with(Q(person=person, part__in=READERS)):
        if cycle.has_preview:
            at = reverse("cycle", args=[cycle.pk])
            yield once_a_cycle("read", cycle, "preview_by", _("Read the assessments by today"), at)
    yield from _as_teller(person)
    for coming in coming_to(person):
        if coming.hears_by:
            at, of = reverse("my_results"), coming.group.cycle.name
            yield Occasion("hear", coming.group.pk.hex, coming.hears_by, _("You hear by today"), of, at)


def _as_assessor(person: Person) -> Iterator[Occasion]:
    owes = Assignment.objects.filter(assessor=person, group__state__in=RUNNING, group__cycle__is_trial=False)
    for cycle in Cycle.objects.filter(pk__in=owes.values("group__cycle")):
        yield once_a_cycle("assess", cycle, "assess_by", _("Submit your assessments by today"), reverse("my_team"))
        yield once_a_cycle("words", cycle, "release_on", _("Your words are written by today"), reverse("my_team"))


def _as_contributor(person: Person) -> Iterator[Occasion]:
    """Once a cycle, as long as something is asked for; not of whom."""
    asked = owed().filter(author=person, group__state=Group.State.ASSESSING, group__cycle__is_trial=False)
    for cycle in Cycle.objects.filter(pk__in=asked.values("group__cycle")):
        yield once_a_cycle("contribute", cycle, "assess_by", _("Say what you saw by today"), reverse("home"))


def _as_teller(person: Person) -> Iterator[Occasion]:
    """What is to be told, on the day by which it is, or until which it is held; neither how it ended nor to whom."""
    talks = Message.objects.visible_to(person).filter(owner=person, result__group__cycle__is_trial=False)
    rows = talks.exclude(state=Message.State.TOLD).only("due_on", "hold_until", "result")
    names = dict(rows.values_list("pk", "result__group__cycle__name"))
    for row in rows:
        day = max(row.due_on, row.hold_until or row.due_on)
        yield Occasion("tell", row.pk.hex, day, _("Tell a result by today"), names[row.pk], reverse("telling"))

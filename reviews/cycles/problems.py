"""What is wrong in groups that run, each with the page on which it is mended: for who sets them up.

Nothing of what is written is read: rosters, who is here, who reports to whom, and whether an assessment is there.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Kind, Leave, Person, ReportingLine
from accounts.models.grants import people_ops_for
from frameworks.models import Placement
from reviews.cycles.acts import naming
from reviews.cycles.choosing import Choice
from reviews.cycles.setting_up import left_to_others, runs
from reviews.models import Assignment, Deputyship, Group, Part, Participant, RosterEntry
from reviews.models.cycles import RUNNING, WRITING
from reviews.models.participants import not_kept_away

State = Group.State
MOST_NAMED = 5


@dataclass(frozen=True)
class Problem:
    """A sentence, what can be done about it, and where."""

    sentence: str
    fix: str
    url: str


def problems(groups: Iterable[Group], viewer: Person, today: date) -> list[Problem]:
    """Those of the groups that the viewer sets up; empty where all is well. Each group has its cycle at hand.

    The number of queries does not grow with the people; it grows with the groups only where somebody has come.
    """
    live = [group for group in groups if group.state in RUNNING and runs(group, viewer)]
    others = left_to_others(live, viewer)
    live = [group for group in live if group.pk not in others]
    if not live:
        return []
    return [
        *_late(live, today),
        *lacking(live, viewer),
        *_away(live, viewer, today),
        *_changed(live, viewer, today),
        *_newcomers(live, viewer),
    ]


def _late(groups: list[Group], today: date) -> list[Problem]:
    """Days that have passed."""
    found = []
    over = [group for group in groups if group.state == State.ASSESSING and group.cycle.assess_by < today]
    rows = Assignment.objects.filter(group__in=over, state=Assignment.State.OPEN).values_list("group")
    missing = dict(rows.annotate(Count("pk")).order_by()) if over else {}
    for group in groups:
        cycle, count = group.cycle, missing.get(group.pk, 0)
        if count:
            said = ngettext(
                "%(group)s: the day to assess is over, and %(count)d assessment is missing.",
                "%(group)s: the day to assess is over, and %(count)d assessments are missing.",
                count,
            )
            url = reverse("cycle_nudge", args=[cycle.pk])
            found.append(Problem(said % {"group": group.name, "count": count}, _("Ask for it"), url))
        if group.state in (State.PREVIEWING, State.CALIBRATING) and cycle.meet_on < today:
            said = _("%(group)s was to have met by %(day)s.")
            day = date_format(cycle.meet_on, "l, j F")
            url = reverse("cycle_dates", args=[cycle.pk])
            found.append(Problem(said % {"group": group.name, "day": day}, _("Move the dates"), url))
    return found


def lacking(groups: Iterable[Group], viewer: Person) -> list[Problem]:
    """Parts without which a group cannot meet or decide."""
    asked = [group for group in groups if naming.can_be_named(group)]
    here = Participant.objects.now().filter(
        person__is_active=True, group__in=asked, part__in=[Part.OBSERVER, Part.OUTSIDE_DIRECTOR, Part.DECIDER]
    )
    counted: dict[tuple, int] = {
        (group, part): count
        for group, part, count in here.values_list("group", "part").annotate(Count("person", distinct=True)).order_by()
    }
    found = []
    for group in asked:
        cycle, name = group.cycle, {"group": group.name}
        open_parts = naming.can_be_named(group)

        def count(part: str, group: Group = group) -> int:
            return counted.get((group.pk, part), 0)

        def missing(sentence: str, part: str, group: Group = group) -> Problem:
            return Problem(sentence, _("Name somebody"), f"{reverse('parts', args=[group.pk])}?as={part}")

        if Part.OBSERVER in open_parts and cycle.needs_observer and not count(Part.OBSERVER):
            said = _("Nobody observes %(group)s: its meeting does not start without somebody of People Ops.")
            found.append(missing(said % name, Part.OBSERVER))
        wants_outside = cycle.needs_outside_director and not group.is_whole_organisation
        if Part.OUTSIDE_DIRECTOR in open_parts and wants_outside and not count(Part.OUTSIDE_DIRECTOR):
            said = _("No director from outside comes to %(group)s: its meeting does not start without one.")
            found.append(missing(said % name, Part.OUTSIDE_DIRECTOR))
        if (have := count(Part.DECIDER)) < cycle.deciders_needed:
            said = _("%(group)s has %(have)d of the %(want)d who decide on a pitch.")
            found.append(missing(said % (name | {"have": have, "want": cycle.deciders_needed}), Part.DECIDER))
    return found


def _away(groups: list[Group], viewer: Person, today: date) -> list[Problem]:
    """Assessors who are away beyond the last day, and for whom nobody stands in."""
    writing = {group.pk: group for group in groups if group.state in WRITING}
    if not writing:
        return []
    leave = Leave.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=OuterRef("group__cycle__assess_by")),
        person=OuterRef("assessor"),
        from_on__lte=today,
    )
    stands_in = Deputyship.objects.not_over().filter(group=OuterRef("group"), person=OuterRef("assessor"))
    rows = (
        Assignment.objects.visible_to(viewer)
        .filter(not_kept_away(viewer), Exists(leave), ~Exists(stands_in))
        .filter(group__in=writing, state=Assignment.State.OPEN)
        .values_list("group", "assessor", "assessor__name")
        .annotate(Count("pk"))
        .order_by("assessor__name", "group")
    )
    found = []
    for pk, assessor, name, count in rows:
        said = ngettext(
            "%(name)s is away beyond the last day, and owes %(count)d assessment in %(group)s.",
            "%(name)s is away beyond the last day, and owes %(count)d assessments in %(group)s.",
            count,
        ) % {"name": name, "count": count, "group": writing[pk].name}
        url = f"{reverse('deputies', args=[pk])}?for={assessor}"
        found.append(Problem(said, _("Name a deputy"), url))
    return found


def _changed(groups: list[Group], viewer: Person, today: date) -> list[Problem]:
    """Rows of the rosters that no longer fit: who has left, or has another manager or role since the launch."""
    by_pk = {group.pk: group for group in groups}
    since = OuterRef("launched_on")
    line = ReportingLine.objects.filter(person=OuterRef("subject"), to_on__isnull=True, from_on__gt=since)
    led = ReportingLine.objects.filter(person=OuterRef("subject"), manager=OuterRef("assessor"), to_on__isnull=False)
    placed = Placement.objects.on(today).filter(person=OuterRef("subject"), from_on__gt=since)
    unfiled = Assignment.objects.filter(
        group=OuterRef("group"), subject=OuterRef("subject"), state=Assignment.State.OPEN
    )
    can_change = Q(group__state__in=WRITING)
    is_owed = ~Q(group__state=State.TELLING) | Q(opens_on__gt=today)
    assessor_gone = Q(assessor__is_active=False) | Q(assessor__left_on__lte=today)
    rows = (
        RosterEntry.objects.visible_to(viewer)
        .filter(not_kept_away(viewer), group__in=by_pk, treatment=RosterEntry.Treatment.ASSESS)
        .annotate(launched_on=TruncDate("group__launched_at"))
        .annotate(
            manager_now=Subquery(line.exclude(manager=OuterRef("assessor")).values("manager__name")[:1]),
            role_now=Subquery(placed.exclude(role=OuterRef("role")).values("role__code")[:1]),
            was_led=Exists(led),
            is_open=Exists(unfiled),
        )
        .filter(
            (assessor_gone & is_owed)
            | (can_change & (Q(subject__left_on__lte=today) | Q(subject__is_active=False)))
            | (can_change & Q(is_open=True) & (Q(manager_now__isnull=False, was_led=True) | Q(role_now__isnull=False)))
        )
        .order_by("subject__name")
        .select_related("subject", "assessor", "role")
    )
    gone: dict[Person, int] = defaultdict(int)
    found = []
    for row in rows:
        group = by_pk[row.group_id]
        said = {"name": row.subject.name, "group": group.name, "assessor": row.assessor.name}
        if not row.assessor.is_here(today):
            gone[row.assessor] += 1
        if group.state not in WRITING:
            continue
        if not row.subject.is_here(today):
            sentence = _("%(name)s has left, and is on the roster of %(group)s.")
            found.append(Problem(sentence % said, _("Take them out"), _change(row, "leaving")))
        elif row.is_open and row.manager_now and row.was_led:
            said |= {"manager": row.manager_now}
            sentence = _("%(name)s now reports to %(manager)s; %(assessor)s assesses in %(group)s.")
            found.append(Problem(sentence % said, _("Another assessor"), _change(row, "assessor")))
        elif row.is_open and row.role_now:
            said |= {"role": row.role_now, "before": row.role.code}
            sentence = _("%(name)s is %(role)s by now, and is assessed as %(before)s in %(group)s.")
            found.append(Problem(sentence % said, _("Another role"), _change(row, "role")))
    return [_gone(assessor, count) for assessor, count in gone.items()] + found


def _gone(assessor: Person, count: int) -> Problem:
    said = ngettext(
        "%(name)s has left, and %(count)d person is still theirs to assess or to tell.",
        "%(name)s has left, and %(count)d people are still theirs to assess or to tell.",
        count,
    )
    url = reverse("departure", args=[assessor.pk])
    return Problem(said % {"name": assessor.name, "count": count}, _("Hand it over"), url)


def _change(row: RosterEntry, act: str) -> str:
    return reverse("change", args=[row.group_id, row.subject_id, act])


def _newcomers(groups: list[Group], viewer: Person) -> list[Problem]:
    """Who has come since the launch, would have been chosen, and is on no roster of the cycle."""
    writing = [group for group in groups if group.state in WRITING and group.choice]
    if not writing:
        return []
    cycle = writing[0].cycle
    first = min(group.launched_at for group in writing if group.launched_at).date() - timedelta(days=1)
    elsewhere = Participant.objects.now().filter(group__cycle=cycle, part=Part.SUBJECT, person=OuterRef("pk"))
    moved = ReportingLine.objects.filter(person=OuterRef("pk"), to_on__isnull=True, from_on__gt=first)
    come = Person.objects.filter(
        Q(hired_on__gt=first) | Q(Exists(moved)), ~Exists(elsewhere), people_ops_for(viewer, "pk"), kind=Kind.EMPLOYEE
    ).exclude(pk=viewer.pk)
    ids = list(come.values_list("pk", flat=True))
    found = []
    for group in writing if ids else []:
        chosen = Choice.from_json(group.choice).found().filter(pk__in=ids).order_by(F("name"))
        names = list(chosen.values_list("name", flat=True))
        if names:
            who = ", ".join(names[:MOST_NAMED])
            if (more := len(names) - MOST_NAMED) > 0:
                who += _(" and %(count)d more") % {"count": more}
            said = _("%(who)s came after the launch of %(group)s, and nobody reviews them.")
            url = reverse("joiner_new", args=[group.pk])
            found.append(Problem(said % {"who": who, "group": group.name}, _("Add them"), url))
    return found

"""Counting answers: the one place where they are read for anything but their own person's page. Counts come out."""

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from figures.models import Answer, Question
from figures.printed import NOT_ANSWERED
from figures.tables import Known, Level, Table
from frameworks.models import Framework, VersionLevel
from reviews.models import Cycle, Group, RosterEntry


def roster(cycle: Cycle, framework: Framework) -> QuerySet[RosterEntry]:
    """Everyone on the closed rosters of a cycle whose role is of that framework, each of them once.

    Who stands on two rosters of the cycle is counted where the entry has the greater id, so that no two
    frameworks share a person.
    """
    closed = RosterEntry.objects.filter(group__cycle=cycle, group__state=Group.State.CLOSED)
    again = closed.filter(subject=OuterRef("subject"), pk__gt=OuterRef("pk"))
    return closed.filter(role__framework=framework).filter(~Exists(again)).order_by()


def counted(cycle: Cycle, framework: Framework) -> QuerySet[RosterEntry]:
    """Of those on the roster the ones who have signed in by now. Who never did cannot have answered, and every reader
    would know so; and whoever brings people by a file alone cannot hide a colleague among them.

    Asked when figures are made, and only then: whether two tables share somebody is asked of the whole roster.
    """
    return roster(cycle, framework).filter(subject__last_login__isnull=False)


def frameworks_of(cycle: Cycle) -> list[Framework]:
    """The frameworks on which somebody of the cycle was reviewed, by title."""
    on = RosterEntry.objects.filter(group__cycle=cycle, group__state=Group.State.CLOSED).order_by()
    return list(Framework.objects.filter(pk__in=on.values("role__framework")).only("title").order_by("title"))


def count(cycle: Cycle, framework: Framework, question: Question) -> Table:
    """How many people of each level chose each option, as things stand now; "not answered" is the last option.

    Raises ValueError where nobody is counted or the question has no option.
    """
    entries = counted(cycle, framework)
    ranks = dict(
        VersionLevel.objects.filter(version__in=entries.values("version"))
        .order_by("version__published_at")
        .values_list("level__code", "rank")
    )
    chosen = Answer.objects.filter(person=OuterRef("subject"), question=question).values("option__code")[:1]
    counts = {
        (level, option or NOT_ANSWERED): people
        for level, option, people in entries.annotate(option=Subquery(chosen))
        .values("role__level__code", "option")
        .annotate(people=Count("pk"))
        .values_list("role__level__code", "option", "people")
    }
    levels = sorted({level for level, _ in counts}, key=lambda code: (ranks.get(code, 0), code))
    if not levels:
        raise ValueError("Nobody is on this roster who has signed in.")
    options = (*question.options.order_by("order").values_list("code", flat=True), NOT_ANSWERED)
    rows = tuple(tuple(counts.get((level, option), 0) for option in options) for level in levels)
    known = Known(
        tuple(Level(code, ranks.get(code, 0), sum(row)) for code, row in zip(levels, rows, strict=True)), options
    )
    return Table(known, rows)

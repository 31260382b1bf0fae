"""Who is done with their words, how far the telling is, and the file for payroll: what is read over a whole group."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Q

from accounts.models import GrantKind, Person
from accounts.models.grants import people_ops_for
from accounts.viewing import as_task
from frameworks.models import VersionRole
from reviews.models import Group, Message, Part, Result
from reviews.models.cycles import LOCKED
from reviews.models.participants import parts_held
from reviews.telling import hooks, payroll


def watches(group: Group, person: Person, held: Collection[str] | None = None) -> bool:
    """Whether the person follows the finalising of the group: its directors, and People Ops who see it. `held`: their
    parts in it, where `parts_held` has read them for many groups."""
    if person.holds(GrantKind.PEOPLE_OPS):
        return True
    if held is None:
        held = parts_held([group.pk], person).get(group.pk, ())
    return Part.DIRECTOR in held


def is_locked(group: Group) -> bool:
    """Whether the ratings of the group stand."""
    return group.state in LOCKED


@dataclass(frozen=True)
class Unreleased:
    """The words of a group that are not released: how many are done and how many not, and those the viewer may see."""

    done: int
    missing: int
    rows: list[Result]

    @property
    def all(self) -> int:
        """Everybody who is not released."""
        return self.done + self.missing

    @property
    def by_author(self) -> list[tuple[str, list[str]]]:
        """Who still owes words, and to whom, as far as the viewer sees them."""
        found: dict[Person, list[str]] = {}
        for row in self.rows:
            if row.state == Result.State.STANDING:
                found.setdefault(row.author, []).append(row.subject.name)
        return [(author.name, subjects) for author, subjects in found.items()]

    @property
    def unseen(self) -> int:
        """How many are missing of which the viewer sees no more than the number."""
        return self.missing - sum(len(subjects) for _author, subjects in self.by_author)


def unreleased(group: Group, viewer: Person) -> Unreleased:
    """Who is done and who is not, the ones not done first; the numbers are those of the whole group."""
    waiting = Result.objects.filter(group=group, state__in=Result.UNRELEASED)
    with as_task("telling-counted"):
        numbers = waiting.aggregate(
            done=Count("pk", filter=Q(state=Result.State.WORDED)),
            missing=Count("pk", filter=Q(state=Result.State.STANDING)),
        )
    seen = waiting.visible_to(viewer).exclude(subject=viewer).bookkept()
    rows = seen.select_related("subject", "author").order_by("author__name", "subject__name")
    return Unreleased(**numbers, rows=sorted(rows, key=lambda result: result.state != Result.State.STANDING))


@dataclass(frozen=True)
class Told:
    """How far the telling of a group is, as counts."""

    owed: int = 0
    told: int = 0
    past: int = 0
    confirmed: int = 0
    not_yet: int = 0
    reads_from: date | None = None

    @property
    def all(self) -> int:
        """Everybody to be told."""
        return self.owed + self.told


def told_of(group: Group, today: date) -> Told:
    """Counts without content: whoever watches the group may know them."""
    return told_in([group], today).get(group.pk, Told())


def told_in(groups: Iterable[Group], today: date) -> dict[UUID, Told]:
    """Group id → its counts, of groups in which somebody is to be told; one query."""
    told, confirmed = Q(state=Message.State.TOLD), Q(answer=Message.Answer.CONFIRMED)
    with as_task("telling-counted"):
        rows = Message.objects.filter(result__group__in=[group.pk for group in groups]).values("result__group")
        counted = list(
            rows.annotate(
                owed=Count("pk", filter=~told),
                told=Count("pk", filter=told),
                past=Count("pk", filter=~told & Q(due_on__lt=today)),
                confirmed=Count("pk", filter=confirmed),
                not_yet=Count("pk", filter=Q(answer=Message.Answer.NOT_YET)),
                reads_from=Max("result__opens_on"),
            )
        )
    return {counts.pop("result__group"): Told(**counts) for counts in counted}


def payroll_file(group: Group, viewer: Person) -> str:
    """The results of those for whom the viewer is People Ops, never the viewer's own, as CSV."""
    results = list(
        Result.objects.visible_to(viewer)
        .filter(people_ops_for(viewer, "subject"), group=group)
        .exclude(subject=viewer)
        .select_related("subject", "role", "overall")
        .order_by("subject__employee_id")
    )
    decided = hooks.decisions_of(group, [result.subject_id for result in results])
    titles = dict(
        VersionRole.objects.filter(version__in={result.version_id for result in results}).values_list("role", "title")
    )
    return payroll.results_file(
        (
            result.subject.employee_id,
            result.subject.name,
            " ".join(filter(None, [result.role.code, titles.get(result.role_id, "")])),
            result.overall.word if result.overall else "",
            decided[result.subject_id].word if result.subject_id in decided else "",
        )
        for result in results
    )

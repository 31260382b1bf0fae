"""Acts on people: the closure of reporting lines."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction

from accounts.importing.steps import Tell, batches, silent
from accounts.models import Below, ReportingLine


class LoopOfManagers(Exception):
    """A person would be above themselves; `people` holds the ids on the loop."""

    def __init__(self, people: list[UUID]) -> None:
        super().__init__("a loop of managers")
        self.people = people


def closure(manager_of: Mapping[UUID, UUID]) -> Iterable[tuple[UUID, UUID, int]]:
    """Every (manager, person, depth) that follows from person → manager; raises LoopOfManagers."""
    for person in manager_of:
        seen, above = [person], manager_of.get(person)
        while above is not None:
            if above in seen:
                raise LoopOfManagers(seen[seen.index(above) :])
            yield above, person, len(seen)
            seen.append(above)
            above = manager_of.get(above)


@transaction.atomic
def rebuild_closure(tell: Tell = silent) -> None:
    """Makes `Below` say what today's reporting lines say: writes only what differs. Raises LoopOfManagers."""
    lines = dict(ReportingLine.objects.filter(to_on__isnull=True).values_list("person_id", "manager_id"))
    wanted = {(above, person): depth for above, person, depth in closure(lines)}
    stale = []
    for pk, above, person, depth in Below.objects.values_list("pk", "manager_id", "person_id", "depth").iterator():
        if wanted.get((above, person)) == depth:
            del wanted[above, person]
        else:
            stale.append(pk)
    for start in range(0, len(stale), 500):
        Below.objects.filter(pk__in=stale[start : start + 500]).delete()
    missing = list(wanted.items())
    for batch in batches(missing, "levels", tell, 10_000):
        Below.objects.bulk_create(
            Below(manager_id=above, person_id=person, depth=depth) for (above, person), depth in batch
        )

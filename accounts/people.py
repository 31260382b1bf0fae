"""Acts on people: the closure of reporting lines."""

from collections.abc import Mapping
from uuid import UUID

from django.db import connection, transaction

from accounts.importing.steps import Tell, silent
from accounts.models import Below, ReportingLine

# every (manager, person, depth) that follows from today's lines; UUIDs stay as the database keeps them
_UP = """
WITH RECURSIVE up (manager_id, person_id, depth) AS (
    SELECT manager_id, person_id, 1 FROM {line} WHERE to_on IS NULL
    UNION ALL
    SELECT line.manager_id, up.person_id, up.depth + 1
    FROM up JOIN {line} line ON line.person_id = up.manager_id AND line.to_on IS NULL
)
"""
_STALE = """
DELETE FROM {below} WHERE (manager_id, person_id, depth) IN (
    SELECT manager_id, person_id, depth FROM {below} EXCEPT SELECT manager_id, person_id, depth FROM up
)
"""
_MISSING = """
INSERT INTO {below} (manager_id, person_id, depth)
SELECT manager_id, person_id, depth FROM up EXCEPT SELECT manager_id, person_id, depth FROM {below}
"""


class LoopOfManagers(Exception):
    """A person would be above themselves; `people` holds the ids on the loop."""

    def __init__(self, people: list[UUID]) -> None:
        super().__init__("a loop of managers")
        self.people = people


def refuse_loops(manager_of: Mapping[UUID, UUID]) -> None:
    """Raises LoopOfManagers where following person → manager comes round."""
    settled: set[UUID] = set()
    for person in manager_of:
        path: dict[UUID, None] = {}  # in their order
        above: UUID | None = person
        while above is not None and above not in settled:
            if above in path:
                people = list(path)
                raise LoopOfManagers(people[people.index(above) :])
            path[above] = None
            above = manager_of.get(above)
        settled.update(path)


@transaction.atomic
def rebuild_closure(tell: Tell = silent) -> None:
    """Makes `Below` say what today's reporting lines say: writes only what differs. Raises LoopOfManagers.

    The database follows the lines itself; a loop, on which it would never end, is looked for before.
    """
    lines = dict(ReportingLine.objects.filter(to_on__isnull=True).values_list("person_id", "manager_id"))
    refuse_loops(lines)
    tell("levels", 0, len(lines))
    tables = {"line": ReportingLine._meta.db_table, "below": Below._meta.db_table}
    with connection.cursor() as cursor:
        cursor.execute((_UP + _STALE).format(**tables))
        cursor.execute((_UP + _MISSING).format(**tables))
    tell("levels", len(lines), len(lines))

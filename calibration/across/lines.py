"""The lines of the boards across groups, written by the lock of each group's meeting."""

from collections.abc import Mapping
from uuid import UUID

from calibration.models import BoardLine
from frameworks.models import VersionLevel
from reviews.models import Group, RosterEntry


def write_lines(group: Group, overall: Mapping[UUID, UUID | None]) -> None:
    """Writes anew what stands on the boards for a group whose cycle has the check. `overall`: by subject the key of the
    rating that the lock left, or None."""
    if not group.cycle.has_check_across:
        return
    entries = list(RosterEntry.objects.filter(group=group, subject__in=list(overall)).select_related("role"))
    levels = VersionLevel.objects.filter(version__in={entry.version_id for entry in entries})
    ranks = {(version, level): rank for version, level, rank in levels.values_list("version_id", "level_id", "rank")}
    BoardLine.objects.filter(group=group).delete()
    BoardLine.objects.bulk_create(
        BoardLine(
            group=group,
            subject_id=entry.subject_id,
            role=entry.role,
            version_id=entry.version_id,
            level_id=entry.role.level_id,
            rank=ranks.get((entry.version_id, entry.role.level_id), 0),
            overall_id=overall[entry.subject_id],
        )
        for entry in entries
    )

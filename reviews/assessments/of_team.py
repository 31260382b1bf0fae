"""The examples of a subject's team, beside what the framework expects, where their assessor writes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from frameworks import team_examples
from frameworks.team_examples import Shown
from reviews.assessments.ladder import Said
from reviews.assessments.sheet import Sheet, written


def put_beside(sheet: Sheet) -> None:
    """Adds them to what the sheet's axes expect, each under the framework's example that it belongs to. One query."""
    found = team_examples.of_team_of(sheet.subject, sheet.version.framework_id)
    for row in sheet.axes:
        text = row.text
        if any(one.identity in found for one in (*text.behaviours, *text.from_before)):
            row.expected = written(
                replace(text, behaviours=_with(text.behaviours, found), from_before=_with(text.from_before, found))
            )


def _with(said: Iterable[Said], found: Mapping[str, list[Shown]]) -> list[Said]:
    return [replace(one, of_team=tuple(found.get(one.identity, ()))) for one in said]

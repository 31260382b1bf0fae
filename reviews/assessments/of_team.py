"""The examples of a subject's team, beside what the framework expects, where their assessor writes."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from frameworks import reading, team_examples
from frameworks.asked import Asked
from frameworks.team_examples import Shown
from reviews.assessments.sheet import Sheet


def put_beside(sheet: Sheet) -> None:
    """Adds them to what the sheet's axes expect, each under the framework's example that it belongs to. One query."""
    found = team_examples.of_team_of(sheet.subject, sheet.version.framework_id)
    role, ladder = sheet.assessment.role.code, reading.ladder(sheet.version)
    if not found or role not in ladder.roles:
        return
    asked = {one.axis: one for one in ladder.asked(role)}
    for row in sheet.axes:
        if row.axis.code in asked:
            row.expected += _written(asked[row.axis.code], found)


def _written(asked: Asked, found: dict[str, list[Shown]]) -> SafeString:
    earlier = (one for before in asked.inherited for one in before.behaviours)
    every = [one for one in (*asked.behaviours, *earlier) if one.identity in found]
    if not every:
        return SafeString("")
    beside = [(one.text, found[one.identity]) for one in every]
    context = {"beside": beside, "team": beside[0][1][0].team}
    return render_to_string("reviews/assessments/_of_team.html", context)

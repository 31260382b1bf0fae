"""One candidate whose level Mei looks for: Sam has handed in what he found, Noor has not."""

from candidates import workflow
from candidates.models import Interviewer
from candidates.workflow import Said, Sheet
from demo.company.people import Company
from frameworks import reading
from frameworks.models import Version

LABEL = "Heron, the search role"
MEANT_FOR = "IC3"
# axis → as which role they were found, and why
FOUND = {
    "proficiency": ("IC3", "Found the race in our exercise in ten minutes, and wrote the test that shows it first."),
    "execution": (
        "IC3",
        "Cut the re-indexing task into steps that could each be rolled back. Asked twice who would be hurt by a delay.",
    ),
    "teamwork": ("IC2", "Explains well when asked. Told of no time when they changed how a team works."),
}


def build(company: Company) -> None:
    """Opens it and hands in one sheet by the acts that the pages use."""
    people, version = company.people, Version.objects.current().get(framework__slug="engineering")
    meant_for = reading.roles(version)[MEANT_FOR]
    made = workflow.open_one(people["mei"], LABEL, version, meant_for, [people["sam"], people["noor"]])
    sams = Interviewer.objects.select_related("candidate").get(candidate=made, person=people["sam"])
    workflow.hand_in(workflow.save(sams, people["sam"], 0, _sheet(version)), people["sam"])


def _sheet(version: Version) -> Sheet:
    axes, roles = reading.axes(version), reading.roles(version)
    return {axes[axis].pk: Said(role=roles[code].pk, text=text) for axis, (code, text) in FOUND.items()}

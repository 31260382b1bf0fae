"""What some of the cast wrote with others: an input on Noor, and the common text of Tariq and who assesses him."""

from demo.company.people import Company
from reviews.models import Reminder, RosterEntry
from reviews.together import agreeing, inputs, naming

INPUT = (
    "Noor led the quota work with two of my people in it. She wrote the plan on one page, changed it once, in October,"
    " and told us why on the same day. When the first rollout failed she had it back in ten minutes and the cause by"
    " lunch; my team now copies how she writes such a plan."
)
FIRST = (
    "The new macros answer about a third of the login tickets. I took over the weekly look at what comes back, and I"
    " want to learn to read the logs myself."
)
AGREED = (
    "The new macros answer about a third of the login tickets, and fewer of those come back than in spring. Tariq leads"
    " the weekly look at what does. Next: reading logs without asking, with an afternoon a month beside the on-call"
    " engineer, from January on."
)


def build(company: Company) -> None:
    """Writes both by the acts that the pages use; nobody is mailed of what is there already."""
    people = company.people
    noor = _entry(company, "noor")
    inputs.save_and_submit(naming.name_contributor(noor, people["sam"], people["marco"]), people["sam"], 0, INPUT)
    tariq = _entry(company, "tariq")
    agreeing.show(tariq, people["tariq"], 0, FIRST)
    agreeing.agree(tariq, agreeing.show(tariq, tariq.assessor, 0, AGREED), people["tariq"])
    Reminder.objects.filter(kind__in=[naming.ASKED, agreeing.SHOWN]).delete()


def _entry(company: Company, first: str) -> RosterEntry:
    rows = RosterEntry.objects.select_related("group__cycle", "subject", "assessor")
    return rows.get(subject=company.people[first], group__closed_at__isnull=True)

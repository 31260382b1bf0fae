"""What some of the cast have noted since the autumn, about themselves and their reports; a self-reflection that was
handed in, and what a peer wrote when asked."""

from datetime import date

from accounts.models import Person
from demo.company.past import at
from demo.company.people import Company
from frameworks.models import Axis
from reviews.models import Entry, Group, RosterEntry
from reviews.notebooks import asking, reflecting, workflow
from reviews.notebooks.axes import asked_of
from reviews.notebooks.reflecting import Thoughts
from reviews.notebooks.workflow import Said

OWN, TALK, PEER = Entry.Source.OWN, Entry.Source.ONE_ON_ONE, Entry.Source.PEER

# author, about, day, axis, source, whether quoted, with whom it is shared, link, text
ENTRIES = (
    (
        *("ines", "ines", date(2026, 10, 15), "execution", Entry.Source.SEEN, False, "manager group"),
        "https://wiki.demo.example/storage/backup-check",
        "Cut the backup check in two so that the first half could go out this week. It found a dead disk.",
    ),
    (
        *("ines", "ines", date(2026, 11, 4), "teamwork", PEER, True, "manager", ""),
        "Your notes were the first I could follow without asking. I had it running before lunch.",
    ),
    (
        *("ines", "ines", date(2026, 11, 26), "proficiency", OWN, False, "", ""),
        "I still reach for Noor whenever locks are involved. Next time I draw it first, then ask.",
    ),
    (
        *("ivan", "ivan", date(2026, 11, 12), "execution", Entry.Source.SEEN, False, "manager", ""),
        "The error page of the import is live. Support wrote that half of the usual questions did not come this week.",
    ),
    (
        *("ivan", "ivan", date(2026, 12, 2), "", TALK, False, "", ""),
        "Mei asked what I want to be able to do by spring. Answer next time: read a query plan without help.",
    ),
    (
        *("lena", "lena", date(2026, 11, 19), "teamwork", Entry.Source.SEEN, False, "manager group", ""),
        "Billing and Web wanted different limits for the quota. Measured both for a week; they took the smaller one.",
    ),
    (
        *("mei", "ivan", date(2026, 10, 22), "proficiency", Entry.Source.SEEN, False, "subject", ""),
        "Ivan wrote the failing test before he touched the parser. The review took ten minutes.",
    ),
    (
        *("mei", "ivan", date(2026, 11, 18), "teamwork", TALK, False, "", ""),
        "He asks in private what others would like to hear too. Suggest the team's channel, once, and let him try.",
    ),
    (
        *("noor", "ines", date(2026, 11, 10), "execution", Entry.Source.SEEN, False, "subject group", ""),
        "Said on Monday that the second half would slip by three days, and why. It came on the day she then named.",
    ),
    (
        *("noor", "ines", date(2026, 12, 1), "proficiency", Entry.Source.SEEN, False, "", ""),
        "Worked out the lock order on paper before our talk. She only needed me for the last step.",
    ),
    (
        *("marco", "lena", date(2026, 11, 24), "execution", PEER, True, "", ""),
        "Without her numbers we would still be arguing about the quota.",
    ),
)

REFLECTION = (
    "Fewer pages at night was the aim, and we have half of them. I am less glad about September, when I kept the plan"
    " to myself for too long and two people built the same alarm."
)
BY_AXIS = {
    "Execution": "The new rota held through both holidays. The clean-up of old alarms is late: January.",
    "Teamwork": "Ines now runs the weekly look at the alarms without me. I should have asked her a month earlier.",
}
QUESTION = "How was it for on-call when the quota was switched on?"
ANSWER = (
    "Quiet, for the first time with a change of that size. Lena sat with us that evening and had written down what to"
    " do if it went wrong, so that nobody had to guess."
)


def build(company: Company) -> None:
    """Writes the entries by the act that the pages use, each as of its day."""
    people = company.people
    axes = {axis.code: axis for axis in Axis.objects.filter(framework__slug="engineering")}
    for author, subject, day, axis, source, is_quoted, shared, link, text in ENTRIES:
        said = Said(text, day, axes.get(axis), link, source, is_quoted)
        made = workflow.write(people[author], people[subject], said, shared.split())
        Entry.objects.filter(pk=made.pk).update(changed_at=at(day, 16))
    _reflect(people["noor"])
    asked = asking.ask(people["lena"], people["noor"], people["lena"], "manager", QUESTION)
    asking.answer(asked, people["noor"], ANSWER)


def _reflect(person: Person) -> None:
    """Writes and hands in what she says of her own work, for the group."""
    entry = RosterEntry.objects.select_related("version", "role", "group").get(
        subject=person, group__state=Group.State.ASSESSING
    )
    axes = {one.name: one.axis.pk for one in asked_of(entry.version, entry.role)}
    said = {axes[name]: text for name, text in BY_AXIS.items()}
    made = reflecting.save(entry, person, 0, Thoughts(REFLECTION, said))
    reflecting.hand_in(made, person, "group")

"""What the tests of those who write together begin from: Sam is asked what he saw of Ivan, whom Mei assesses."""

from datetime import date

from accounts.models import Person
from reviews.models import Input, RosterEntry
from reviews.together import inputs, naming

TODAY = date(2026, 11, 24)
PHASES = ["assessing", "previewing", "calibrating", "deciding", "finalising", "telling", "closed"]


def entry(story, person) -> RosterEntry:
    """Somebody's row on the roster."""
    rows = RosterEntry.objects.select_related("group__cycle", "subject", "assessor")
    return rows.get(group=story.group, subject=person)


def asked(cast, story, who="sam", by="mei") -> Input:
    """Sam is asked what he saw of Ivan, by Mei."""
    return naming.name_contributor(entry(story, cast.ivan), getattr(cast, who), getattr(cast, by))


def submitted(cast, story, text: str = "Led the rehearsal.") -> Input:
    """What Sam saw of Ivan, submitted."""
    return inputs.save_and_submit(asked(cast, story), cast.sam, 0, text)


def readers_of(row) -> str:
    """Who may read a row, by first name."""
    everyone = sorted(Person.objects.all(), key=lambda one: one.name)
    rows = type(row).objects
    return " ".join(one.name.lower() for one in everyone if rows.visible_to(one).filter(pk=row.pk))

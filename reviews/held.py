"""What this app holds about people."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.models import Person
from accounts.rights.kinds import Held, written
from accounts.rights.retention import Kept
from reviews.models import (
    Assessment,
    Assignment,
    AxisRating,
    Exclusion,
    Group,
    Mail,
    Message,
    OneOnOne,
    Part,
    Participant,
    Remark,
    Reminder,
    Result,
    ResultAxis,
    RosterEntry,
)
from reviews.models.results import is_told

OF_OTHERS = _("It is about somebody else. Its author is shown as a former colleague.")
PARTS = _("Who was reviewed and took part, as ids. Without them, two tables of figures could give a person away.")
TOLD = _("What stood after a review, and the words written to them.")
JUDGED = _("So that a group judges from the same text.")
OPERATORS = _("The person; operators its address and subject.")
WHO = _("Who is reviewed together, and who takes part as what.")
KEPT_AWAY = _("Whoever prepares or drives the meeting: that somebody keeps away, not why.")
RECUSAL = _("So that nobody judges who is too near. The reason is not kept.")
OWED = _("So that what is owed is told.")


def held() -> tuple[Held, ...]:
    """What was written and said about somebody in reviews, and their parts in them."""
    return (
        written(Assessment, "subject", _("Assessments"), ("statement",), "group", why=JUDGED),
        written(
            *(AxisRating, "assessment__subject", _("Ratings by axis"), ("statement", "not_applicable")),
            "assessment__group",
            is_part=True,
        ),
        Held(Assessment, "author", _("Assessments of others"), stays=OF_OTHERS),
        written(Remark, "subject", _("Remarks"), ("text",), "group", why=JUDGED),
        Held(Remark, "author", _("Remarks about others"), stays=OF_OTHERS),
        written(Result, "subject", _("Results"), ("words", "asked", "support"), "group", why=TOLD),
        Held(ResultAxis, "result__subject", _("Final ratings by axis"), group="result__group", is_part=True),
        Held(Result, "author", _("Words written to others"), stays=OF_OTHERS),
        written(Message, "person", _("Messages, with replies"), ("reply",), "result__group", why=OWED),
        Held(Message, "owner", _("Messages told to others"), stays=OF_OTHERS),
        Held(OneOnOne, "report", _("One-on-ones with the manager"), OWED),
        Held(OneOnOne, "manager", _("One-on-ones with reports"), OWED),
        Held(Reminder, "recipient", _("Reminders"), OWED, in_copy=False, read_by=_("Nobody: a mail is made of it.")),
        Held(
            Mail,
            "recipient",
            _("Mails"),
            OWED,
            in_copy=False,
            read_by=OPERATORS,
        ),
        Held(Exclusion, "subject", _("Who kept away from their matters"), RECUSAL, in_copy=False, read_by=KEPT_AWAY),
        Held(Exclusion, "person", _("Whose matters they kept away from"), RECUSAL, in_copy=False, read_by=KEPT_AWAY),
        Held(RosterEntry, "subject", _("Places on rosters: group, role, treatment"), stays=PARTS, why=WHO),
        Held(RosterEntry, "assessor", _("Rosters, as assessor"), stays=PARTS),
        Held(RosterEntry, "director", _("Rosters, as director"), stays=PARTS),
        Held(Assignment, "subject", _("Assessments owed about them"), stays=PARTS, is_part=True),
        Held(Assignment, "assessor", _("Assessments they owed"), stays=PARTS, is_part=True),
        Held(Participant, "person", _("Parts in groups"), stays=PARTS, why=WHO, read_by=_("Whoever sees the group.")),
        Held(Participant, "about", _("Parts of others in their matters"), stays=PARTS),
    )


def told_of(person: Person) -> list[Any]:
    """The groups of whose outcome somebody was told, or may read it since its day has come."""
    return list(Result._base_manager.filter(is_told(clock.today()), subject=person).values_list("group", flat=True))


OVER = (Group.State.CLOSED, Group.State.DISCARDED)


def reviews_that_run(person: Person) -> list[str]:
    """Why somebody cannot be erased yet: a sentence for each review that runs and that they have a part in."""
    parts = Participant.objects.filter(person=person, until_at__isnull=True).exclude(part=Part.ABOVE)
    running = Group.objects.filter(pk__in=parts.values("group")).exclude(state__in=OVER).select_related("cycle")
    said = gettext("%(name)s has a part in %(cycle)s, %(group)s, which still runs. Close it first.")
    return [said % {"name": person.first_name, "cycle": group.cycle.name, "group": group.name} for group in running]


def kept() -> tuple[Kept, ...]:
    """What goes so many months after the close of its group; and what a mail said, after it was sent."""
    return (
        Kept(Assessment, "subject", _("assessments"), "keep_inputs_months", "group__closed_at"),
        Kept(Remark, "subject", _("remarks"), "keep_inputs_months", "group__closed_at"),
        Kept(Result, "subject", _("results, with replies"), "keep_results_months", "group__closed_at"),
        Kept(Mail, "recipient", _("texts of mails"), "keep_mails_months", "sent_at", emptied=("body",)),
    )

"""What this app holds about people."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.models import Person
from accounts.rights.kinds import Held, written
from accounts.rights.retention import Kept
from reviews.models import (
    Ask,
    Assessment,
    Assignment,
    AxisRating,
    CommonText,
    Deputyship,
    EarlierResult,
    Entry,
    Exclusion,
    Group,
    GrowthLine,
    Input,
    Looked,
    Mail,
    Message,
    OneOnOne,
    Part,
    Participant,
    ProfileText,
    Reflection,
    ReflectionAxis,
    Remark,
    Reminder,
    Result,
    ResultAxis,
    RosterEntry,
    SecondLook,
    Sentences,
)
from reviews.models.notebooks import PRIVATE
from reviews.models.results import is_told

DONE_FOR_OTHERS = _("It is about somebody else. By whom it was done is shown as a former colleague.")
OF_OTHERS = _("It is about somebody else. Its author is shown as a former colleague.")
PARTS = _("Who was reviewed and took part, as ids. Without them, two tables of figures could give a person away.")
TOLD = _("What stood after a review, and the words written to them.")
JUDGED = _("So that a group judges from the same text.")
OPERATORS = _("The person; operators its address and subject.")
WHO = _("Who is reviewed together, and who takes part as what.")
KEPT_AWAY = _("Whoever prepares or drives the meeting: that somebody keeps away, not why.")
RECUSAL = _("So that nobody judges who is too near. The reason is not kept.")
EARLIER = _("So that the promotion rule has what they were told before reviews were held here.")
LOOKING = _("So that a reader is led to what is new to them.")
WHO_LOOKED = _("Only whoever looked.")
OWED = _("So that what is owed is told.")
AGAIN = _("So that whoever doubts their result is answered by somebody who did not write it.")
THEIR_OWN = _("So that whoever judges somebody's work has read what they say of it themselves.")
SAW = _("So that those who worked with somebody can say what they saw, to whom they know.")
GROWING = _("So that a person and their manager keep what is planned and promised.")
ASKED_OF_THEM = _("So that a person whose level has no text of its own is assessed against what was agreed.")
NOTED = _("So that a year is judged by what was seen in it, and not by its last weeks.")


ANSWERED = Q(state=Ask.State.ANSWERED)


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
        Held(Assessment, "submitted_by", _("Assessments handed in for somebody away"), stays=OF_OTHERS),
        Held(Deputyship, "person", _("Who stood in for them"), stays=PARTS, why=WHO),
        Held(Deputyship, "deputy", _("For whom they stood in"), stays=PARTS, why=WHO),
        Held(Deputyship, "named_by", _("Whom they named as deputies"), stays=PARTS),
        written(Input, "subject", _("Inputs of contributors"), ("text",), "group", why=JUDGED),
        Held(Input, "author", _("Inputs about others"), stays=OF_OTHERS),
        written(Remark, "subject", _("Remarks"), ("text", "example"), "group", why=JUDGED),
        Held(Remark, "author", _("Remarks about others"), stays=OF_OTHERS),
        Held(Looked, "subject", _("When readers last looked"), LOOKING, in_copy=False, read_by=WHO_LOOKED),
        Held(Looked, "reader", _("When they last looked at each person of a group"), LOOKING, read_by=WHO_LOOKED),
        written(Result, "subject", _("Results"), ("words", "asked", "support"), "group", why=TOLD),
        Held(ResultAxis, "result__subject", _("Final ratings by axis"), group="result__group", is_part=True),
        Held(Result, "author", _("Words written to others"), stays=OF_OTHERS),
        Held(
            EarlierResult,
            "subject",
            _("Earlier results, imported"),
            EARLIER,
            texts=("words", "author_name"),
            place="role",
        ),
        Held(EarlierResult, "imported_by", _("Earlier results of others, imported"), stays=OF_OTHERS),
        written(Message, "person", _("Messages, with replies"), ("reply",), "result__group", why=OWED),
        Held(Message, "owner", _("Messages told to others"), stays=OF_OTHERS),
        written(SecondLook, "subject", _("Second looks they asked for"), ("words", "answer"), "group", why=AGAIN),
        Held(SecondLook, "owner", _("Second looks they were to answer"), stays=OF_OTHERS),
        Held(SecondLook, "answered_by", _("Second looks they answered"), stays=OF_OTHERS),
        Held(SecondLook, "result_author", _("Second looks at results they wrote"), stays=OF_OTHERS),
        Held(OneOnOne, "report", _("One-on-ones with the manager"), OWED),
        Held(OneOnOne, "manager", _("One-on-ones with reports"), OWED),
        Held(Reminder, "recipient", _("Reminders"), OWED, in_copy=False, read_by=_("Nobody: a mail is made of it.")),
        written(Reflection, "subject", _("Self-reflections"), ("text",), "group", why=THEIR_OWN),
        Held(
            *(ReflectionAxis, "reflection__subject", _("Self-reflections by axis")),
            group="reflection__group",
            is_part=True,
        ),
        Held(Entry, "subject", _("Entries in notebooks"), NOTED),
        Held(Entry, "author", _("Entries about others; those that nobody else reads go"), stays=OF_OTHERS, but=PRIVATE),
        Held(GrowthLine, "subject", _("Lines of growth plans"), GROWING),
        Held(GrowthLine, "author", _("Lines in growth plans of others"), stays=OF_OTHERS),
        Held(ProfileText, "subject", _("Texts of personal profiles"), ASKED_OF_THEM),
        Held(ProfileText, "author", _("Texts of personal profiles of others"), stays=OF_OTHERS),
        written(CommonText, "subject", _("Common texts about their work"), ("text",), "group", why=THEIR_OWN),
        Held(CommonText, "author", _("Common texts about others"), stays=OF_OTHERS),
        Held(CommonText, "agreed_by", _("Common texts to which they agreed"), stays=OF_OTHERS),
        Held(Ask, "subject", _("Questions to peers about them"), SAW),
        Held(Ask, "asker", _("Questions they asked peers"), stays=OF_OTHERS),
        Held(Ask, "peer", _("Questions they were asked"), stays=OF_OTHERS),
        Held(Sentences, "subject", _("Sentences of peers"), SAW),
        Held(Sentences, "author", _("Sentences about others"), stays=OF_OTHERS),
        Held(Sentences, "asker", _("Sentences they asked for"), stays=OF_OTHERS),
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
        Held(Group, "launch_asked_by", _("Groups they asked to launch"), stays=DONE_FOR_OTHERS),
    )


def told_of(person: Person) -> list[Any]:
    """The groups of whose outcome somebody was told, or may read it since its day has come."""
    return list(Result._base_manager.filter(is_told(clock.today()), subject=person).values_list("group", flat=True))


OVER = (Group.State.CLOSED, Group.State.DISCARDED)


def reviews_that_run(person: Person) -> list[str]:
    """Why somebody cannot be erased yet: a sentence for each review that runs and that they have a part in."""
    parts = Participant.objects.not_over().filter(person=person).exclude(part=Part.ABOVE)
    running = Group.objects.filter(pk__in=parts.values("group")).exclude(state__in=OVER).select_related("cycle")
    said = gettext("%(name)s has a part in %(cycle)s, %(group)s, which still runs. Close it first.")
    return [said % {"name": person.first_name, "cycle": group.cycle.name, "group": group.name} for group in running]


def kept() -> tuple[Kept, ...]:
    """What goes so many months after the close of its group; what a mail said, after it was sent; and what somebody
    keeps for themselves, after they wrote it."""
    return (
        Kept(Entry, "subject", _("private notes"), "keep_notes_months", "changed_at", only=PRIVATE),
        Kept(GrowthLine, "subject", _("lines of growth plans"), "keep_notes_months", "changed_at"),
        Kept(
            ProfileText,
            "subject",
            _("earlier texts of personal profiles"),
            "keep_results_months",
            "ended_at",
        ),
        Kept(Ask, "subject", _("questions without an answer"), "keep_notes_months", "asked_at", only=~ANSWERED),
        Kept(Ask, "subject", _("questions with their answers"), "keep_notes_months", "closed_at", only=ANSWERED),
        Kept(Sentences, "subject", _("sentences of peers"), "keep_notes_months", "written_at"),
        Kept(Assessment, "subject", _("assessments"), "keep_inputs_months", "group__closed_at"),
        Kept(CommonText, "subject", _("common texts"), "keep_inputs_months", "group__closed_at"),
        Kept(Reflection, "subject", _("self-reflections"), "keep_inputs_months", "group__closed_at"),
        Kept(Input, "subject", _("inputs of contributors"), "keep_inputs_months", "group__closed_at"),
        Kept(Remark, "subject", _("remarks"), "keep_inputs_months", "group__closed_at"),
        Kept(Looked, "subject", _("when readers last looked"), "keep_inputs_months", "group__closed_at"),
        Kept(Result, "subject", _("results, with replies"), "keep_results_months", "group__closed_at"),
        Kept(EarlierResult, "subject", _("earlier results"), "keep_results_months", "imported_at"),
        Kept(Mail, "recipient", _("texts of mails"), "keep_mails_months", "sent_at", emptied=("body",)),
    )

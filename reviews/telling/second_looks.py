"""A second look: the person asks once a cycle, their manager's manager answers by a day, People Ops puts it right.

The author of the result neither reads nor answers it. A result is changed by two: who says so, and who writes it.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import clock, granting, trail
from accounts.access import Task
from accounts.doors import Door
from accounts.models import Grant, GrantKind, Person, ReportingLine
from accounts.moves import Conflict, Move, NotAllowed, move
from accounts.owed import Owed, due
from frameworks.models import ScalePoint
from reviews.models import Reminder, Result, SecondLook
from reviews.models.participants import is_kept_away
from reviews.models.results import is_told
from reviews.telling.digest import Section, of_kind

State, Outcome = SecondLook.State, SecondLook.Outcome
ASKED = "second_look"  # the kind of a reminder that somebody waits for an answer
ANSWERED = "second_look_answered"  # … that the answer is there


def is_subject(look: SecondLook, by: Person | None) -> bool:
    """Who asked for it."""
    return by is not None and look.subject_id == by.pk


def _is_apart(look: SecondLook, by: Person) -> bool:
    return not is_kept_away(look, by) and look.result_author_id != by.pk


def owner_of(look: SecondLook) -> Person | None:
    """Who is to answer; nobody in particular where there is none any more: then People Ops."""
    owner = look.owner
    if owner is None or not owner.is_active or owner.has_left(clock.today()):
        return None
    return owner if Result.objects.visible_to(owner).filter(pk=look.result_id).exists() else None


def answers(look: SecondLook, by: Person | None) -> bool:
    """The manager's manager; People Ops for the person where there is none."""
    if by is None or not _is_apart(look, by):
        return False
    owner = owner_of(look)
    return owner.pk == by.pk if owner else granting.covers_another(by, look.subject)


def corrects(look: SecondLook, by: Person | None) -> bool:
    """People Ops for the person, and not who answered."""
    if by is None or not _is_apart(look, by) or look.answered_by_id == by.pk:
        return False
    return granting.covers_another(by, look.subject)


TOO_LATE = gettext_lazy("This second look is over or was answered already. Nothing was changed; look again.")
SecondLook.MOVES = {  # type: ignore[attr-defined]
    "withdraw": Move(frozenset({State.ASKED}), State.WITHDRAWN, is_subject, TOO_LATE),
    "answer": Move(frozenset({State.ASKED}), State.ANSWERED, answers, TOO_LATE, {"answered_at": clock.now}),
    "correct": Move(frozenset({State.ANSWERED}), State.CORRECTED, corrects, TOO_LATE, {"corrected_at": clock.now}),
}


def can_be_asked(result: Result, told: Iterable[Result]) -> bool:
    """Whether it can be asked for, where it was not yet: once the person was told, where the cycle has it, and until
    it is over; `told`: what they were told of."""
    return result.is_told(clock.today()) and result.group.cycle.second_look_days > 0 and not is_over(result, told)


def is_over(result: Result, told: Iterable[Result]) -> bool:
    """Whether it is too late to ask: the person was told what came of a review of a later period than this one's.
    The close does not end it, as telling is owed beyond that; nor does another review of the same months."""
    cycles = [one.group.cycle for one in told]
    return any(cycle.covers_from > result.group.cycle.covers_to and not cycle.is_trial for cycle in cycles)


def told_of(person: Person) -> QuerySet[Result]:
    """What the person was told of, of every review."""
    rows = Result.objects.visible_to(person).filter(is_told(clock.today()), subject=person)
    return rows.bookkept().select_related("group__cycle")


def who_answers(result: Result) -> Person | None:
    """The manager of who wrote the result; None where there is none who could: then People Ops answers."""
    line = ReportingLine.objects.filter(person=result.author_id, to_on__isnull=True).select_related("manager").first()
    if line is None or not line.manager.is_active or line.manager.has_left(clock.today()):
        return None
    return None if is_kept_away(result, line.manager) else line.manager


@transaction.atomic
def ask(result: Result, by: Person, words: str) -> SecondLook:
    """Asks for it; who is to answer reads of it in their next mail. Raises NotAllowed; Conflict where it was asked."""
    Result._base_manager.select_for_update(of=("self",)).get(pk=result.pk)
    if result.subject_id != by.pk:
        raise NotAllowed("ask")
    if not can_be_asked(result, told_of(by)) or SecondLook._base_manager.filter(result=result).exists():
        raise Conflict(
            _("A second look is asked for once a cycle, after you were told and until you are told your next result.")
        )
    today, owner = clock.today(), who_answers(result)
    made = SecondLook.objects.create(
        result=result,
        group_id=result.group_id,
        subject=by,
        owner=owner,
        result_author_id=result.author_id,
        words=words,
        due_on=today + timedelta(days=result.group.cycle.second_look_days),
    )
    trail.record("ask", made, by, about=by, after=made.state)
    _remind(made, ASKED, [owner] if owner else people_ops_apart(made), today)
    return made


def people_ops_apart(look: SecondLook) -> list[Person]:
    """People Ops for the person who may read it."""
    held = Grant.objects.in_force().filter(kind=GrantKind.PEOPLE_OPS)
    holders = Person.objects.filter(pk__in=held.values("person"), is_active=True)
    return [one for one in holders if granting.covers_another(one, look.subject) and _is_apart(look, one)]


def withdraw(look: SecondLook, by: Person) -> SecondLook:
    """The person takes it back; it is used up. Raises NotAllowed, Conflict."""
    with transaction.atomic():
        withdrawn = move(look, "withdraw", by)
        _end(withdrawn)
    return withdrawn


def answer(look: SecondLook, by: Person, outcome: str, text: str, overall: ScalePoint | None = None) -> SecondLook:
    """Says whether the result stands, or to which overall rating it changes, and why.

    Raises NotAllowed; Conflict where it is over, or where it changes to what it is.
    """
    if not answers(look, by):
        raise NotAllowed("answer")
    point = overall if outcome == Outcome.CHANGES else None
    if outcome == Outcome.CHANGES and (point is None or point.pk == look.result.overall_id):
        raise Conflict(_("Choose the rating to which it changes: another than it is."))
    with transaction.atomic():
        answered = move(look, "answer", by, outcome=outcome, answer=text, overall=point, answered_by=by)
        _end(answered)
        today = clock.today()
        _remind(answered, ANSWERED, [answered.subject], today)
        if outcome == Outcome.CHANGES:
            _remind(answered, ASKED, [one for one in people_ops_apart(answered) if one.pk != by.pk], today)
    return answered


def correct(look: SecondLook, by: Person) -> SecondLook:
    """Writes the changed overall rating into the result; before and after stay in the trail. Raises NotAllowed;
    Conflict where it stands, or is written already."""
    with transaction.atomic():
        corrected = move(look, "correct", by)
        if corrected.outcome != Outcome.CHANGES:
            raise Conflict(_("The result stands: there is nothing to correct."))
        result = Result.objects.visible_to(by).select_for_update(of=("self",)).get(pk=corrected.result_id)
        before = result.overall_id
        result.overall_id = corrected.overall_id
        result.save(update_fields=["overall"])
        trail.record("correct", result, by, about=corrected.subject, before=str(before), after=str(result.overall_id))
        _end(corrected)
    return corrected


def _remind(look: SecondLook, kind: str, people: list[Person], today: date) -> None:
    if look.result.group.cycle.is_trial:
        return
    for person in people:
        Reminder.objects.get_or_create(kind=kind, object_id=str(look.pk), recipient=person, due_on=today)


def _end(look: SecondLook) -> None:
    Reminder.objects.filter(kind=ASKED, object_id=str(look.pk), mail__isnull=True).update(is_off=True)


# -- what is asked of somebody today, and in the day's mail --------------------------------------------------------


WAITING = Door(
    lambda person: (
        SecondLook.objects.visible_to(person)
        .filter(state__in=[State.ASKED, State.ANSWERED])
        .exclude(subject=person)
        .select_related("subject", "result", "owner")
    )
)


def owed(person: Person, today: date) -> list[Owed]:
    """Second looks that the person is to answer, or as People Ops to put right."""
    found = []
    for look in WAITING(person):
        said, url = {"name": look.subject.name}, reverse("second_look", args=[look.pk])
        if look.state == State.ASKED and answers(look, person):
            found.append(due(_("Answer the second look that %(name)s asks for") % said, url, look.due_on, today))
        elif look.state == State.ANSWERED and look.outcome == Outcome.CHANGES and corrects(look, person):
            found.append(Owed(_("Put the result of %(name)s right, as its second look says") % said, url))
    return found


def looks_owed(recipient: Person, reminders: list[Reminder], today: date) -> Section | None:
    """What the day's mail says of second looks to answer or to put right: how many; no name."""
    rows = of_kind(reminders, ASKED)
    waiting = list(
        SecondLook.objects.visible_to(Task("reminders"))
        .filter(pk__in=list(rows), state__in=[State.ASKED, State.ANSWERED])
        .bookkept()
    )
    if not waiting:
        return None
    said = ngettext("A second look waits for you", "%(count)s second looks wait for you", len(waiting))
    return Section(
        subject=said % {"count": len(waiting)},
        opening=_("somebody asks for a second look at their result:"),
        lines=[said % {"count": len(waiting)}],
        where=_("Who asks, and until when, stands here:"),
        link=settings.SITE_URL + reverse("home"),
        closing=_("Whoever wrote the result does not read it."),
        reminders=[rows[str(one.pk)] for one in waiting],
    )


def look_answered(recipient: Person, reminders: list[Reminder], today: date) -> Section | None:
    """That the second look which the recipient asked for is answered; not how."""
    rows = of_kind(reminders, ANSWERED)
    if not rows:
        return None
    return Section(
        subject=_("Your second look is answered"),
        opening=_("the second look that you asked for is answered."),
        lines=[],
        where=_("The answer stands beside your result:"),
        link=settings.SITE_URL + reverse("my_results"),
        closing=_("This is said once."),
        reminders=list(rows.values()),
    )

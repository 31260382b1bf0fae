"""What happens to questions, answers and figures: asked and retired; given and withdrawn; counted once, and frozen."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import trail
from accounts.models import GrantKind, Person, lease
from accounts.moves import Conflict, Move, NotAllowed, move
from accounts.viewing import as_task, viewing
from figures import counting, suppression
from figures.models import Answer, Counting, Option, Publication, Question
from figures.printed import NOT_ANSWERED, frozen
from frameworks.models import Framework
from reviews.models import Cycle

State = Question.State
Withheld = Publication.Withheld

COUNTING_SECONDS = 900
"""For how long a cycle's counting is not begun again: longer than it takes, so that it runs once."""


# -- questions ---------------------------------------------------------------------------------------


def asks_everyone(question: Question, by: Person | None) -> bool:
    """People Ops for the whole organisation."""
    return by is not None and by.holds_everywhere(GrantKind.PEOPLE_OPS)


Question.MOVES = {
    "ask": Move(
        frozenset({State.PREPARED}),
        State.ASKED,
        asks_everyone,
        gettext_lazy("This question was asked already. Nothing was changed."),
    ),
    "retire": Move(
        frozenset({State.ASKED}),
        State.RETIRED,
        asks_everyone,
        gettext_lazy("This question is not asked now. Nothing was changed."),
    ),
}


@transaction.atomic
def prepare(question: Question, words: Sequence[str], declined: str, by: Person) -> Question:
    """Saves a question that nobody was asked yet with its options in order; `declined` comes last of them.

    Raises NotAllowed, and Conflict once it is asked: its options stay then.
    """
    if not asks_everyone(question, by):
        raise NotAllowed("prepare")
    before = Question.objects.select_for_update().filter(pk=question.pk).first()
    if before and before.state != State.PREPARED:
        raise Conflict(_("This question was asked meanwhile: its options stay as they are. Nothing was changed."))
    question.save()
    question.options.all().delete()
    Option.objects.bulk_create(
        Option(question=question, code=f"option-{place}", word=word, order=place, is_declined=word == declined)
        for place, word in enumerate([*words, declined], start=1)
    )
    trail.record("prepare", question, by)
    return question


@transaction.atomic
def reword(question: Question, text: str, words: Mapping[str, str], by: Person) -> Question:
    """Puts the wording of a question and its options right (`words`: an option's code → its word)."""
    if not asks_everyone(question, by):
        raise NotAllowed("reword")
    question = Question.objects.select_for_update().get(pk=question.pk)
    if question.state != State.ASKED:
        raise Conflict(_("This question is not asked now. Nothing was changed."))
    question.text = text
    question.save(update_fields=["text"])
    for option in question.options.all():
        option.word = words.get(option.code, option.word)
        option.save(update_fields=["word"])
    trail.record("reword", question, by)
    return question


@as_task("retiring")
@transaction.atomic
def retire(question: Question, by: Person) -> Question:
    """The question is asked no more, and all answers to it are deleted; what was published stays."""
    question = move(question, "retire", by)
    Answer.objects.filter(question=question).delete()
    return question


# -- answers -----------------------------------------------------------------------------------------


@transaction.atomic
def answer(person: Person, chosen: Mapping[Question, Option | None]) -> None:
    """Keeps what a person says of themselves; None withdraws the answer. Writes no event (see Answer).

    Raises Conflict where a question is no longer asked.
    """
    asked = Question.objects.select_for_update().filter(pk__in=[question.pk for question in chosen], state=State.ASKED)
    if len(asked) < len(chosen):
        raise Conflict(_("One of these questions is no longer asked. Open the page again; nothing was changed."))
    for question, option in chosen.items():
        if option is None:
            Answer.objects.filter(person=person, question=question).delete()
        else:
            Answer.objects.update_or_create(person=person, question=question, defaults={"option": option})


# -- figures -----------------------------------------------------------------------------------------


def withheld(cycle: Cycle, framework: Framework, question: Question) -> str:
    """Why nothing may be printed, or "" where it may. Asks days, rosters and what was printed; never an answer."""
    if cycle.covers_to < question.counted_from:
        return Withheld.NOT_YET_ASKED
    people = counting.roster(cycle, framework).values("subject")
    printed = Publication.objects.printed().filter(question=question).exclude(cycle=cycle)
    for other in printed.select_related("cycle", "framework").only("cycle__covers_to", "framework__title"):
        if counting.roster(other.cycle, other.framework).filter(subject__in=people).exists():
            return Withheld.LINKED
    later = Cycle.objects.filter(closed_at__isnull=False, is_trial=False, covers_to__gt=cycle.covers_to)
    if any(counting.roster(one, framework).exists() for one in later.only("pk").order_by()):
        return Withheld.NOT_NEWEST
    return ""


def publish(cycle: Cycle, framework: Framework, question: Question, by: Person | None) -> Publication:
    """Counts, protects and freezes one question over one framework; `by=None` is the system at the close.

    Raises NotAllowed, or Conflict with the reason where it may not be printed or was decided already. The search
    for the finest safe form can take two minutes and holds no lock.
    """
    if by is not None and not by.holds_everywhere(GrantKind.PEOPLE_OPS):
        raise NotAllowed("publish")
    with as_task("counting"):
        return _publish(cycle, framework, question, by)


def _publish(cycle: Cycle, framework: Framework, question: Question, by: Person | None) -> Publication:
    if cycle.closed_at is None or cycle.is_trial or question.state != State.ASKED:
        raise Conflict(_("Figures are made of questions that are asked, when a cycle has closed."))
    if not counting.roster(cycle, framework).exists():
        raise Conflict(_("Nobody of this framework was reviewed in this cycle."))
    _refuse(withheld(cycle, framework, question))
    words = dict(question.options.values_list("code", "word")) | {NOT_ANSWERED: ""}
    made = None  # where nobody has signed in: too few
    if counting.counted(cycle, framework).exists():
        table = counting.count(cycle, framework, question)
        made = suppression.publish(table, settings.FIGURES_SCREEN_K, settings.FIGURES_FILE_K)
    with transaction.atomic():
        with viewing(None):  # who counts may lock nothing
            Question.objects.select_for_update().get(pk=question.pk)
        _refuse(withheld(cycle, framework, question))
        if Publication.objects.filter(cycle=cycle, framework=framework, question=question).exists():
            raise Conflict(_("These figures were made already, and are never made again."))
        publication = Publication.objects.create(
            cycle=cycle,
            framework=framework,
            question=question,
            screen=frozen(made.screen_table, words) if made else None,
            file=frozen(made.file_table, words) if made else None,
            notes=[note.value for note in made.notes] if made else [],
        )
        trail.record("publish", publication, by)
    return publication


def _refuse(reason: str) -> None:
    sentences = {
        Withheld.LINKED: _("People of this cycle are counted in figures of another one. A second table would tell"
                           " about single persons, so it is not made."),
        Withheld.NOT_NEWEST: _("A later cycle has closed. Only the newest closed one is published."),
        Withheld.NOT_YET_ASKED: _("This cycle ended before the first day that counts for this question."),
    }  # fmt: skip
    if reason:
        raise Conflict(sentences[Withheld(reason)])


@as_task("counting")
def publish_cycle(cycle: Cycle, by: Person | None) -> list[Publication]:
    """Decides, once, for every question asked and every framework of a closed cycle, and returns what was decided.

    What may not be printed gets a row with the reason. Safe to run twice, also at once.
    """
    decided = []
    for question in Question.objects.filter(state=State.ASKED):
        for framework in counting.frameworks_of(cycle):
            found = Publication.objects.filter(cycle=cycle, framework=framework, question=question).first()
            decided.append(found or _decide(cycle, framework, question, by))
    Counting.objects.get_or_create(cycle=cycle)
    return [one for one in decided if one]


def _decide(cycle: Cycle, framework: Framework, question: Question, by: Person | None) -> Publication | None:
    try:
        return publish(cycle, framework, question, by)
    except Conflict:
        reason = withheld(cycle, framework, question)
        known = {"cycle": cycle, "framework": framework, "question": question}
        if not reason:  # another process was quicker, or the question was retired meanwhile
            return Publication.objects.filter(**known).first()
        return Publication.objects.get_or_create(**known, defaults={"withheld": reason})[0]


def count_what_has_closed(today: date) -> None:
    """At every tick: has each closed cycle that was not counted yet counted by a task of its own, newest first."""
    from figures.tasks import count_cycle

    waiting = Cycle.objects.filter(closed_at__isnull=False, is_trial=False)
    for cycle in waiting.exclude(pk__in=Counting.objects.values("cycle")).order_by("-covers_to"):
        if until := lease.take(lease_of(cycle), COUNTING_SECONDS):
            count_cycle.delay(str(cycle.pk), until.isoformat())


def lease_of(cycle: Cycle) -> str:
    """The name under which one process counts the cycle."""
    return f"figures {cycle.pk}"

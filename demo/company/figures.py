"""The demo's question, what its people answered, and the figures of the last closed quarter."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime

from accounts.models import Person
from demo.company.people import SEED, Company
from figures import workflow
from figures.models import Answer, Option, Publication, Question
from reviews.models import Cycle

WORDS = ("woman", "man", "non-binary", "prefer not to say")
ANSWERED = 0.85
WEIGHTS = (44, 48, 4, 4)
SET: dict[str, str | None] = {"ines": "woman", "mei": "woman", "petra": None}


def build(company: Company, cycles: Sequence[Cycle]) -> None:
    """Asks one question, has about 85 of 100 answer it, and counts the closed quarters, the newest first.

    What the protection lets through of it is printed; of the earlier quarters nothing is.
    """
    question = ask()
    options = {option.word: option for option in question.options.all()}
    # they have signed in to be asked
    everyone = [person.pk for person in company.people.values()]
    Person.objects.filter(pk__in=everyone).update(last_login=datetime(2026, 1, 12, 8, 0, tzinfo=UTC))
    chance = random.Random(SEED + 4)  # noqa: S311 - a demo
    Answer.objects.bulk_create(
        Answer(person=person, question=question, option=options[word])
        for key, person in company.people.items()
        if (word := said(key, chance))
    )
    for cycle in sorted(cycles, key=lambda one: one.covers_to, reverse=True):
        for publication in workflow.publish_cycle(cycle, by=None):
            Publication.objects.filter(pk=publication.pk).update(made_at=cycle.closed_at)


def ask() -> Question:
    """The question, as People Ops asked it at the beginning of the year."""
    question = Question.objects.create(
        code="gender", text="Gender", state=Question.State.ASKED, counted_from=date(2026, 1, 1)
    )
    Option.objects.bulk_create(
        Option(question=question, code=f"option-{place}", word=word, order=place, is_declined=place == len(WORDS))
        for place, word in enumerate(WORDS, start=1)
    )
    return question


def said(key: str, chance: random.Random) -> str | None:
    """What one of the demo's people chose; None for no answer."""
    chose, answers = chance.choices(WORDS, WEIGHTS)[0], chance.random() < ANSWERED
    return SET.get(key, chose if answers else None)

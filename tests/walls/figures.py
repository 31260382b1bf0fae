"""What the people of a random company have said of themselves."""

from typing import Any

from figures.models import Answer, Option, Publication, Question
from reviews.models import Cycle


def draw_figures(company: Any, cycle: Cycle) -> None:
    """A question that some have answered, and what was published of it."""
    question = Question.objects.create(code="drawn", text="Drawn?", state="asked", counted_from=cycle.covers_to)
    option = Option.objects.create(question=question, code="yes", word="Yes", order=1)
    for person in company.some(0.5):
        Answer.objects.create(person=person, question=question, option=option)
    Publication.objects.create(
        cycle=cycle, framework=company.ladders[0].framework, question=question, screen=None, file=None
    )

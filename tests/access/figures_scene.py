"""The scene's part of the figures: a question that is asked and answered by Lena, one in preparation, one publication.

The publication's words are secrets of their own: what it prints is People Ops', though the options are everybody's.
"""

from datetime import date

from figures.models import Answer, Option, Publication, Question
from tests.figures.story import make_cycle, make_framework
from tests.privacy.words import word


def set_up(scene) -> None:
    """Two questions, Lena's answer, and the figures of a quarter before all others of the scene."""
    scene.question = Question.objects.create(
        code="gender", text="Gender", state=Question.State.ASKED, counted_from=date(2026, 1, 1)
    )
    options = [
        Option.objects.create(question=scene.question, code=f"option-{place}", word=said, order=place)
        for place, said in enumerate(["woman", "man", "prefer not to say"], start=1)
    ]
    scene.answer = Answer.objects.create(person=scene.cast.lena, question=scene.question, option=options[0])
    prepared = Question.objects.create(
        code="language", text=word("figures.question.text"), counted_from=date(2027, 1, 1)
    )
    for place, said in enumerate([word("figures.option.word"), "another", "prefer not to say"], start=1):
        Option.objects.create(question=prepared, code=f"option-{place}", word=said, order=place, is_declined=place == 3)
    scene.publication = Publication.objects.create(
        cycle=make_cycle(name="Figures 2025 Q4", covers_to=date(2025, 12, 31)),
        framework=make_framework("L1", "L2", slug="figures"),
        question=scene.question,
        screen=table(word("figures.publication.screen"), 5),
        file=table(word("figures.publication.file"), 10),
    )


def table(column: str, k: int) -> dict:
    """A printed table with a secret over one of its columns."""
    rows = [{"levels": ["L1", "L2"], "people": 40, "counts": [20, 20]}]
    return {"k": k, "columns": [["woman", column], ["man", ""]], "rows": rows}
